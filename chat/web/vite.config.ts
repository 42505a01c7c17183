import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const compressible = /\.(js|css|svg|json)$/;

/** Writes a `.br` and a `.gz` for every asset. Not for the page itself, which the server fills in. */
function precompress(): Plugin {
  return {
    name: 'chat:precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const names = (await readdir(dir, { recursive: true })).filter((name) => compressible.test(name));
      await Promise.all(names.map((name) => compressFile(join(dir, name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const plain = await readFile(path);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(plain, quality));
  await writeFile(`${path}.gz`, await promisify(gzip)(plain, { level: 9 }));
}

/** Puts the page's style sheet into the page, which costs less than a round trip. Chunks keep theirs. */
function inlineStyles(): Plugin {
  return {
    name: 'chat:inline-styles',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        for (const [name, asset] of Object.entries(bundle ?? {})) {
          if (asset.type !== 'asset' || !name.endsWith('.css')) continue;
          const link = new RegExp(`<link[^>]+href="/${name}"[^>]*>`);
          if (!link.test(html)) continue;
          html = html.replace(link, () => `<style>${String(asset.source).trim()}</style>`);
          delete bundle?.[name];
        }
        return html;
      },
    },
  };
}

/** The build of the code that renders on the server (`--ssr`): one file with all that it needs. */
const server = {
  outDir: 'dist/server',
  emptyOutDir: true,
  target: 'node24',
  rolldownOptions: {
    input: 'src/first-screen.tsx',
    output: { entryFileNames: 'first-screen.js', codeSplitting: false },
  },
};

export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  plugins: isSsrBuild ? [] : [inlineStyles(), precompress()],
  ssr: { noExternal: true },
  build: isSsrBuild
    ? server
    : {
        outDir: 'dist',
        emptyOutDir: true,
        // For those who measure the client; browsers of other users do not request them.
        sourcemap: true,
        target: 'es2022',
        // These versions support `light-dark()`, so it is not transformed.
        cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: {
          output: {
            // Puts what the page needs first into one file, although later chunks share parts of it.
            codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] },
          },
        },
      },
}));
