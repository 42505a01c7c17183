import { openStream, type Random, streams } from './random.ts';

const openers =
  'So,|Okay,|Quick question:|By the way,|Honestly,|Good news:|Heads up:|Hm,|Right,|Just saw that'.split('|');
const subjects = (
  'the new build|the train at 7:42|your draft|the venue|that photo from the lake|the invoice|our table|the second ' +
  'slide|the parcel|the weather for Saturday|the ticket from support|the recipe|everyone at the office|the old ' +
  'bridge|my landlord|the release branch|the concert|the kitchen light|the contract|the map you sent'
).split('|');
const predicates = (
  'looks great now|is still missing a date|was later than I thought|needs one more pass|works on my phone|can wait ' +
  'until Monday|made my day|should be with you tomorrow|has been moved to 18:30|is not what I ordered|costs less ' +
  'than last year|has to be signed by both of us|turned out better than expected|is in the shared folder|broke again'
).split('|');
const closers = (
  '.|!|?|, can you check?|, no hurry.|, what do you think?| 😊| 🎉|, see https://example.com/a/7f3c2e|, thanks!| 🙏🏽|…|' +
  ', I will call you in the evening.| — let me know.| (see the second page)'
).split('|');
const elsewhere = [
  'Ich bin gleich da, fangt ruhig schon an.',
  'Können wir das auf nächste Woche verschieben? Donnerstag wäre mir am liebsten.',
  '¿Alguien puede traer hielo? Yo llevo la música y las sillas.',
  'On se retrouve devant la gare, côté tramway, vers 19 h.',
  'Dzięki, właśnie tego szukałem!',
  'Привет! Фотографии загрузила, посмотри, когда будет время.',
  'Зустрінемось о шостій біля входу 🙂',
  'وصلت إلى المحطة، سأكون عندكم خلال عشر دقائق.',
  'תודה רבה, זה בדיוק מה שהייתי צריך',
  'कल शाम को मिलते हैं, मैं टिकट ले आऊँगा।',
  '我已经把文件发给你了，有问题随时告诉我。',
  '明日の打ち合わせは十時からに変更になりました。よろしくお願いします。',
  '사진 정말 잘 나왔다! 다음에 또 같이 가자 📸',
  'Γεια σας, φτάνω σε πέντε λεπτά.',
  'ขอบคุณมากครับ เจอกันพรุ่งนี้',
];
const shorts =
  '👍|ok|😂😂|yes!|on my way|❤️|done|hahaha|👀|👨‍👩‍👧‍👦|no idea|same here|🎂🎈|sure, why not|👏🏾👏🏾|late, sorry|…|+1|🇺🇾🏆|see you'.split(
    '|',
  );

/** Bodies of messages: short and long, several scripts, emoji, links and paragraphs. */
export type Writer = {
  message: (random: Random) => string;
  /** A line of about two words. */
  short: (random: Random) => string;
  caption: (random: Random) => string;
};

/** Makes the phrases of a data set once; messages join some of them. */
export function makeWriter(seed: number): Writer {
  const random = openStream(seed, streams.phrase, 0);
  const phrases = Array.from({ length: 2_000 }, () => makePhrase(random));
  const join = (chooser: Random, count: number) => {
    let text = chooser.pick(phrases);
    for (let index = 1; index < count; index++) {
      text += (index % 5 === 0 ? '\n\n' : ' ') + chooser.pick(phrases);
    }
    return text;
  };
  return {
    message: (chooser) => {
      const length = chooser.next();
      if (length < 0.18) return chooser.pick(shorts);
      if (length < 0.7) return chooser.pick(phrases);
      if (length < 0.93) return join(chooser, 2 + chooser.below(3));
      return join(chooser, 5 + chooser.below(9));
    },
    short: (chooser) => chooser.pick(shorts),
    // Most pictures have no caption.
    caption: (chooser) => (chooser.chance(0.35) ? chooser.pick(phrases) : ''),
  };
}

function makePhrase(random: Random): string {
  if (random.chance(0.2)) return random.pick(elsewhere);
  const opener = random.chance(0.4) ? `${random.pick(openers)} ` : '';
  const text = `${opener}${random.pick(subjects)} ${random.pick(predicates)}${random.pick(closers)}`;
  return opener === '' ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
