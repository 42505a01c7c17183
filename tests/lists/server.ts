/**
 * Serves the lists of tests/lists/pages on loopback: `/<name>?messages=N`, with the options of pages/common/options.ts
 * and `?theme=dark`. By hand: `node tests/lists/server.ts` prints the addresses.
 */
import { readdirSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { build, type Rolldown } from 'vite';
import { style } from './pages/common/style.ts';

const folder = path.join(import.meta.dirname, 'pages');

export interface Lists extends AsyncDisposable {
  readonly names: readonly string[];
  readonly url: string;
}

/** The files of pages that are lists, by name. */
function entries(): Record<string, string> {
  const files = readdirSync(folder).filter((file) => /(?<!\.d)\.tsx?$/.test(file));
  return Object.fromEntries(files.sort().map((file) => [path.parse(file).name, path.join(folder, file)]));
}

/** Builds every list into memory: the script of each address. */
async function bundle(): Promise<Map<string, string>> {
  const output = (await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // The chat's `react` is another one, which libraries outside of this folder would find.
    resolve: { dedupe: ['react', 'react-dom'] },
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entries(),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(
    output.output.flatMap((file) =>
      file.type === 'chunk' ? [[`/${file.fileName}`, file.code] as const] : [],
    ),
  );
}

function page(name: string, query: URLSearchParams): string {
  const theme = query.get('theme') === 'dark' ? ' data-theme="dark"' : '';
  // A list in a frame leaves header and composer to the page around it.
  const [header, footer] = query.has('framed')
    ? ['', '']
    : [`<header>${name}</header>`, '<footer>Message</footer>'];
  return `<!doctype html>
<html lang="en"${theme}>
<head><title>${name}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><style>${style}</style></head>
<body>${header}<div id="app"></div>${footer}<script type="module" src="/${name}.js"></script></body>
</html>`;
}

/** A picture of one color, by its index. */
function picture(query: URLSearchParams): Promise<Buffer> {
  const number = (key: string): number => Number(query.get(key) ?? 0);
  const [red, green, blue] = [41, 89, 137].map((step) => 60 + ((number('index') * step) % 150)) as [
    number,
    number,
    number,
  ];
  const background = { r: red, g: green, b: blue };
  return sharp({ create: { width: number('width'), height: number('height'), channels: 3, background } })
    .png()
    .toBuffer();
}

interface Site {
  scripts: ReadonlyMap<string, string>;
  /** Pictures that were drawn, by their query. */
  pictures: Map<string, Promise<Buffer>>;
}

async function answer(url: URL, { scripts, pictures }: Site, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = url;
  const send = (type: string, body: string | Buffer): void => {
    response.writeHead(200, { 'content-type': type }).end(body);
  };
  const script = scripts.get(pathname);
  if (pathname === '/picture.png') {
    const drawn = pictures.get(url.search) ?? picture(searchParams);
    pictures.set(url.search, drawn);
    const body = await drawn;
    setTimeout(() => send('image/png', body), Number(searchParams.get('delay') ?? 0));
  } else if (script !== undefined) {
    send('text/javascript', script);
  } else if (scripts.has(`${pathname}.js`)) {
    send('text/html; charset=utf-8', page(pathname.slice(1), searchParams));
  } else {
    response.writeHead(404).end();
  }
}

/** Serves all lists on a free port of loopback. */
export async function startLists(): Promise<Lists> {
  const site = { scripts: await bundle(), pictures: new Map() };
  const server: Server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', 'http://127.0.0.1'), site, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    names: Object.keys(entries()),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { names, url } = await startLists();
  // biome-ignore lint/suspicious/noConsole: who starts it by hand reads it.
  for (const name of names) console.log(`${url}/${name}?messages=2000`);
}
