import { at } from './calendar.ts';
import { isClosing } from './closing.ts';
import { openMessageStream } from './message-stream.ts';
import type { Plan } from './plan.ts';
import { streams } from './random.ts';
import { content } from './timeline.ts';

/** The page that a text links to, as the sender's client describes it. */
export type Link = {
  url: string;
  site: string;
  title: string;
  description: string;
  /** The text before the address; if null, the address comes first. */
  introduction: string | null;
};

const linkShare = 0.04;

/** On reserved domain names (RFC 2606), so that a link that is opened by mistake leads nowhere. */
const pages = [
  {
    address: 'https://news.example.org/2026/harbour-bridge',
    site: 'The Harbour Post',
    title: 'The old bridge reopens to cyclists after four years',
    description: 'Repairs took twice as long as planned. From Saturday on both lanes are open again.',
  },
  {
    address: 'https://recipes.example.com/lentil-soup',
    site: 'Kitchen Notes',
    title: 'Lentil soup with lemon and burnt butter',
    description: 'Forty minutes, one pot, and even better on the next day.',
  },
  {
    address: 'https://docs.example.net/guides/release-checklist',
    site: 'Team handbook',
    title: 'Release checklist',
    description: 'What to look at before, during and after a release, and whom to ask when it goes wrong.',
  },
  {
    address: 'https://bahn.example.org/verbindung',
    site: 'Fahrplan',
    title: 'Hamburg Hbf → München Hbf, ab 07:42 Uhr',
    description: 'Ein Umstieg in Hannover. Die Wagenreihung wird am Abend vorher veröffentlicht.',
  },
  {
    address: 'https://termine.example.com/sommerfest',
    site: 'Stadtteilbüro',
    title: 'Sommerfest im Hof: wer bringt was mit?',
    description: 'Tische und Bänke sind da. Es fehlen noch Salate, Musik und jemand mit Grill.',
  },
  {
    address: 'https://viajes.example.net/ruta-del-lago',
    site: 'Cuaderno de viaje',
    title: 'La ruta del lago en dos días',
    description: 'Mapa, fuentes de agua y un refugio donde dormir sin reserva.',
  },
  {
    address: 'https://cinema.example.org/seances',
    site: 'Ciné de quartier',
    title: 'Séances de la semaine et tarif réduit le mardi',
    description: 'Les films en version originale sont projetés à 20 h 30, salle 2.',
  },
  {
    address: 'https://sklep.example.com/lampa-kuchenna',
    site: 'Dom i światło',
    title: 'Lampa kuchenna, mosiądz, 40 cm',
    description: 'Dostawa w trzy dni robocze. Żarówka nie jest dołączona.',
  },
  {
    address: 'https://muzey.example.net/vystavka',
    site: 'Музей города',
    title: 'Выставка старых карт открыта до конца марта',
    description: 'Экскурсии по выходным в полдень, вход по билету музея.',
  },
  {
    address: 'https://akhbar.example.org/taqs',
    site: 'نشرة الطقس',
    title: 'أمطار متوقعة نهاية الأسبوع',
    description: 'تنخفض درجات الحرارة يوم السبت مع رياح خفيفة على الساحل.',
  },
  {
    address: 'https://mazgan.example.com/madrich',
    site: 'מדריך לבית',
    title: 'איך מנקים מזגן לפני הקיץ',
    description: 'שלושה שלבים, מברשת רכה, וחצי שעה של סבלנות.',
  },
  {
    address: 'https://yatra.example.net/tikat',
    site: 'यात्रा',
    title: 'पहाड़ की रेल: टिकट और समय',
    description: 'सुबह की गाड़ी में खिड़की वाली सीट पहले बुक करें।',
  },
  {
    address: 'https://ditu.example.org/huyuan',
    site: '城市地图',
    title: '湖边步道全程地图',
    description: '全长八公里，沿途有三处可以休息。',
  },
  {
    address: 'https://ryokan.example.com/yoyaku',
    site: '旅の手帖',
    title: '山あいの宿、週末の空室案内',
    description: '夕食は地元の野菜が中心です。駅から送迎があります。',
  },
] as const;

const introductions = [
  ...['Have you seen this?', 'This is the one I meant:', 'For later:', 'Schau mal:', 'Mira esto:'],
  ...['À lire :', 'Zobacz:', 'Вот ссылка:', 'الرابط هنا:', '看这个：'],
];

/** The link of a message; null for most texts and for all other messages. */
export function drawLink(plan: Plan, index: number): Link | null {
  if (at(plan.timeline.content, index) !== content.text || isClosing(plan, index)) return null;
  const random = openMessageStream(plan, streams.link, index);
  if (!random.chance(linkShare)) return null;
  const { address, ...page } = random.pick(pages);
  // A random number, so that messages do not all share the same few addresses.
  const url = `${address}?id=${10_000 + random.below(90_000)}`;
  return { url, ...page, introduction: random.chance(0.5) ? random.pick(introductions) : null };
}

/** Writes a text with the link before any other, because the preview describes the first link. */
export function writeLink({ url, introduction }: Link, text: () => string): string {
  return introduction === null ? `${url}\n${text()}` : `${introduction} ${url}`;
}
