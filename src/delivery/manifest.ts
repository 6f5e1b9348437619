import {accessSync, constants, existsSync, readFileSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, extname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {z} from 'zod';
import type {SourceContract, TableContract} from '../contracts/contract.js';
import {refused} from '../errors.js';
import {didYouMean} from '../suggest.js';
import {quoted, quotedPath} from './quoted.js';

export type Format = 'parquet' | 'arrow' | 'csv';

/** A table that a manifest names, with the file it lies in. */
export interface DeliveredTable {
  readonly contract: TableContract;
  readonly path: string;
  /** As the manifest names it, for messages. */
  readonly file: string;
  readonly format: Format;
  readonly rows: number;
  readonly sha256: string;
}

export interface Delivery {
  readonly deliveryId: string;
  readonly contract: SourceContract;
  /** Null for event streams. */
  readonly referenceYear: number | null;
  readonly deliveredAt: string;
  readonly mode: 'full' | 'delta';
  readonly tables: readonly DeliveredTable[];
}

const manifestShape = z.object({
  delivery_id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u),
  source: z.string(),
  reference_year: z.int().min(2000).max(2100).optional(),
  delivered_at: z.iso.datetime({offset: true, local: false}),
  mode: z.enum(['full', 'delta']),
  tables: z
    .array(
      z.object({
        name: z.string(),
        file: z
          .string()
          .min(1)
          .regex(/^\P{Cc}*$/u),
        rows: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
      }),
    )
    .min(1),
});

/** What each field must hold, for messages. */
const expectations: Readonly<Record<string, string>> = {
  delivery_id: 'a text of 1 to 200 characters, none of them a control character',
  source: 'the name of a source',
  reference_year: 'a whole number from 2000 to 2100',
  delivered_at: 'an instant with its zone, as in 2024-01-15T06:00:00Z',
  mode: '"full" or "delta"',
  tables: 'a list of at least one table',
  name: 'the name of a table',
  file: 'a path below the delivery folder, without control characters',
  rows: 'a whole number, 0 or more',
  sha256: '64 hexadecimal digits',
};

/** What is wrong at a place of a manifest, and what would be right. */
function faultAt(manifest: unknown, path: readonly PropertyKey[]): string {
  const field = path.findLast((part) => typeof part === 'string');
  if (field === undefined) return 'expected an object that names the delivery and its tables';
  if (typeof path.at(-1) === 'number')
    return `${path.join('.')} is wrong; expected an object with name, file, rows and sha256`;
  const value = path.reduce<unknown>(
    (at, part) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part],
    manifest,
  );
  return `${path.join('.')} is ${value === undefined ? 'missing' : 'wrong'}; expected ${expectations[field]}`;
}

const oneOf = (names: Iterable<string>): string => `; expected one of ${[...names].sort().join(', ')}`;

/**
 * Read what a delivery folder says of itself.
 *
 * @param folder holds `manifest.json` and the files it names
 * @param contracts by source
 * @throws {JobbonusError} exit 3: no or invalid manifest, unknown source or table, a file that is missing or
 *   lies outside the folder; the error carries the delivery id when that much could be read
 */
export function readManifest(folder: string, contracts: ReadonlyMap<string, SourceContract>): Delivery {
  const name = basename(resolve(folder));
  const text = readText(join(folder, 'manifest.json'), name);
  const shape = manifestShape.safeParse(text);
  if (!shape.success) {
    const {path} = shape.error.issues[0]!;
    throw refused('MANIFEST', `${name}/manifest.json: ${faultAt(text, path)}`);
  }
  const manifest = shape.data;
  const contract = contracts.get(manifest.source);
  if (!contract) {
    const guess = didYouMean(manifest.source, contracts.keys()) || oneOf(contracts.keys());
    throw refused('SOURCE', `${name}/manifest.json: source ${quoted(manifest.source)} is unknown${guess}`);
  }
  if (contract.per === 'year' && manifest.reference_year === undefined) {
    throw refused(
      'MANIFEST',
      `${name}/manifest.json: reference_year is missing; a ${contract.source} delivery is of one year`,
    );
  }
  if (contract.per === 'stream' && manifest.reference_year !== undefined) {
    throw refused(
      'MANIFEST',
      `${name}/manifest.json: reference_year must be absent; ${contract.source} is a stream of all years`,
    );
  }
  const tables = manifest.tables.map((t): DeliveredTable => {
    const tableContract = contract.tables.find((candidate) => candidate.name === t.name);
    if (!tableContract) {
      const names = contract.tables.map((known) => known.name);
      const guess = didYouMean(t.name, names) || oneOf(names);
      throw refused(
        'TABLE',
        `${name}/manifest.json: table ${quoted(t.name)} is unknown in ${contract.source}${guess}`,
      );
    }
    return {
      contract: tableContract,
      path: pathInside(folder, t.file, name),
      file: `${name}/${quotedPath(t.file)}`,
      format: formatOf(t.file, name),
      rows: t.rows,
      sha256: t.sha256.toLowerCase(),
    };
  });
  for (const [i, table] of tables.entries()) {
    if (tables.findIndex((other) => other.contract === table.contract) !== i) {
      throw refused(
        'MANIFEST',
        `${name}/manifest.json: table ${table.contract.name} is named twice; one file per table`,
      );
    }
  }
  if (contract.complete_when_full && manifest.mode === 'full') {
    const missing = contract.tables.find((t) => !tables.some((d) => d.contract === t));
    if (missing) {
      throw refused(
        'MANIFEST',
        `${name}/manifest.json: table ${missing.name} is missing; a full ${contract.source} delivery holds all its tables`,
      );
    }
  }
  return {
    deliveryId: manifest.delivery_id,
    contract,
    referenceYear: manifest.reference_year ?? null,
    deliveredAt: manifest.delivered_at,
    mode: manifest.mode,
    // in the contract's order, parents first
    tables: contract.tables.flatMap((t) => tables.filter((d) => d.contract === t)),
  };
}

/** The delivery id, when the manifest can be read that far: for the report of a refusal. */
export function deliveryIdOf(folder: string): string | null {
  try {
    const path = join(folder, 'manifest.json');
    requireReadable(path, path);
    const id: unknown = JSON.parse(readFileSync(path, 'utf8')).delivery_id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

function readText(path: string, name: string): unknown {
  if (!existsSync(path))
    throw refused(
      'MANIFEST',
      existsSync(dirname(path))
        ? `${name} has no manifest.json; a delivery is a folder with one`
        : `${name} does not exist; a delivery is a folder with a manifest.json`,
    );
  requireReadable(path, `${name}/manifest.json`);
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw refused('MANIFEST', `${name}/manifest.json is not valid JSON`);
  }
}

function formatOf(file: string, name: string): Format {
  const extension = extname(file).toLowerCase();
  if (extension === '.parquet' || extension === '.arrow' || extension === '.csv')
    return extension.slice(1) as Format;
  throw refused(
    'FORMAT',
    `${name}/${quotedPath(file)}: extension ${quoted(extension)} is unknown; expected .parquet, .arrow or .csv`,
  );
}

/** Symbolic links count by where they lead: a delivery holds its own files. */
function pathInside(folder: string, file: string, name: string): string {
  const outside = (path: string): boolean => {
    const way = relative(realpathSync(folder), path);
    return way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  };
  const path = resolve(folder, file);
  if (isAbsolute(file) || outside(resolve(realpathSync(folder), file))) {
    throw refused(
      'PATH',
      `${name}/manifest.json: file ${quoted(quotedPath(file))} leaves the delivery folder`,
    );
  }
  if (!existsSync(path))
    throw refused('FILE', `${name}/${quotedPath(file)} is missing; the manifest names it`);
  if (outside(realpathSync(path))) {
    throw refused(
      'PATH',
      `${name}/manifest.json: file ${quoted(quotedPath(file))} leads outside the delivery folder`,
    );
  }
  requireReadable(path, `${name}/${quotedPath(file)}`);
  return path;
}

function requireReadable(path: string, shown: string): void {
  // a pipe would never end
  if (!statSync(path).isFile()) throw refused('FILE', `${shown} is not a file`);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw refused('FILE', `${shown} may not be read by this user`);
  }
}
