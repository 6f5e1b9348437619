import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {literal} from '../../src/db/text.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {buildTables} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {onTheBounds} from '../reference/bounds.js';
import {makeBulk} from '../reference/bulk.js';
import {formatCsv} from '../reference/csv.js';
import {writeDeliveries} from '../reference/deliveries.js';
import {type ExportRow, expectedExports} from '../reference/expected.js';
import {readLaw} from '../reference/law.js';
import {makeRandom} from '../reference/random.js';
import type {Delivery, World} from '../reference/world.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-bulk-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** 20,000 people a schedule in the suite; `PERSONS=100000` takes them all, in three minutes. */
const persons = Number(process.env['PERSONS'] ?? 20_000);
const seed = Number(process.env['SEED'] ?? 1);
const asOf = '2027-06-30';

describe.each([...readLaw().keys()])('the schedules of %i', (year) => {
  it('pay every generated person, and everyone on a bound, what the reference says', async () => {
    const {world, deliveries} = withBounds(makeBulk({seed: seed + year, persons, year}), year);
    const folders = await writeDeliveries(
      deliveries,
      join(folder, `d${year}`),
      () => 'parquet',
      makeRandom(seed),
    );
    const room = join(folder, `w${year}`);
    const reports = await intake(room, folders, 0, quiet);
    expect(reports.map((r) => r.status)).toEqual(['loaded', 'loaded']);
    const workspace = await openWorkspace(room, {mode: 'write'});
    try {
      const names = ['quarters', 'dossiers'] as const;
      const catalogue = await layCatalogue(workspace, asOf);
      await buildTables(
        catalogue,
        [year],
        quiet,
        names.map((name) => `exports.${name}`),
      );
      const expected = expectedExports(world, asOf);
      for (const name of names) {
        expect(expected[name].length).toBeGreaterThan(persons);
        expect({year, name, differences: await differences(workspace, name, expected[name])}).toEqual({
          year,
          name,
          differences: [],
        });
      }
    } finally {
      workspace.close();
      rmSync(room, {recursive: true});
    }
  }, 600_000);
});

/** The same deliveries with the people on the bounds among them. */
function withBounds(made: {world: World; deliveries: readonly Delivery[]}, year: number): typeof made {
  const more = onTheBounds(readLaw().get(year)!);
  const rows = made.world.byYear.get(year)!;
  const persons = [...rows.persons, ...more.persons];
  const dmfa = {
    employment_lines: [...rows.employment_lines, ...more.employment_lines],
    remunerations: [...rows.remunerations, ...more.remunerations],
    services: [...rows.services, ...more.services],
  };
  return {
    world: {...made.world, byYear: new Map([[year, {...rows, ...dmfa, persons}]])},
    deliveries: made.deliveries.map((d) => ({...d, tables: d.source === 'dmfa' ? dmfa : {persons}})),
  };
}

/** Rows that only one side has, a handful of each; compared in DuckDB, in the types of the export. */
async function differences(
  workspace: Workspace,
  name: string,
  expected: readonly ExportRow[],
): Promise<object[]> {
  const columns = Object.keys(expected[0]!);
  const csv = join(folder, 'expected.csv');
  writeFileSync(csv, formatCsv(columns, expected, '\n'));
  const types = await workspace.rows<{column_name: string; column_type: string}>(`describe exports.${name}`);
  const typed = columns.map((column) => {
    const type = types.find((t) => t.column_name === column)?.column_type;
    expect(type, `exports.${name} has ${column}`).toBeDefined();
    return `${column}::${type} as ${column}`;
  });
  await workspace.run(`create or replace temp table expected as select ${typed.join(', ')}
    from read_csv(${literal(csv)}, all_varchar = true, header = true, nullstr = '')`);
  const found = `select ${columns.join(', ')} from exports.${name}`;
  return workspace.rows(`
    (select 'found' as side, * from (${found} except all from expected) limit 5)
    union all
    (select 'expected' as side, * from (from expected except all ${found}) limit 5)`);
}
