import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {writtenChecks} from '../../src/checks.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {type Catalogue, layCatalogue, show} from '../../src/models/catalogue.js';
import {openDoor} from '../../src/site/door.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-budget-'));
const home = join(folder, 'workspace');
let workspace: Workspace;
let catalogue: Catalogue;

beforeAll(async () => {
  // the deadline of 2021 has passed, so there is something lapsed
  await computedTwin(folder, {persons: 2000, seed: 11, years: [2021, 2022]}, '2025-03-15');
  workspace = await openWorkspace(home, {mode: 'write'});
  catalogue = await layCatalogue(workspace, '2025-03-15');
}, 240_000);
// whatever the test before looked at
beforeEach(() => show(catalogue));
afterAll(() => {
  workspace?.close();
  rmSync(folder, {recursive: true, force: true});
});

const failing = async (name: string, year?: number): Promise<number> => {
  if (year !== undefined) await show(catalogue, {year});
  const check = writtenChecks().find((c) => c.name === name)!;
  return workspace.value<number>(`select count(*) from (${check.sql})`);
};

const physical = (relation: string, year: number | null): Promise<string> =>
  workspace.value<string>(
    `select physical from ws.built where relation = '${relation}' and reference_year is not distinct from ${year}`,
  );

describe('the identity of the desk', () => {
  it('holds at the end of every month of every year, with money in each part', async () => {
    expect(await failing('right_is_paid_open_or_lapsed_every_month')).toBe(0);
    const parts = await workspace.rows<Record<string, string | number>>(`
      select max(paid_eur) as paid, max(open_registered_eur) as open_registered, max(open_unregistered_eur) as open_unregistered,
        max(lapsed_eur) as lapsed, count(*) as months
      from marts.right_months where reference_year = 2021`);
    for (const value of Object.values(parts[0]!)) expect(Number(value)).toBeGreaterThan(0);
  });

  it('is told of no month whose euro are those of a few: an account or a payment more, or five', async () => {
    await openDoor(catalogue, '2025-03-15');
    const months = await workspace.rows<{year: number; registered: number; payments: number}>(`
      select reference_year as year, marts.registered, marts.payments
      from published.right_months as told inner join marts.right_months as marts using (reference_year, month_ends_on)
      order by reference_year, month_ends_on`);
    const all = await workspace.value<number>('select count(*)::integer from marts.right_months');
    expect(months.length).toBeGreaterThan(2);
    expect(months.length).toBeLessThan(all);
    for (const [i, month] of months.entries()) {
      const before = months[i - 1]?.year === month.year ? months[i - 1]! : {registered: 0, payments: 0};
      for (const key of ['registered', 'payments'] as const)
        expect([1, 2, 3, 4]).not.toContain(month[key] - before[key]);
    }
    expect(await workspace.rows('describe published.right_months')).not.toContainEqual(
      expect.objectContaining({column_name: 'payments'}),
    );
  });

  it('ends with what the overview of open amounts says', async () => {
    const rows = await workspace.rows<{same: boolean}>(`
      select (r.entitled_eur, r.paid_eur, r.beyond_eur, r.open_registered_eur, r.open_unregistered_eur, r.lapsed_eur)
          is not distinct from (o.entitled_eur, o.settled_eur, o.beyond_eur, o.open_registered_eur, o.open_unregistered_eur, o.lapsed_eur)
        and r.paid_eur + r.beyond_eur = o.paid_eur as same
      from marts.open_amounts as o
      inner join (select * from marts.right_months qualify row_number() over (partition by reference_year order by month_ends_on desc) = 1) as r
        using (reference_year)`);
    expect(rows).toEqual([{same: true}, {same: true}]);
  });

  it('nets no payment beyond a right against what others still wait for', async () => {
    expect(await failing('entitled_is_paid_open_or_lapsed')).toBe(0);
    const [sums] = await workspace.rows<{beyond: string; open: string; told: string; waiting: string}>(`
      select (select sum(beyond_eur) from marts.open_amounts) as beyond,
        (select sum(open_registered_eur) from marts.open_amounts) as told,
        eur(sum(greatest(paid_cents - payable_cents, 0))::bigint) as open,
        eur((sum(greatest(payable_cents - paid_cents, 0)) filter (registered_on is not null))::bigint) as waiting
      from intermediate.people_assessed where status = 'entitled'`);
    expect(Number(sums!.beyond)).toBeGreaterThan(0);
    expect([sums!.beyond, sums!.told]).toEqual([sums!.open, sums!.waiting]);
  });

  it.each(['settled_cents', 'beyond_cents', 'without_right_cents'])(
    'breaks when %s is off by one cent',
    async (column) => {
      const table = await physical('intermediate.payments_settled', 2021);
      const marts = await physical('marts.right_months', 2021);
      const model = catalogue.models.find((m) => m.relation === 'marts.right_months')!;
      await workspace.run(`create table ws.kept as from ws."${table}"`);
      await workspace.run(`create table ws.kept_mart as from ws."${marts}"`);
      await workspace.run(
        `update ws."${table}" set ${column} = ${column} + 1 where rowid = (select min(rowid) from ws."${table}")`,
      );
      await show(catalogue, {year: 2021});
      const changed = await workspace.value<number>(
        `select count(*) from (${model.sql}) where entitled_eur <> paid_eur + open_registered_eur + open_unregistered_eur + lapsed_eur
        or ledger_eur <> paid_eur + beyond_eur + without_right_eur`,
      );
      await workspace.run(`create or replace table ws."${table}" as from ws.kept`);
      await workspace.run('drop table ws.kept');
      await workspace.run('drop table ws.kept_mart');
      expect(changed).toBeGreaterThan(0);
    },
  );

  it('breaks when one payment is changed by one cent after the run', async () => {
    const file = await workspace.value<string>(
      "select file from ws.delivery_tables where table_name = 'payments'",
    );
    const path = workspace.stored(file);
    await show(catalogue, {year: 2021});
    const model = catalogue.models.find((m) => m.relation === 'marts.right_months')!;
    await workspace.run(`create or replace view sources.payments__payments as
      select * replace (if(payment_id = (select min(payment_id) from read_parquet('${path}')
        where status = 'executed' and reference_year = 2021 and scheme = 'jobbonus'), amount + 0.01, amount)::decimal(9, 2) as amount)
      from read_parquet('${path}')`);
    const broken = await workspace.value<number>(
      `select count(*) from (${model.sql}) where entitled_eur <> paid_eur + open_registered_eur + open_unregistered_eur + lapsed_eur`,
    );
    expect(broken).toBeGreaterThan(0);
  });
});

describe('the other promises of the desk', () => {
  it('the cost bridge adds up to the cent and begins where the year before ended', async () => {
    expect(await failing('cost_bridge_adds_up')).toBe(0);
    const rows = await workspace.rows<{step_no: number; level_eur: string}>(
      'select step_no, level_eur from marts.cost_bridge where reference_year = 2022 order by step_no',
    );
    const costs = await workspace.rows<{cost: string}>(`
      select eur(sum(payable_cents)::bigint) as cost from intermediate.people_assessed
      where registered_on is not null group by reference_year order by reference_year`);
    expect([rows[0]!.level_eur, rows.at(-1)!.level_eur]).toEqual(costs.map((c) => c.cost));
    expect(rows).toHaveLength(6);
  });

  it('a provision has five cases behind its rate, or none; nothing open costs nothing', async () => {
    const rows = await workspace.rows<Record<string, never>>('from marts.provisions order by all');
    expect(rows).toHaveLength(4);
    const isShort = (row: Record<string, number | null>): boolean => row.decided_cases! < 5;
    expect(rows.filter(isShort).length).toBeGreaterThan(0);
    for (const row of rows) {
      if (isShort(row)) expect(row).toMatchObject({success_share: null});
      if (row.open_cases === 0) expect(row).toMatchObject({provision_eur: '0.00'});
      else if (isShort(row)) expect(row).toMatchObject({provision_eur: null});
    }
  });

  it('a provision leans on its year and all before it, and on no year with fewer than five cases', async () => {
    const decided = await workspace.rows<{year: number; cases: number; granted: number}>(`
      select reference_year as year, count(*)::integer as cases,
        count(*) filter (outcome in ('granted', 'partly_granted'))::integer as granted
      from staging.objections__objections
      where filed_on <= date '2025-03-15' and decided_on <= date '2025-03-15'
      group by reference_year`);
    for (const year of [2021, 2022]) {
      const behind = decided.filter((d) => d.year <= year && d.cases >= 5);
      const sum = (key: 'cases' | 'granted'): number => behind.reduce((total, d) => total + d[key], 0);
      const [row] = await workspace.rows<{decided_cases: number; success_share: string | null}>(`
        select decided_cases, success_share from marts.provisions
        where provision = 'objections' and reference_year = ${year}`);
      expect(row!.decided_cases).toBe(sum('cases'));
      // a share of few on either side would tell how many those are
      const isFew = (n: number): boolean => n >= 1 && n <= 4;
      const isShort = sum('cases') < 5 || isFew(sum('granted')) || isFew(sum('cases') - sum('granted'));
      const share = isShort ? null : (Math.round((sum('granted') / sum('cases')) * 1e4) / 1e4).toFixed(4);
      expect(row!.success_share).toBe(share);
    }
  });

  it('every payment file stands on dossiers, and the ledger agrees with the payments each month', async () => {
    expect(await failing('payment_files_reach_dossiers')).toBe(0);
    const wrong = await workspace.rows(
      'select fiscal_year, month_no from marts.budget_months where difference_eur <> 0',
    );
    expect(wrong).toEqual([]);
  });

  it('layers add up to the months, and months to the landing', async () => {
    const differing = await workspace.rows(`
      select fiscal_year from (select fiscal_year, sum(paid_eur) as paid from marts.budget_months group by 1)
      full join (select paid_year as fiscal_year, sum(paid_eur - recovered_eur) as layered from marts.run_off group by 1) using (fiscal_year)
      where coalesce(paid, 0) <> coalesce(layered, 0)`);
    expect(differing).toEqual([]);
  });

  it('an accrual keeps its error in sight: actual less booked, to the cent', async () => {
    const rows = await workspace.rows<Record<string, string | number | boolean | null>>(`
      select *, actual_eur - booked_eur as by_hand from marts.accruals where is_complete order by fiscal_year`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row['booked_error_eur']).toBe(row['by_hand']);
    const [paid] = await workspace.rows<{paid: string}>(`
      select sum(paid_eur - recovered_eur) as paid from marts.run_off where paid_year = 2024 and reference_year <= 2022`);
    expect(rows.find((r) => r['fiscal_year'] === 2023)?.['actual_eur']).toBe(paid!.paid);
  });
});

describe('what is still to be paid', () => {
  it('is with what lapses and what is not estimated all that is open', async () => {
    const rows = await workspace.rows<{open: number; expected: number; lapse: number; rest: number}>(`
      select any_value(open_eur)::double as open, sum(expected_eur)::double as expected,
        any_value(lapse_eur)::double as lapse, any_value(rest_eur)::double as rest
      from marts.outflow_ahead where is_due group by reference_year order by reference_year`);
    expect(rows.some((row) => row.rest > 0)).toBe(true);
    for (const row of rows)
      if (row.rest > 0) expect(row.expected + row.lapse + row.rest).toBeCloseTo(row.open, 2);
  });

  it('lapses for who the forecast sees without an account on the last day, and for nobody after it', async () => {
    const rows = await workspace.rows<{reference_year: number; lapse: string; told: string}>(`
      select distinct o.reference_year, a.lapse_eur as lapse,
        greatest(o.open_unregistered_eur - coalesce(f.more_eur, 0), 0)::decimal(18, 2) as told
      from marts.open_amounts as o
      inner join marts.outflow_ahead as a using (reference_year)
      left join estimates.forecast as f on f.reference_year = o.reference_year and f.is_deadline
      order by 1`);
    expect(rows.map((row) => row.lapse)).toEqual(rows.map((row) => row.told));
    expect(rows.map((row) => Number(row.lapse) > 0)).toEqual([false, true]);
  });

  it('puts on the account what the year before does not take off it: no landing has the one without the other', async () => {
    const [running] = await workspace.rows<{ahead: string; by_hand: string; put_on: string}>(`
      select accrual_ahead_eur as ahead, own.proposed_eur - coalesce(before.booked_eur, 0) as by_hand, own.proposed_eur as put_on
      from marts.budget_landing
      inner join marts.accruals as own using (fiscal_year)
      inner join marts.accruals as before on before.fiscal_year = fiscal_year - 1
      where fiscal_year = 2025`);
    // what 2024 put on, if anything, is still to be taken off: the budget of 2025 is not delivered
    expect(Number(running!.put_on)).toBeGreaterThan(0);
    expect(running!.ahead).toBe(running!.by_hand);
    const over = await workspace.rows('select accrual_ahead_eur from marts.budget_landing where is_over');
    expect(over.length).toBeGreaterThan(0);
    for (const row of over) expect(row).toEqual({accrual_ahead_eur: '0.00'});
  });

  it('has at the end of a year no knowledge of the years after', async () => {
    // one campaign then: nothing to learn registrations from, so no range is claimed
    const [first] = await workspace.rows<{is_positive: boolean; proposed_low_eur: string | null}>(
      'select proposed_eur > 0 as is_positive, proposed_low_eur from marts.accruals where fiscal_year = 2022',
    );
    expect(first).toEqual({is_positive: true, proposed_low_eur: null});
  });

  it('keeps the errors of every accrual in percent, and the landing within its range', async () => {
    const wrong = await workspace.rows(`
      select fiscal_year from marts.accruals
      where is_complete and abs(booked_error_share - (actual_eur - booked_eur) / booked_eur) > 1e-9
      union all
      select fiscal_year from marts.budget_landing where landing_eur not between landing_low_eur and landing_high_eur`);
    expect(wrong).toEqual([]);
  });
});
