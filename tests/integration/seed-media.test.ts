/** The drawn media in a real browser: what only its players can tell. */
import { expect } from '@playwright/test';
import { makeClip } from '../../seed/clip.ts';
import { makeGrainTiles, makePhoto } from '../../seed/photo.ts';
import { makeVoice } from '../../seed/voice.ts';
import { test } from './blank-page.ts';

function dataUrl(type: string, content: Buffer): string {
  return `data:${type};base64,${content.toString('base64')}`;
}

/** Plays a video to its end, and says what the player says of it and the mean colour of its first frame. */
async function play(url: string) {
  const video = document.createElement('video');
  video.muted = true;
  video.src = url;
  const failed = new Promise<never>((_, reject) => {
    video.addEventListener('error', () => reject(new Error(video.error?.message)));
  });
  const ended = new Promise((resolve) => video.addEventListener('ended', resolve));
  document.body.append(video);
  await Promise.race([new Promise((resolve) => video.requestVideoFrameCallback(resolve)), failed]);
  const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, video.videoWidth, video.videoHeight);
  const meanOf = (channel: number) =>
    data.reduce((sum, value, index) => (index % 4 === channel ? sum + value : sum), 0) / (data.length / 4);
  const colour = [0, 1, 2].map(meanOf);
  await video.play();
  await Promise.race([ended, failed]);
  return {
    width: video.videoWidth,
    height: video.videoHeight,
    seconds: video.duration,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    colour,
  };
}

for (const { shape, index } of [
  { shape: 'wide', index: 24 },
  { shape: 'tall', index: 27 },
]) {
  test(`a ${shape} clip plays to its end, as large and as long as its row says`, async ({ blank }) => {
    const { preview, placeholder } = await makePhoto(1, index, makeGrainTiles(1));
    const { content, width, height, durationMs } = await makeClip(1, index, preview);
    expect(content.length).toBeLessThan(600_000);

    const played = await blank.evaluate(play, dataUrl('video/webm', content));
    expect(played).toMatchObject({ width, height });
    expect(played.seconds).toBeCloseTo(durationMs / 1_000, 2);
    // A busy machine may skip some.
    expect(played.frames).toBeGreaterThan(durationMs / 80 / 2);
    const poster = [1, 3, 5].map((at) => Number.parseInt(placeholder.slice(at, at + 2), 16));
    played.colour.forEach((part, at) => {
      expect(Math.abs(part - (poster[at] ?? 0)), 'it begins with its poster').toBeLessThan(12);
    });
  });
}

test('a voice note is decoded to what its row says', async ({ blank }) => {
  const { content, durationMs, peaks } = makeVoice(1, 0);
  const heard = await blank.evaluate(
    async (url) => {
      const context = new OfflineAudioContext(1, 1, 8_000);
      const sound = await context.decodeAudioData(await (await fetch(url)).arrayBuffer());
      const samples = sound.getChannelData(0);
      const loudest = Array.from({ length: 48 }, (_, part) => {
        const [from, to] = [part, part + 1].map((edge) => Math.floor((edge * samples.length) / 48));
        return samples.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 100;
      });
      return { seconds: sound.duration, channels: sound.numberOfChannels, loudest };
    },
    dataUrl('audio/wav', content),
  );
  expect(heard).toMatchObject({ seconds: durationMs / 1_000, channels: 1 });
  heard.loudest.forEach((peak, part) => {
    expect(Math.abs(peak - (peaks[part] ?? 0)), `part ${part}`).toBeLessThan(2);
  });
});
