/** Duration of each part in one round of the reference workload, ms by the page's own clock. */
export type ReferenceRound = {
  script: number;
  style: number;
  layout: number;
  paint: number;
  raster: number;
  decode: number;
};

export interface ReferencePlan {
  /** Rounds that do not count: the caches of a new renderer are cold until then. */
  warmUpRounds: number;
  rounds: number;
  /** Rounds of the script alone before that: the optimising compiler needs more rounds than anything else. */
  scriptRounds: number;
  /** No counted round begins later than this after the start, except the first `fewestRounds`; ms. */
  withinMs: number;
  fewestRounds: number;
}

/**
 * The reference workload: a fixed list of rows with script, style, layout, paint, raster and image decoding,
 * each measured by itself and forced to finish before its clock stops. Runs inside a blank page, which it
 * fills.
 *
 * Nothing in it is random, comes from a network or waits for a frame, since a frame's 16.7 ms would hide the
 * speed of the machine. Paint and raster draw into a canvas in software, even with a GPU. Any change of a
 * round's work needs a new version of the workload (src/measure/host/reference.ts).
 */
export async function doReferenceWork(plan: ReferencePlan): Promise<ReferenceRound[]> {
  const rowCount = 60;
  const width = 400;
  const height = 800;
  const words = 'the newest message of this channel has three pictures and an answer'.split(' ');
  const textOf = (row: number): string =>
    Array.from({ length: 14 + (row % 9) }, (_, word) => words[(row * 7 + word * 3) % words.length]).join(' ');
  const rowOf = (row: number): string =>
    `<div class="row"><i class="face" style="background:hsl(${row * 6},60%,50%)"></i><div class="body"><b>Reader ${row}</b><p>${textOf(row)}</p><span class="chip">${row % 7} replies</span></div></div>`;
  const css =
    '.list{font:15px/20px sans-serif;color:#222;background:#fff}.row{display:flex;gap:8px;padding:6px 10px}.face{flex:none;width:36px;height:36px;border-radius:18px}.body{min-width:0}.body p{margin:2px 0}.chip{border:1px solid #bbb;border-radius:9px;padding:0 8px;box-shadow:0 1px 3px #0004}.dark .row .body p{color:#eee}.dark .row b{color:#fff}.dark .chip{color:#ccd}';
  const rows = Array.from({ length: rowCount }, (_, row) => rowOf(row)).join('');
  document.head.innerHTML = `<style>${css}</style>`;
  document.body.innerHTML = `<div class="list" style="width:${width}px">${rows}</div>`;
  const list = document.body.firstElementChild as HTMLElement;
  const last = list.lastElementChild?.querySelector('p') as HTMLElement;

  const html = `<div xmlns="http://www.w3.org/1999/xhtml" class="list">${rows}${rows}</div>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${2 * height}"><style>${css}</style><foreignObject width="100%" height="100%">${html}</foreignObject>`;
  const pictureHead = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  const pictureTail = encodeURIComponent('</svg>');

  const newCanvas = (): CanvasRenderingContext2D => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height: 2 * height });
    // In software: drawing finishes in this thread, and reading one pixel waits for it.
    return canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  };
  const ended = (context: CanvasRenderingContext2D): number => context.getImageData(0, 0, 1, 1).data[0] ?? 0;
  const [painted, drawn] = [newCanvas(), newCanvas()];

  function script(round: number): number {
    const messages = Array.from({ length: 2_500 }, (_, id) => ({
      id,
      key: (Math.imul(id + round, 2_654_435_761) >>> 0) % 10_007,
      text: `${words[id % words.length]} ${id}`,
    }));
    messages.sort((a, b) => a.key - b.key || a.id - b.id);
    const byWord = Map.groupBy(messages, ({ text }) => text.split(' ')[0]);
    const copy = JSON.parse(JSON.stringify([...byWord.values()])) as { key: number }[][];
    let sum = 0;
    for (const group of copy) for (const { key } of group) sum = (sum + key) % 65_521;
    for (let step = 0; step < 2_400_000; step++) sum = (Math.imul(sum, 31) + step) | 0;
    return sum;
  }

  function style(): number {
    let seen = 0;
    for (let turn = 0; turn < 10; turn++) {
      list.classList.toggle('dark');
      seen += getComputedStyle(last).color.length;
    }
    return seen;
  }

  function layout(): number {
    let seen = 0;
    for (let turn = 0; turn < 4; turn++) {
      list.style.width = `${width - 20 * (turn % 4)}px`;
      seen += list.offsetHeight;
    }
    return seen;
  }

  /** A new picture of HTML each time: the browser does not paint the same picture again. */
  async function pictureOf(round: number): Promise<HTMLImageElement> {
    const picture = new Image();
    picture.src = `${pictureHead}<!--${round}-->${pictureTail}`;
    await picture.decode();
    return picture;
  }

  function raster(): number {
    for (let shape = 0; shape < 90; shape++) {
      const [x, y] = [(shape * 97) % width, (shape * 61) % height];
      const fill = drawn.createLinearGradient(x, y, x + 120, y + 90);
      fill.addColorStop(0, `hsl(${shape * 4},70%,60%)`);
      fill.addColorStop(1, '#0000');
      drawn.fillStyle = fill;
      drawn.shadowBlur = shape % 3 === 0 ? 6 : 0;
      drawn.shadowColor = '#0006';
      drawn.beginPath();
      drawn.roundRect(x - 60, y - 40, 150, 100, 16);
      drawn.fill();
      drawn.fillText(words[shape % words.length] ?? '', x, y);
    }
    return ended(drawn);
  }

  /** A generated photograph, encoded by this browser, with noise that a decoder cannot skip. */
  async function photograph(): Promise<Blob> {
    const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 480 });
    const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    const pixels = context.createImageData(canvas.width, canvas.height);
    let state = 1;
    for (let at = 0; at < pixels.data.length; at += 4) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      for (let color = 0; color < 3; color++) {
        pixels.data[at + color] = ((at >> (7 + color)) & 127) + ((state >>> (8 * color)) & 63);
      }
      pixels.data[at + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', 0.85));
    if (blob === null) throw new Error('this browser could not encode a JPEG');
    return blob;
  }

  /** Loads the photograph without decoding it, from a new address each time, so that no cache contains it. */
  async function loaded(photo: Blob): Promise<HTMLImageElement> {
    const image = new Image();
    image.src = URL.createObjectURL(photo);
    await new Promise((done) => image.addEventListener('load', done, { once: true }));
    URL.revokeObjectURL(image.src);
    return image;
  }

  function timed(part: () => unknown): number {
    const startMs = performance.now();
    part();
    return performance.now() - startMs;
  }

  /** Drawing lays out and paints a picture of HTML, and decodes a photograph. */
  function draw(image: HTMLImageElement, context: CanvasRenderingContext2D): number {
    context.drawImage(image, 0, 0);
    return ended(context);
  }

  async function oneRound(round: number, photo: Blob): Promise<ReferenceRound> {
    const [picture, image] = [await pictureOf(round), await loaded(photo)];
    return {
      script: timed(() => script(round)),
      style: timed(style),
      layout: timed(layout),
      paint: timed(() => draw(picture, painted)),
      raster: timed(raster),
      decode: timed(() => draw(image, drawn)),
    };
  }

  const photo = await photograph();
  for (let round = 0; round < plan.scriptRounds; round++) script(round);
  const all: ReferenceRound[] = [];
  const startMs = performance.now();
  const least = plan.warmUpRounds + plan.fewestRounds;
  for (let round = 0; round < plan.warmUpRounds + plan.rounds; round++) {
    if (round >= least && performance.now() - startMs > plan.withinMs) break;
    all.push(await oneRound(round, photo));
  }
  return all.slice(plan.warmUpRounds);
}
