import {existsSync, realpathSync, statSync} from 'node:fs';
import {chmod, mkdir, rename, rm} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {misused} from './errors.js';

/**
 * Write a file that appears whole or not at all: it is written beside its place, and what stood there stays until it
 * is done.
 *
 * @param file where it goes; a link leads to its file
 * @param write to the path it is given, which is gone afterwards
 * @throws {JobbonusError} exit 2 where something stands that a file would not replace, and whatever `write` throws
 */
export async function wholeFile<T>(file: string, write: (unfinished: string) => Promise<T>): Promise<T> {
  const {path, mode} = placeOf(file);
  const unfinished = `${path}.unfinished`;
  await mkdir(dirname(path), {recursive: true});
  try {
    const result = await write(unfinished);
    // what stood there may have been for some eyes only
    if (mode !== undefined) await chmod(unfinished, mode);
    await rename(unfinished, path);
    return result;
  } finally {
    await rm(unfinished, {force: true});
  }
}

function placeOf(file: string): {path: string; mode?: number} {
  const path = existsSync(file) ? realpathSync(file) : resolve(file);
  const found = statSync(path, {throwIfNoEntry: false});
  if (!found) return {path};
  if (found.isDirectory()) throw misused('FILE', `${file} is a folder; name a file in it`);
  // a device or a pipe would be replaced
  if (!found.isFile()) throw misused('FILE', `${file} is no file; name one, or one that does not exist yet`);
  return {path, mode: found.mode & 0o777};
}
