import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';

/** Every file below a folder with the hash of its bytes, by path: two equal maps are two equal folders. */
export function hashes(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()) {
    const file = join(folder, path);
    if (!statSync(file).isFile()) continue;
    found[relative(folder, file).replaceAll('\\', '/')] = createHash('sha256')
      .update(readFileSync(file))
      .digest('hex');
  }
  return found;
}

/** Folders of deliveries below a folder, as the shell lists `DIR/*`. */
export const globbed = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
