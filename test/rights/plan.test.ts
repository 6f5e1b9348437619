import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {apply} from '../../pipelines/apply.js';
import {monitor} from '../../pipelines/monitor.js';
import {type Plan, plan, readPlan, writePlan} from '../../pipelines/plan.js';
import {yearly} from '../../pipelines/yearly.js';
import {brokenEntry} from '../../src/audit.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {rooms} from '../../src/house.js';
import {readParameters} from '../../src/parameters.js';
import {quiet} from '../effects.js';
import {load, writeCsv, writeYear} from './delta.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-plan-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asOf = '2024-06-30';
const home = join(folder, 'home');
let mutations: string[] = [];

beforeAll(async () => {
  const written = writeYear(folder, 2022, 120);
  mutations = written.mutations;
  await load(home, written.full);
  await yearly(home, [], asOf, quiet);
}, 120_000);

/** The law of 2022 with the supplement ten euro up. */
function richerLaw(): ReturnType<typeof readParameters> {
  const changed = join(folder, 'parameters');
  cpSync(join(rooms.sql, 'parameters'), changed, {recursive: true});
  const file = join(changed, '2022.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(supplement_eur:\s*\{\s*value: )50\.00/, '$160.00'));
  return readParameters(changed);
}

const cents = (euro: string): number => Math.round(Number(euro) * 100);
const byCause = (made: Plan): Record<string, number> =>
  Object.fromEntries(made.causes.map((c) => [[c.cause, c.source].join(' ').trim(), cents(c.euro)]));
const sum = (made: Plan): number => made.causes.reduce((total, c) => total + cents(c.euro), 0);

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const open = await openWorkspace(home, {mode: 'read'});
  try {
    return await open.rows(sql);
  } finally {
    open.close();
  }
}

describe('a plan', () => {
  it('of what has not changed is empty', async () => {
    const made = await plan(home, [2022], asOf, 'L. Janssens', quiet);
    expect(made.causes).toEqual([]);
    expect(made.totals[0]).toMatchObject({up: 0, down: 0, in: 0, out: 0, euro: '0.00'});
  }, 60_000);

  it('tells a changed parameter from a data mutation and an objection, and adds up to the cent', async () => {
    await load(home, [
      ...mutations,
      writeCsv(folder, 'objections-1', 'objections', null, {
        objections: [
          ...[80, 81, 82, 83, 84].map((no) => ({
            objection_id: `o${no}`,
            person_id: `bulk_${no}`,
            reference_year: 2022,
            filed_on: '2024-02-01',
            decided_on: null,
            outcome: null,
          })),
          // rejected: what changed for this person is no answer to it
          {
            objection_id: 'o60',
            person_id: 'bulk_60',
            reference_year: 2022,
            filed_on: '2024-02-01',
            decided_on: '2024-03-01',
            outcome: 'rejected',
          },
        ],
      }),
    ]);
    const before = await rowsOf('select run_id from ws.runs');
    const data = await plan(home, [2022], asOf, 'L. Janssens', quiet);
    expect(new Set(data.causes.map((c) => c.cause))).toEqual(new Set(['data', 'objection']));
    const law = richerLaw();
    const both = await plan(home, [2022], asOf, 'L. Janssens', quiet, law);
    expect(Object.keys(byCause(both)).sort()).toEqual(['data dmfa', 'objection dmfa', 'parameters']);
    expect(sum(both)).toBe(cents(both.totals[0]!.euro));
    expect(sum(data)).toBe(cents(data.totals[0]!.euro));
    // ten euro for each of those entitled before
    const [{entitled}] = (await rowsOf(
      `select sum(award_cents > 0)::integer as entitled from (select person_key, sum(award_cents) as award_cents from ws.postings group by all)`,
    )) as [{entitled: number}];
    expect(byCause(both).parameters).toBe(1000 * entitled);
    expect(await rowsOf('select run_id from ws.runs')).toEqual(before);
  }, 120_000);

  it('takes another day as the cause where only that changed', async () => {
    const made = await plan(home, [2022], '2023-01-31', 'L. Janssens', quiet);
    // the applications of the border workers were filed later
    expect(made.causes.some((c) => c.cause === 'time')).toBe(true);
    expect(sum(made)).toBe(cents(made.totals[0]!.euro));
  }, 60_000);
});

describe('applying a plan', () => {
  const file = join(folder, 'plan.json');

  it('needs a second person, however the first one writes the name', async () => {
    await writePlan(await plan(home, [2022], asOf, 'L. Janssens', quiet), file);
    await expect(apply(home, file, ' l janssens', quiet)).rejects.toMatchObject({
      code: 'FOUR_EYES',
      exitCode: 3,
    });
  }, 60_000);

  it('refuses a plan that was edited', async () => {
    const edited = join(folder, 'edited.json');
    writeFileSync(edited, readFileSync(file, 'utf8').replace('"up": ', '"up": 1'));
    expect(() => readPlan(edited)).toThrow(/content and its fingerprint differ/);
    expect(() => readPlan(join(folder, 'none.json'))).toThrow(/no plan that can be read/);
  });

  it('refuses a plan whose ingredients changed since, naming the one', async () => {
    await expect(apply(home, file, 'A. Peeters', quiet, richerLaw())).rejects.toMatchObject({
      code: 'PLAN_STALE',
      exitCode: 3,
      message: expect.stringContaining('parameters 2022'),
    });
  }, 60_000);

  it('makes it count, writes both names down, and cannot be done twice', async () => {
    const made = readPlan(file);
    const paidBefore = await rowsOf('select * from ws.postings order by all');
    await apply(home, file, 'A. Peeters', quiet);
    const trail = await rowsOf(
      `select action, actor, approver, detail from ws.audit order by entry_no desc limit 1`,
    );
    expect(trail[0]).toMatchObject({action: 'apply', actor: 'L. Janssens', approver: 'A. Peeters'});
    expect(String(trail[0]!.detail)).toContain(made.fingerprint);
    expect((await plan(home, [2022], asOf, 'L. Janssens', quiet)).causes).toEqual([]);
    await expect(apply(home, file, 'A. Peeters', quiet)).rejects.toMatchObject({code: 'PLAN_STALE'});
    // the ledger was added to, by exactly what the plan said
    const after = await rowsOf('select * from ws.postings order by all');
    const had = new Set(
      paidBefore.map((row) => JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? String(v) : v))),
    );
    const added = after.filter(
      (row) => !had.delete(JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? String(v) : v))),
    );
    expect(had.size).toBe(0);
    const posted = added.reduce(
      (total, row) => total + Number(row.award_cents) + Number(row.supplement_cents),
      0,
    );
    expect(posted).toBe(cents(made.totals[0]!.euro));
  }, 120_000);

  it('leaves a trail that shows when an entry was changed', async () => {
    const open = await openWorkspace(home, {mode: 'write'});
    expect(await brokenEntry(open)).toBe(null);
    await open.run(`update ws.audit set approver = 'L. Janssens' where entry_no = 2`);
    expect(await brokenEntry(open)).toBe(2);
    const entries = await open.value<number>('select count(*) from ws.audit');
    open.close();
    const checks = await monitor(home, quiet);
    // no entry from there on can be trusted
    expect(checks.find((c) => c.name === 'audit_trail_is_unbroken')).toMatchObject({
      ...{severity: 'error', year: null, failing: entries - 1},
    });
  }, 120_000);
});
