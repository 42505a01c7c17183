import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { DeliveryOrder } from '../../server/delivery-order.ts';

/** Sends of one conversation, by name, and what has been delivered of them. */
function conversation(order = new DeliveryOrder(), id = 1) {
  const delivered: number[] = [];
  const begin = () => {
    const end = order.begin(id);
    return (sequence?: number) =>
      end(sequence === undefined ? undefined : { sequence, deliver: () => delivered.push(sequence) });
  };
  return { begin, delivered };
}

test('a message waits for a lower one that is still under way', () => {
  const { begin, delivered } = conversation();
  const [first, second] = [begin(), begin()];
  second(2);
  expect(delivered).toEqual([]);
  first(1);
  expect(delivered).toEqual([1, 2]);
});

test('it does not wait for sends that began after it was answered, nor for ones that failed', () => {
  const { begin, delivered } = conversation();
  const [failing, answered] = [begin(), begin()];
  answered(8);
  const later = begin();
  expect(delivered).toEqual([]);
  failing();
  expect(delivered).toEqual([8]);
  later(9);
  expect(delivered).toEqual([8, 9]);
});

test('the next in sequence goes out at once, whatever else is under way', () => {
  const { begin, delivered } = conversation();
  begin()(5);
  const slow = begin();
  begin()(6);
  begin()(8);
  expect(delivered).toEqual([5, 6]);
  slow(7);
  expect(delivered).toEqual([5, 6, 7, 8]);
});

test('conversations do not wait for each other', () => {
  const order = new DeliveryOrder();
  const [one, two] = [conversation(order, 1), conversation(order, 2)];
  one.begin();
  two.begin()(3);
  expect(two.delivered).toEqual([3]);
});

test('any order of answers is delivered whole and ascending', () => {
  const burst = fc.integer({ min: 1, max: 40 }).chain((count) =>
    fc.shuffledSubarray(
      Array.from({ length: count }, (_, index) => index + 1),
      { minLength: count },
    ),
  );
  fc.assert(
    fc.property(fc.array(burst, { maxLength: 4 }), (bursts) => {
      const { begin, delivered } = conversation();
      let base = 0;
      for (const sequences of bursts) {
        const ends = sequences.map(begin);
        for (const [index, sequence] of sequences.entries()) ends[index]?.(base + sequence);
        base += sequences.length;
      }
      expect(delivered).toEqual(Array.from({ length: base }, (_, index) => index + 1));
    }),
  );
});
