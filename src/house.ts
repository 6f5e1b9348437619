import {existsSync, readdirSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The project's root: the nearest folder above this file that holds `package.json`. */
export const root = nearestPackage(dirname(fileURLToPath(import.meta.url)));

/** The rooms that say *what*; `src` says *how* and knows them only as folders. */
export const rooms = {
  sources: join(root, 'pipelines', 'sources'),
  pipelines: join(root, 'pipelines'),
  sql: join(root, 'sql'),
  pages: join(root, 'dashboards', 'pages'),
  samples: join(root, 'data-samples'),
} as const;

/**
 * The files of a folder with one extension, by name.
 *
 * @param folder absolute path; a folder that does not exist holds no files
 * @param extension with the dot, as in `.sql`
 * @returns absolute paths in alphabetical order, so that a listing never depends on the disk
 */
export function filesIn(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** The path as a reader of the project knows it: from the root, with forward slashes. */
export function shown(path: string): string {
  return path.startsWith(root) ? path.slice(root.length + 1).replaceAll('\\', '/') : path;
}

/** The path as the user would type it: from the working directory, or whole when it lies elsewhere. */
export function fromHere(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return nearestPackage(dirname(folder));
}
