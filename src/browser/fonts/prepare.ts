import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { causeText, HarnessError } from '../../core/errors.ts';
import { type FontFile, fontFiles } from './font-files.ts';
import { fontconfigFile, fontRules } from './fontconfig.ts';

/** The harness's fonts and a configuration with which a browser uses only these. */
export interface OwnFonts {
  /** Hash of the fonts and of the rules, independent of the folder. */
  version: string;
  /** For `FONTCONFIG_FILE`. */
  configFile: string;
}

/** A font with its place on this machine. */
interface FoundFont {
  /** `package@version/file` */
  id: string;
  file: string;
}

/** Below the working folder. */
const usualParent = '.backscroll/fonts';

/**
 * Temporary configurations by name; the browsers of this process share them, and they are removed at its end.
 */
const temporaryFiles = new Map<string, Promise<string>>();

/**
 * Prepares the harness's fonts for fontconfig: a folder of links, a configuration and a folder for
 * fontconfig's cache. Reuses the folder of an earlier run.
 *
 * @param parent parent of the folder; when it is not writable, a temporary folder is used and removed with
 *   this process
 * @throws HarnessError `FONTS_MISSING`, `FONTS_NOT_WRITTEN`
 */
export async function prepareOwnFonts(
  parent: string = path.resolve(usualParent),
  files: readonly FontFile[] = fontFiles,
): Promise<OwnFonts> {
  const found = await Promise.all(files.map(findFont));
  const version = hash([fontRules, ...found.map(({ id }) => id)]);
  // The links are absolute: a moved checkout needs its own folder.
  const name = hash([version, parent, ...found.map(({ file }) => file)]);
  const folder = path.join(parent, name);
  const configFile = path.join(folder, 'fonts.conf');
  if (!existsSync(configFile)) {
    try {
      await layOut(folder, found);
    } catch {
      // A checkout that is not writable, such as another user's.
      const temporary = temporaryFiles.get(name) ?? layOutTemporarily(found);
      temporaryFiles.set(name, temporary);
      return { version, configFile: await temporary };
    }
  }
  return { version, configFile };
}

async function findFont({ package: name, file }: FontFile): Promise<FoundFont> {
  const manifest = findManifest(name);
  const place = manifest === undefined ? undefined : path.join(path.dirname(manifest), file);
  if (manifest === undefined || place === undefined || !existsSync(place)) {
    throw new HarnessError(
      'FONTS_MISSING',
      `The font ${file} of the package ${name} is not there.`,
      'Type "npm ci" in the checkout, or use the fonts of this host with --host-fonts.',
    );
  }
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return { id: `${name}@${version}/${file}`, file: place };
}

function findManifest(name: string): string | undefined {
  try {
    return findPackageJSON(name, import.meta.url);
  } catch {
    // Node throws for a package that is not installed.
    return undefined;
  }
}

/** All or nothing, because several processes may do it at the same time. */
async function layOut(folder: string, fonts: readonly FoundFont[]): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await fill(draft, folder, fonts);
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have created it first.
    if (!existsSync(path.join(folder, 'fonts.conf'))) throw cause;
  }
}

/** @throws HarnessError `FONTS_NOT_WRITTEN` */
async function layOutTemporarily(fonts: readonly FoundFont[]): Promise<string> {
  try {
    // The prefix of a run's scratch folder: the next run removes such folders of a killed process.
    const folder = await mkdtemp(path.join(tmpdir(), `backscroll-run-${process.pid}-`));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await fill(folder, folder, fonts);
    return path.join(folder, 'fonts.conf');
  } catch (cause) {
    throw new HarnessError(
      'FONTS_NOT_WRITTEN',
      `The configuration of the fonts could not be written: ${causeText(cause)}.`,
      `Make ${path.resolve(usualParent)} or ${tmpdir()} writable, or use the fonts of this host with --host-fonts.`,
      { cause },
    );
  }
}

/** @param folder its final path @param into its current path */
async function fill(into: string, folder: string, fonts: readonly FoundFont[]): Promise<void> {
  await mkdir(path.join(into, 'cache'));
  await mkdir(path.join(into, 'files'));
  for (const { file } of fonts) await symlink(file, path.join(into, 'files', path.basename(file)));
  const config = fontconfigFile(path.join(folder, 'files'), path.join(folder, 'cache'));
  await writeFile(path.join(into, 'fonts.conf'), config);
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}
