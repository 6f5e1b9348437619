import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {yearly} from '../../pipelines/yearly.js';
import type {Plain} from '../../src/db/plain.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {deliverLate} from './late.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-nowcast-'));
const deliveries = join(folder, 'deliveries');
const asOf = '2023-12-20';

afterAll(() => rmSync(folder, {recursive: true, force: true}));

type Told = Record<string, Plain>;

/** The first row of each answer in a workspace with all deliveries, seen from the day. */
async function told(name: string, questions: readonly string[]): Promise<Told[]> {
  const home = join(folder, name);
  const chosen = readdirSync(deliveries).sort();
  await intake(
    home,
    chosen.map((delivery) => join(deliveries, delivery)),
    5,
    quiet,
  );
  await yearly(home, [], asOf, quiet);
  const workspace = await openWorkspace(home, {mode: 'read'});
  try {
    await layCatalogue(workspace, asOf);
    const answers: Told[] = [];
    for (const question of questions) answers.push((await workspace.rows(question))[0]!);
    return answers;
  } finally {
    workspace.close();
  }
}

const answered = `
  select count(*)::integer as persons from intermediate.people_waited
  where state = 'registered' and entry <> 'known_before'`;
const totals = `
  select verdict, delivery_count, known, missing, missing_low, missing_high
  from estimates.nowcast where period_no = 0`;
let truth: number;

beforeAll(async () => {
  await sample({out: deliveries, persons: 3000, seed: 5, years: [2022], format: 'parquet'}, quiet);
}, 120_000);

it('one delivery is too short a history, and that is the result', async () => {
  const [persons, total] = await told('once', [answered, totals]);
  expect(total).toMatchObject({verdict: 'too_short', delivery_count: 1, missing: null});
  truth = Number(persons!.persons);
}, 60_000);

it('what is still to become known follows from the first delivery that held each registration', async () => {
  await deliverLate(deliveries, '2023-09-06', 15);
  const [delays, persons, total] = await told('late', [
    `select count(distinct delivered_on)::integer as deliveries,
       sum(persons) filter (delivered_on - registered_on > 7) / sum(persons) as late
     from intermediate.delays_counted where registered_on >= date '2023-10-01'`,
    answered,
    totals,
  ]);
  expect(delays!.deliveries).toBeGreaterThan(8);
  expect(delays!.late).toBeGreaterThan(0.2);
  expect(delays!.late).toBeLessThan(0.45);
  expect(total).toMatchObject({verdict: 'estimated', delivery_count: 16});
  const missing = truth - Number(persons!.persons);
  expect(missing).toBeGreaterThan(5);
  expect(missing).toBeGreaterThanOrEqual(Number(total!.missing_low));
  expect(missing).toBeLessThanOrEqual(Number(total!.missing_high));
}, 60_000);
