import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {publishExport} from '../../pipelines/exports.js';
import {intake} from '../../pipelines/intake.js';
import {monitor} from '../../pipelines/monitor.js';
import {yearly} from '../../pipelines/yearly.js';
import {readParameters} from '../../src/parameters.js';
import {sampledDeliveries} from '../data-samples/checked-in.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-again-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const deliveries = sampledDeliveries().filter((path) => path.includes('2022'));

it('another bound leaves the declarations alone: only what follows from amounts is made again', async () => {
  await intake(join(folder, 'one'), deliveries, 5, quiet);
  const first = await yearly(join(folder, 'one'), [2022], '2024-06-30', quiet);
  expect(first.steps.every((step) => step.isNew)).toBe(true);

  const law = readParameters();
  const year = law.get(2022)!;
  const citations = year.citations.map((c) =>
    c.name === 'lower_wage_limit_eur' ? {...c, value: '1960.00'} : c,
  );
  const changed = new Map(law).set(2022, {...year, citations, fingerprint: 'another bound'});
  const second = await yearly(join(folder, 'one'), [2022], '2024-06-30', quiet, changed);
  const isNew = new Map(second.steps.map((step) => [step.relation, step.isNew]));
  expect(isNew.get('intermediate.work_measured')).toBe(false);
  expect(isNew.get('intermediate.people_described')).toBe(false);
  expect(isNew.get('intermediate.people_assessed')).toBe(true);
});

it('an earlier year that this one stands on is seen from the same day, whole', async () => {
  const both = join(folder, 'both');
  await intake(both, sampledDeliveries(), 5, quiet);
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
