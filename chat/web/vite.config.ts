import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const compressible = /\.(js|css|svg|json)$/;

/** Writes `.br` and `.gz` beside every asset. The page itself is left out: the server fills in its defects. */
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

/** Puts the page's style sheet into it: that is smaller than the round trip that it would cost. Chunks keep theirs. */
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

/** What the server renders, `--ssr`: one file with all that it needs. */
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
        // For who measures it; nobody else asks for them.
        sourcemap: true,
        target: 'es2022',
        // `light-dark()` as it is.
        cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        rolldownOptions: {
          output: {
            // What the page needs at first is one file, although the chunks that come later share parts of it.
            codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] },
          },
        },
      },
}));
