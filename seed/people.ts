import { openStream, streams } from './random.ts';
import { measuredUser } from './sizes.ts';

export type Person = { id: number; handle: string; name: string; hue: number };

const given = (
  'Ada Amara Anton Aiko Bilal Bianca Carlos Chidi Clara Dana Diego Elif Emil Fatima Femi Freya Gita Hana ' +
  'Hugo Ines Ivo Jana Jonas Kai Kemal Laila Leo Lina Luca Mara Mateo Mei Milan Mina Nadia Niko Noor Olga ' +
  'Omar Paula Pia Priya Rafael Rosa Sami Sofia Tariq Tomas Uma Viktor Wei Yara Yusuf Zoe Łukasz José Zoë Søren'
).split(' ');
const family = (
  'Adeyemi Ali Andersen Bauer Becker Bianchi Castro Chen Costa Cruz Demir Diallo Dubois Eriksen Fischer Garcia ' +
  'Gupta Haddad Hansen Hoffmann Ibrahim Ito Jansen Kaya Kim Kowalski Kumar Larsen Lopez Martin Mensah Moreau ' +
  'Müller Nakamura Nguyen Novak Okafor Oliveira Park Patel Petrov Popescu Ramos Rossi Sato Schmidt Silva Singh ' +
  'Suzuki Tanaka Torres Tran Vargas Virtanen Wagner Wang Yilmaz Øberg'
).split(' ');

/** All users, from user 1. A larger count never changes the first ones. */
export function makePeople(seed: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => makePerson(seed, index + 1));
}

function makePerson(seed: number, id: number): Person {
  const random = openStream(seed, streams.person, id);
  const name = id === measuredUser ? 'Robin Vale' : `${random.pick(given)} ${random.pick(family)}`;
  const ascii = name.normalize('NFD').replaceAll('Ł', 'L').replaceAll(/[øØ]/g, 'o');
  const handle = `${ascii.replaceAll(/[^A-Za-z ]/g, '').replaceAll(' ', '.')}.${id}`.toLowerCase();
  return { id, handle, name, hue: random.below(360) };
}
