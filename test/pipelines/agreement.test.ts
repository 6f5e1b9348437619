import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {writeExport} from '../../src/exports/export.js';
import {buildTables, buildYears} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {parseCsvRecords} from '../reference/csv.js';
import {type Format, writeDeliveries} from '../reference/deliveries.js';
import {expectedExports} from '../reference/expected.js';
import {makeRandom} from '../reference/random.js';
import {makeWorld} from '../reference/worlds.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-agreement-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const seeds = (process.env['SEEDS'] ?? '1,2').split(',').map(Number);
const formats: readonly Format[] = ['csv', 'parquet', 'arrow'];
const names = ['quarters', 'dossiers', 'takeup', 'scoreboard'] as const;
const relations = names.map((name) => `exports.${name}`);

/** Numbers by value, everything else by text: `5` and `5.00` say the same. */
const cell = (text: string | null | undefined): string | null => {
  if (text === null || text === undefined || text === '') return null;
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
};

describe.each(seeds)('world %i', (seed) => {
  it('gives the same exports as the reference, to the cent, from every day it is seen', async () => {
    const made = makeWorld({
      seed,
      persons: Number(process.env['PERSONS'] ?? 150),
      years: [2021, 2022, 2023, 2024, 2025],
    });
    const random = makeRandom(seed);
    const folders = await writeDeliveries(
      made.deliveries,
      join(folder, `d${seed}`),
      () => random.pick(formats),
      random,
    );
    const workspace = join(folder, `w${seed}`);
    const reports = await intake(workspace, folders, 5, quiet);
    expect(reports.filter((r) => r.status === 'refused')).toEqual([]);
    expect(reports.flatMap((r) => r.tables).filter((t) => t.quarantined > 0)).toEqual([]);
    const open = await openWorkspace(workspace, {mode: 'write'});
    // each world from other days; `EVERY=1` takes them all
    const every = Number(process.env['EVERY'] ?? 6);
    const days = made.asOfDays.filter((_, i) => (i + seed) % every === 0);
    for (const asOf of days) {
      const catalogue = await layCatalogue(open, asOf);
      // everything once, whatever such a world holds; from the other days what is compared
      if (asOf === days[0]) await buildYears(catalogue, catalogue.years, quiet);
      else await buildTables(catalogue, catalogue.years, quiet, relations);
      const expected = expectedExports(made.world, asOf);
      for (const name of names) {
        const file = join(folder, `${name}.csv`);
        await writeExport(catalogue, name, [], 'csv', file);
        const found = parseCsvRecords(readFileSync(file, 'utf8'));
        const columns = Object.keys(expected[name][0] ?? {});
        const rows = (all: readonly object[]): string[] =>
          all
            .map((row) => columns.map((c) => `${c}=${cell((row as Record<string, string>)[c])}`).join(' '))
            .sort();
        const [is, should] = [rows(found), rows(expected[name])];
        const [isSet, shouldSet] = [new Set(is), new Set(should)];
        const differences = [
          ...is
            .filter((row) => !shouldSet.has(row))
            .slice(0, 4)
            .map((row) => `found    ${row}`),
          ...should
            .filter((row) => !isSet.has(row))
            .slice(0, 4)
            .map((row) => `expected ${row}`),
        ];
        expect({asOf, name, differences}).toEqual({asOf, name, differences: []});
        expect(is.length).toBe(should.length);
      }
    }
    open.close();
  });
});
