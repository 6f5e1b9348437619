import {existsSync, readdirSync} from 'node:fs';
import {mkdir, rename, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {DuckDBConnection} from '@duckdb/node-api';
import {generateTwin, type TwinDelivery} from '../data-samples/twin/twin.js';
import {identifier, literal} from '../src/db/text.js';
import {openScratch} from '../src/db/workspace.js';
import {deposit} from '../src/delivery/deposit.js';
import type {Effects} from '../src/effects.js';
import {misused} from '../src/errors.js';
import {quantity} from '../src/quantity.js';

export type SampleFormat = 'parquet' | 'arrow' | 'csv';

export interface SampleOptions {
  readonly out: string;
  /** People received in each reference year, 1 to 2,200,000. */
  readonly persons: number;
  readonly seed: number;
  readonly years: readonly number[];
  /** Of every file, or chosen by what is delivered. */
  readonly format: SampleFormat | ((delivery: TwinDelivery) => SampleFormat);
  /** Of the generator; the bytes do not depend on it. */
  readonly threads?: number;
}

export interface SampleDelivery {
  readonly delivery_id: string;
  readonly folder: string;
  readonly rows: number;
}

/**
 * Write the synthetic twin: deliveries of every source, one folder each, the same bytes for the same options.
 *
 * @throws {JobbonusError} exit 2 for sizes and years the twin does not know, or a folder that holds something else
 */
export async function sample(options: SampleOptions, effects: Effects): Promise<SampleDelivery[]> {
  requireSensible(options);
  const scratch = await openScratch(8000, options.threads);
  try {
    const step = effects.progress.step(
      'sample',
      `${quantity(options.persons, 'person', 'people')} a year, ${options.years.join(', ')}`,
    );
    const deliveries = await generateTwin(scratch.connection, options, () => {});
    step.done(`${quantity(deliveries.length, 'delivery', 'deliveries')} drawn`);
    const written: SampleDelivery[] = [];
    for (const delivery of deliveries)
      written.push(await writeDelivery(scratch.connection, delivery, options, effects));
    return written;
  } finally {
    scratch.close();
  }
}

/** How the folder of a delivery is called until it is whole. */
const unfinishedEnd = '.unfinished';

function requireSensible({out, persons, seed, years}: SampleOptions): void {
  if (!Number.isInteger(persons) || persons < 1 || persons > 2_200_000) {
    throw misused('PERSONS', `--persons ${persons} is out of range; expected 1 to 2200000`);
  }
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw misused(
      'SEED',
      `--seed ${seed} is no seed; expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    );
  const unknown = years.find((year) => year < 2021 || year > 2025);
  if (unknown !== undefined)
    throw misused('YEAR', `--years ${unknown} is unknown to the twin; expected 2021 to 2025`);
  const strange = existsSync(out)
    ? readdirSync(out).find(
        // one that was cut off is written anew
        (name) => !name.endsWith(unfinishedEnd) && !existsSync(join(out, name, 'manifest.json')),
      )
    : undefined;
  if (strange !== undefined)
    throw misused(
      'OUT',
      `--out ${out} holds ${JSON.stringify(strange)}, which is no delivery; choose an empty folder`,
    );
}

/** One delivery in one folder, which appears whole. */
async function writeDelivery(
  connection: DuckDBConnection,
  delivery: TwinDelivery,
  {out, format}: SampleOptions,
  effects: Effects,
): Promise<SampleDelivery> {
  const step = effects.progress.part('write', delivery.deliveryId);
  const folder = join(resolve(out), delivery.deliveryId);
  const unfinished = `${folder}${unfinishedEnd}`;
  await rm(unfinished, {recursive: true, force: true});
  await mkdir(unfinished, {recursive: true});
  const kind = typeof format === 'function' ? format(delivery) : format;
  const tables = [];
  let total = 0;
  for (const {name, relation} of delivery.tables) {
    const file = `${name}.${kind}`;
    const rows = await copy(connection, relation, kind, join(unfinished, file));
    tables.push({name, file, rows, sha256: await deposit(join(unfinished, file))});
    total += rows;
  }
  const manifest = {
    delivery_id: delivery.deliveryId,
    source: delivery.source,
    ...(delivery.referenceYear === null ? {} : {reference_year: delivery.referenceYear}),
    delivered_at: delivery.deliveredAt,
    mode: delivery.mode,
    tables,
  };
  await writeFile(join(unfinished, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await rm(folder, {recursive: true, force: true});
  await rename(unfinished, folder);
  step.done(quantity(total, 'row'));
  return {delivery_id: delivery.deliveryId, folder, rows: total};
}

async function copy(
  connection: DuckDBConnection,
  relation: string,
  format: SampleFormat,
  path: string,
): Promise<number> {
  if (format === 'arrow') {
    const {writeArrow} = await import('../src/arrow/write.js');
    return writeArrow(connection, relation, path);
  }
  const options =
    format === 'csv' ? `format csv, header, delimiter ','` : 'format parquet, compression snappy';
  const rows = format === 'csv' ? await withIsoInstants(connection, relation) : relation;
  return (await connection.run(`copy (${rows}) to ${literal(path)} (${options})`)).rowsChanged;
}

/** CSV writes instants the ISO way, as the contract does. */
async function withIsoInstants(connection: DuckDBConnection, relation: string): Promise<string> {
  const described = await (await connection.run(`describe ${relation}`)).getRowObjectsJS();
  const instants = described
    .filter((c) => String(c.column_type).startsWith('TIMESTAMP'))
    .map((c) => identifier(String(c.column_name)));
  if (instants.length === 0) return relation;
  const replaced = instants.map((name) => `strftime(${name}, '%Y-%m-%dT%H:%M:%SZ') as ${name}`);
  return `select * replace (${replaced.join(', ')}) from (${relation})`;
}
