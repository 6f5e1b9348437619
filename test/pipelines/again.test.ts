import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
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
  const checks = await monitor(both, quiet);
  expect(checks.filter((c) => c.severity === 'error' && c.failing > 0)).toEqual([]);
});
