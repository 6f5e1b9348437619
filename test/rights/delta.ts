import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {quiet} from '../effects.js';
import {makeBulk} from '../reference/bulk.js';

type Cell = string | number | boolean | null;
type Rows = readonly object[];

/** A delivery of a test's own, in CSV. */
export function writeCsv(
  folder: string,
  id: string,
  source: string,
  year: number | null,
  tables: Readonly<Record<string, Rows>>,
  mode: 'full' | 'delta' = 'full',
): string {
  const out = join(folder, id);
  mkdirSync(out, {recursive: true});
  const listed = Object.entries(tables).map(([name, rows]) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cell = (value: Cell | undefined): string =>
      value === null || value === undefined ? '' : String(value);
    const lines = rows.map((row) => columns.map((c) => cell((row as Record<string, Cell>)[c])).join(','));
    const text = `${[columns.join(','), ...lines].join('\n')}\n`;
    const file = `${name}.csv`;
    writeFileSync(join(out, file), text);
    return {name, file, rows: rows.length, sha256: createHash('sha256').update(text).digest('hex')};
  });
  const manifest = {
    delivery_id: id,
    source,
    ...(year === null ? {} : {reference_year: year}),
    delivered_at: '2024-01-15T06:00:00Z',
    mode,
    tables: listed,
  };
  writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest));
  return out;
}

/**
 * A year of declarations about some hundred people, two of whom also work across the border, and two mutation files:
 * lines once more, a version higher, some with another wage and some withdrawn.
 */
export function writeYear(
  folder: string,
  year: number,
  persons: number,
): {full: string[]; mutations: string[]} {
  const {world} = makeBulk({seed: 5, persons, year});
  const facts = world.byYear.get(year)!;
  const dmfa = {
    employment_lines: facts.employment_lines,
    remunerations: facts.remunerations,
    services: facts.services,
  };
  const mutated = (which: number[], version: number, factor: number): Readonly<Record<string, Rows>> => {
    const isOf = (row: {person_id: string}): boolean => which.includes(Number(row.person_id.split('_')[1]));
    return {
      employment_lines: dmfa.employment_lines
        .filter(isOf)
        .map((row, i) => ({...row, version, cancelled: i % 7 === 3})),
      remunerations: dmfa.remunerations
        .filter(isOf)
        .map((row) => ({...row, version, amount: (Number(row.amount) * factor).toFixed(2)})),
      services: dmfa.services.filter(isOf).map((row) => ({...row, version})),
    };
  };
  return {
    full: [
      writeCsv(folder, `dmfa-${year}`, 'dmfa', year, dmfa),
      writeCsv(folder, `persons-${year}`, 'persons', year, {
        persons: facts.persons.map((row) => ({...row, nis_code: '11002'})),
      }),
      writeCsv(folder, `border-${year}`, 'border', year, {
        border_applications: [
          {application_id: 'a1', person_id: 'bulk_3', filed_on: `${year + 1}-12-05`, admissible: true},
          {application_id: 'a2', person_id: 'bulk_4', filed_on: `${year + 1}-12-06`, admissible: true},
        ],
        border_employments: [quarterAbroad('a1', year)],
      }),
    ],
    mutations: [
      writeCsv(
        folder,
        `dmfa-${year}-delta-1`,
        'dmfa',
        year,
        mutated([3, 17, 60, 61, 62, 63, 64], 2, 1.05),
        'delta',
      ),
      writeCsv(
        folder,
        `dmfa-${year}-delta-2`,
        'dmfa',
        year,
        mutated([17, 80, 81, 82, 83, 84], 3, 0.9),
        'delta',
      ),
    ],
  };
}

/** Half a first quarter of full-time work across the border. */
export const quarterAbroad = (application: string, year: number): object => ({
  application_id: application,
  quarter: year * 10 + 1,
  employer_no: 1,
  country: 'NL',
  gross_wage: '2600.00',
  contract_type: 0,
  days: '30.00',
  days_per_week: '5.00',
});

/** Load deliveries that must all be good. */
export async function load(workspace: string, folders: readonly string[]): Promise<void> {
  const reports = await intake(workspace, folders, 5, quiet);
  expect(reports.map((r) => r.message ?? r.status).filter((status) => status !== 'loaded')).toEqual([]);
}
