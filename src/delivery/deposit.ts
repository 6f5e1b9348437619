import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, open, readdir, rm, rmdir} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import type {Workspace} from '../db/workspace.js';

/** Large enough to keep disk and hash busy, small enough to stay out of the way. */
const piece = 4 << 20;

/**
 * Hash a file, and copy it while it passes by.
 *
 * @param to where the copy goes, on disk for good when this returns; nothing is copied without it
 * @returns SHA-256 in lower-case hexadecimal
 */
export async function deposit(from: string, to?: string): Promise<string> {
  const hash = createHash('sha256');
  const source = await open(from);
  if (to !== undefined) await mkdir(dirname(to), {recursive: true});
  const target = to === undefined ? undefined : await open(to, 'w');
  const buffer = Buffer.allocUnsafe(piece);
  try {
    for (;;) {
      const {bytesRead} = await source.read(buffer, 0, piece);
      if (bytesRead === 0) break;
      const bytes = buffer.subarray(0, bytesRead);
      hash.update(bytes);
      for (let written = 0; target && written < bytesRead; ) {
        written += (await target.write(bytes, written)).bytesWritten;
      }
    }
    // a delivery counts as loaded only when its bytes survive a power cut
    await target?.sync();
  } finally {
    await source.close();
    await target?.close();
  }
  return hash.digest('hex');
}

/** Make a file written by another program survive a power cut. */
export async function settle(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Remove a folder when nothing is left in it. */
export async function discardEmpty(folder: string): Promise<void> {
  const left = await readdir(folder).catch(() => ['not there']);
  if (left.length === 0) await rmdir(folder);
}

export const discard = (path: string): Promise<void> => rm(path, {recursive: true, force: true});

/** Remove stored files that no delivery names: what a load left behind that was cut off, and what was wiped. */
export async function sweepStore(workspace: Workspace): Promise<void> {
  const named = new Set(
    (await workspace.rows<{file: string}>('select file from ws.delivery_tables')).map((t) => t.file),
  );
  const store = workspace.stored();
  if (!existsSync(store)) return;
  const folders = new Set<string>();
  for (const entry of await readdir(store, {recursive: true, withFileTypes: true})) {
    const path = join(relative(store, entry.parentPath), entry.name);
    if (entry.isDirectory()) folders.add(path);
    else if (!named.has(path)) await discard(workspace.stored(path));
  }
  // the deepest first: a folder is empty when those in it are gone
  for (const folder of [...folders].sort().reverse()) await discardEmpty(workspace.stored(folder));
}
