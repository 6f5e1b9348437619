import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {publishExport} from '../../pipelines/exports.js';
import {intake} from '../../pipelines/intake.js';
import {monitor} from '../../pipelines/monitor.js';
import {yearly} from '../../pipelines/yearly.js';
import {sampledDeliveries} from '../data-samples/checked-in.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-again-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Of two years: a third plays no part. */
const deliveries = sampledDeliveries().filter((path) => !path.includes('-2023-'));

it('an earlier year that this one stands on is seen from the same day, whole', async () => {
  const both = join(folder, 'both');
  await intake(both, deliveries, 5, quiet);
  await yearly(both, [2021], '2023-01-31', quiet);
  const later = await yearly(both, [2022], '2024-06-30', quiet);
  const made = (year: number): number => later.steps.filter((step) => step.year === year).length;
  expect(made(2021)).toBe(made(2022));
  expect(later.years).toEqual([2021, 2022]);
  expect(later.kept).toEqual([]);
  const checks = await monitor(both, quiet);
  expect(checks.filter((c) => c.severity === 'error' && c.failing > 0)).toEqual([]);

  // an earlier year alone, from another day: the later one keeps its results, its ledger and its day
  const ledger = async (): Promise<string> => {
    const file = join(folder, 'ledger.csv');
    await publishExport(both, 'ledger', [2022], 'csv', file, quiet);
    return readFileSync(file, 'utf8');
  };
  const before = await ledger();
  const alone = await yearly(both, [2021], '2022-12-31', quiet);
  expect(alone.years).toEqual([2021]);
  expect(alone.kept).toEqual([{reference_year: 2022, as_of: '2024-06-30'}]);
  expect(await ledger()).toBe(before);
  const all = join(folder, 'all.csv');
  await publishExport(both, 'ledger', [], 'csv', all, quiet);
  const lines = readFileSync(all, 'utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('2022,')).join('\n')).toBe(
    before.trim().split('\n').slice(1).join('\n'),
  );
  // awards are posted on the day of the run that found them; payments are those known by the day of the year
  expect(lines.filter((line) => /^2021,.*,202[3-9]-\d\d-\d\d,(payment|recovery),/.test(line))).toEqual([]);
  expect(lines.filter((line) => /^2022,.*,202[3-9]-\d\d-\d\d,payment,/.test(line))).not.toEqual([]);
});
