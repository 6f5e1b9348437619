import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {DuckDBConnection} from '@duckdb/node-api';
import {openScratch} from '../../src/db/workspace.js';

/** The sizes of a mutation file of {@link writeMutation}. */
export interface MutationOptions {
  readonly year: number;
  /** Of the delivery; other names touch other people. */
  readonly name: string;
  /** One in how many people is touched. */
  readonly oneIn: number;
  /** Only people who were not known before. */
  readonly strangers?: boolean;
}

/**
 * A mutation file over the declarations of a sample, with everything that can happen to somebody: other wages, a line
 * withdrawn, every line withdrawn, somebody who was not known before, and an amount corrected without its line.
 *
 * @param full the folder of the full delivery of the year, in Parquet
 * @returns the folder of the delivery
 */
export async function writeMutation(
  folder: string,
  full: string,
  {year, name, oneIn, strangers = false}: MutationOptions,
): Promise<string> {
  const scratch = await openScratch(500);
  const of = (table: string): string => `read_parquet('${join(full, `${table}.parquet`)}')`;
  const line = 'person_id, quarter, employer_id, line_no, version';
  const fate = strangers ? '1' : `hash(person_id, '${name}') // 1000 % 5`;
  const newcomer = `'N' || substr(person_id, 2) as person_id`;
  try {
    const run = (sql: string) => scratch.connection.run(sql);
    await run(`
      create table lines as select *, ${fate} as fate from ${of('employment_lines')}
      where hash(person_id, '${name}') % ${oneIn} = 0
      qualify row_number() over (partition by person_id, quarter, employer_id, line_no order by version desc) = 1`);
    const again = (table: string, changed = ''): string => `
      select t.* replace (t.version + 1 as version${changed}) from ${of(table)} as t semi join lines using (${line})
      where not ${strangers}
      union all
      select t.* replace (${newcomer}) from ${of(table)} as t semi join (from lines where fate = 1) using (${line})`;
    const tables = {
      employment_lines: `
        select * exclude (fate) replace (version + 1 as version, fate = 0 or quarter % 4 = fate as cancelled) from lines
        where not ${strangers}
        union all
        select * exclude (fate) replace (${newcomer}, false as cancelled) from lines where fate = 1`,
      remunerations: `
        ${again('remunerations', `, (amount * (0.6 + (hash(person_id) // 7 % 10) / 10))::decimal(18, 2) as amount`)}
        union all
        select * replace ((amount + 100)::decimal(18, 2) as amount) from ${of('remunerations')}
        where not ${strangers} and hash(person_id, '${name}') % ${oneIn * 2} = 1`,
      services: again('services'),
    };
    return await writeTables(scratch.connection, folder, `dmfa-${year}-${name}`, 'dmfa', year, tables);
  } finally {
    scratch.close();
  }
}

/**
 * A mutation file over the persons of a sample: some moved out of the region, some died.
 *
 * @param full the folder of the full delivery of the year, in Parquet
 * @returns the folder of the delivery
 */
export async function writeMoves(
  folder: string,
  full: string,
  {year, name, oneIn}: MutationOptions,
): Promise<string> {
  const scratch = await openScratch(500);
  try {
    return await writeTables(scratch.connection, folder, `persons-${year}-${name}`, 'persons', year, {
      persons: `
        select * replace (
          if(hash(person_id) % 2 = 0, '21004', nis_code) as nis_code,
          if(hash(person_id) % 3 = 0, make_date(${year}, 11, 5), death_date) as death_date)
        from read_parquet('${join(full, 'persons.parquet')}') where hash(person_id, '${name}') % ${oneIn} = 0`,
    });
  } finally {
    scratch.close();
  }
}

/**
 * The declarations of a sample again, as a full delivery from which rows are missing.
 *
 * @param full the folder of the full delivery of the year, in Parquet
 * @param missing SQL conditions on the rows that are missing, by table
 * @returns the folder of the delivery
 */
export async function writeWithout(
  folder: string,
  full: string,
  {year, name}: Pick<MutationOptions, 'year' | 'name'>,
  missing: Readonly<Partial<Record<'employment_lines' | 'remunerations' | 'services', string>>>,
): Promise<string> {
  const scratch = await openScratch(500);
  const rowsOf = (table: keyof typeof missing): string =>
    `from read_parquet('${join(full, `${table}.parquet`)}') where not (${missing[table] ?? 'false'})`;
  const tables = {
    employment_lines: rowsOf('employment_lines'),
    remunerations: rowsOf('remunerations'),
    services: rowsOf('services'),
  };
  try {
    return await writeTables(
      scratch.connection,
      folder,
      `dmfa-${year}-${name}`,
      'dmfa',
      year,
      tables,
      'full',
    );
  } finally {
    scratch.close();
  }
}

/** Write a delivery of changes, or a full one, in Parquet: a query a table. */
async function writeTables(
  connection: DuckDBConnection,
  folder: string,
  id: string,
  source: string,
  year: number,
  tables: Readonly<Record<string, string>>,
  mode: 'delta' | 'full' = 'delta',
): Promise<string> {
  const out = join(folder, id);
  mkdirSync(out, {recursive: true});
  const listed = [];
  for (const [table, sql] of Object.entries(tables)) {
    const file = `${table}.parquet`;
    await connection.run(`copy (${sql}) to '${join(out, file)}'`);
    const counted = await connection.run(`select count(*)::integer from '${join(out, file)}'`);
    const sha256 = createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex');
    listed.push({name: table, file, rows: (await counted.getRowsJS())[0]![0], sha256});
  }
  const manifest = {
    delivery_id: id,
    source,
    reference_year: year,
    delivered_at: '2025-01-15T06:00:00Z',
    mode,
    tables: listed,
  };
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest));
  return out;
}
