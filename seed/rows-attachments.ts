import { at } from './calendar.ts';
import { openMessageStream } from './message-stream.ts';
import type { Plan } from './plan.ts';
import type { MediaPool } from './pool.ts';
import { type Random, streams } from './random.ts';
import type { Cell, Row } from './row.ts';
import { content } from './timeline.ts';

/** The columns from `kind` on; id, message and position come before them. */
type Attachment = readonly Cell[];

export function* attachmentRows(plan: Plan): Generator<Row> {
  const { timeline, media } = plan;
  let id = 0;
  for (let index = 0; index < timeline.length; index++) {
    const carried = at(timeline.content, index);
    if (carried === content.text || carried === content.poll) continue;
    const random = openMessageStream(plan, streams.attachment, index);
    let position = 0;
    for (const attachment of makeAttachments(media, carried, random)) {
      yield [++id, index + 1, position++, ...attachment];
    }
  }
}

function makeAttachments(media: MediaPool, carried: number, random: Random): Attachment[] {
  switch (carried) {
    case content.image:
      return [image(media, random.below(media.photos.length), random)];
    case content.album: {
      const first = random.below(media.photos.length);
      const count = 2 + random.below(4);
      return Array.from({ length: count }, (_, offset) => image(media, first + offset, random));
    }
    case content.video:
      return [video(media, random)];
    case content.file:
      return [file(media, random)];
    case content.voice:
      return [voice(media, random)];
    default:
      throw new RangeError(`a message of content ${carried} has no attachments`);
  }
}

function image({ photos }: MediaPool, index: number, random: Random): Attachment {
  const { key, width, height, sizeBytes, placeholder } = at(photos, index % photos.length);
  const name = `IMG_${1000 + random.below(9000)}.jpg`;
  return ['image', key, name, 'image/jpeg', sizeBytes, width, height, null, placeholder, null];
}

function video({ clips }: MediaPool, random: Random): Attachment {
  const { key, width, height, sizeBytes, durationMs, placeholder } = random.pick(clips);
  const name = `VID_${1000 + random.below(9000)}.webm`;
  return ['video', key, name, 'video/webm', sizeBytes, width, height, durationMs, placeholder, null];
}

function voice({ voices }: MediaPool, random: Random): Attachment {
  const { key, sizeBytes, durationMs, peaks } = random.pick(voices);
  const name = `VOICE_${1000 + random.below(9000)}.wav`;
  return ['voice', key, name, 'audio/wav', sizeBytes, null, null, durationMs, null, arrayLiteral(peaks)];
}

function file({ files }: MediaPool, random: Random): Attachment {
  const { key, name, mimeType, sizeBytes } = random.pick(files);
  return ['file', key, name, mimeType, sizeBytes, null, null, null, null, null];
}

/** An array of numbers as PostgreSQL reads it. */
function arrayLiteral(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
