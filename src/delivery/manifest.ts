import {existsSync, readFileSync, realpathSync, statSync} from 'node:fs';
import {basename, extname, isAbsolute, join, relative, resolve, sep} from 'node:path';
import {z} from 'zod';
import type {SourceContract, TableContract} from '../contracts/contract.js';
import {refused} from '../errors.js';
import {didYouMean} from '../suggest.js';

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
    .regex(/^\P{Cc}*$/u, 'expected a text without control characters'),
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
          .regex(/^\P{Cc}*$/u, 'expected a path without control characters'),
        rows: z.int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-fA-F]{64}$/, 'expected 64 hexadecimal digits'),
      }),
    )
    .min(1),
});

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
    const issue = shape.error.issues[0]!;
    const place = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    throw refused('MANIFEST', `${name}/manifest.json: ${place}${issue.message.replace(/\.$/, '')}`);
  }
  const manifest = shape.data;
  const contract = contracts.get(manifest.source);
  if (!contract) {
    const guess = didYouMean(manifest.source, contracts.keys());
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
      const guess = didYouMean(
        t.name,
        contract.tables.map((known) => known.name),
      );
      throw refused(
        'TABLE',
        `${name}/manifest.json: table ${quoted(t.name)} is unknown in ${contract.source}${guess}`,
      );
    }
    return {
      contract: tableContract,
      path: pathInside(folder, t.file, name),
      file: `${name}/${t.file}`,
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
    const id: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).delivery_id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

function readText(path: string, name: string): unknown {
  if (!existsSync(path))
    throw refused('MANIFEST', `${name} has no manifest.json; a delivery is a folder with one`);
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
    `${name}/${file}: extension ${quoted(extension)} is unknown; expected .parquet, .arrow or .csv`,
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
    throw refused('PATH', `${name}/manifest.json: file ${quoted(file)} leaves the delivery folder`);
  }
  if (!existsSync(path)) throw refused('FILE', `${name}/${file} is missing; the manifest names it`);
  if (outside(realpathSync(path))) {
    throw refused('PATH', `${name}/manifest.json: file ${quoted(file)} leads outside the delivery folder`);
  }
  if (!statSync(path).isFile()) throw refused('FILE', `${name}/${file} is not a file`);
  return path;
}

/** What a supplier wrote, short enough for one sentence. */
const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
