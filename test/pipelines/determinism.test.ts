import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {sample} from '../../pipelines/sample.js';
import {readContracts} from '../../src/contracts/contract.js';
import {literal} from '../../src/db/text.js';
import {openScratch, openWorkspace} from '../../src/db/workspace.js';
import {deposit} from '../../src/delivery/deposit.js';
import {loadDeliveries} from '../../src/delivery/load.js';
import {personRanges} from '../../src/delivery/ranges.js';
import {writeExport} from '../../src/exports/export.js';
import {buildYears} from '../../src/models/build.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {hashes} from '../data-samples/deliveries.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-determinism-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

// more lines than DuckDB gives to one thread at a time
const persons = Number(process.env['PERSONS'] ?? 31_205);
const asOf = '2023-06-30';
let folders: string[] = [];
let first: Computed;

interface Computed {
  readonly exports: Record<string, string>;
  readonly isNew: readonly boolean[];
}

beforeAll(async () => {
  const out = join(folder, 'sample');
  const made = await sample({out, persons, seed: 3, years: [2021], format: 'parquet'}, quiet);
  folders = made.map((d) => d.folder);
  first = await compute('first', folders, 2);
});

describe('the exports of a run', () => {
  it('are the same bytes with one thread, and for rows delivered in another order', async () => {
    const shuffled = await inAnotherOrder(folders);
    const second = await compute('shuffled', shuffled, 1);
    expect(second.exports).toEqual(first.exports);
  });

  it('do not change when it runs again, and nothing is computed twice', async () => {
    const again = await compute('first', folders, 2);
    expect(again.exports).toEqual(first.exports);
    expect(again.isNew.filter(Boolean)).toEqual([]);
    expect(first.isNew.filter(Boolean).length).toBeGreaterThan(10);
  });
});

/** Load into a workspace of this name, run, and hash every export. */
async function compute(name: string, deliveries: readonly string[], threads: number): Promise<Computed> {
  const workspace = await openWorkspace(join(folder, name), {mode: 'create', memoryMegabytes: 2000, threads});
  try {
    const reports = await loadDeliveries(workspace, deliveries, {
      contracts: readContracts(),
      maxQuarantinePercent: 0,
      now: quiet.now,
      progress: quiet.progress,
    });
    expect(reports.filter((r) => r.status === 'refused')).toEqual([]);
    // a delivery in order is measured range by range of persons, one thread each; one in another order all at once
    const catalogue = {...(await layCatalogue(workspace, asOf)), rowsPerRange: 20_000};
    const lines = join(
      deliveries.find((path) => basename(path).startsWith('dmfa'))!,
      'employment_lines.parquet',
    );
    const ranges = await personRanges(workspace, lines, catalogue.rowsPerRange);
    expect(ranges.length > 1).toBe(deliveries === folders);
    const steps = await buildYears(catalogue, catalogue.years, quiet);
    const out = join(folder, `${name}-exports`);
    for (const which of ['dossiers', 'quarters', 'scoreboard', 'takeup', 'quarantine'])
      await writeExport(catalogue, which, [], 'csv', join(out, `${which}.csv`));
    return {exports: hashes(out), isNew: steps.map((s) => s.isNew)};
  } finally {
    workspace.close();
  }
}

/** The same deliveries with the rows of every table shuffled. */
async function inAnotherOrder(deliveries: readonly string[]): Promise<string[]> {
  const scratch = await openScratch(2000);
  try {
    const shuffled: string[] = [];
    for (const from of deliveries) {
      const to = join(folder, 'shuffled-sample', basename(from));
      mkdirSync(to, {recursive: true});
      const manifest = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as {
        tables: {file: string; sha256: string}[];
      };
      for (const table of manifest.tables) {
        const path = join(to, table.file);
        await scratch.connection.run(
          `copy (select * from ${literal(join(from, table.file))} as rows order by hash(rows, 'shuffled'))
            to ${literal(path)} (format parquet)`,
        );
        table.sha256 = await deposit(path);
      }
      writeFileSync(join(to, 'manifest.json'), JSON.stringify(manifest));
      shuffled.push(to);
    }
    return shuffled;
  } finally {
    scratch.close();
  }
}
