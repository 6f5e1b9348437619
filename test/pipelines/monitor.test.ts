import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import recoverable from '../../pipelines/estimates/recoverable.js';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {writeSegment} from '../../pipelines/segment.js';
import {yearly} from '../../pipelines/yearly.js';
import {brokenEntry} from '../../src/audit.js';
import {derivedChecks, runChecks, writtenChecks} from '../../src/checks.js';
import {openWorkspace, type Workspace} from '../../src/db/workspace.js';
import {writeExport} from '../../src/exports/export.js';
import {buildForPages} from '../../src/models/build.js';
import {type Catalogue, layCatalogue} from '../../src/models/catalogue.js';
import {incidence} from '../../src/statistics/survival.js';
import {quiet} from '../effects.js';
import {parseCsvRecords} from '../reference/csv.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-monitor-'));
const asOf = '2025-01-31';
let workspace: Workspace;
let catalogue: Catalogue;
const askedFor = {purpose: 'herinnering', requester: 'evaluatie', approver: 'dpo'};

beforeAll(async () => {
  const deliveries = join(folder, 'deliveries');
  await sample(
    {out: deliveries, persons: 4000, seed: 5, years: [2021, 2022, 2023], format: 'parquet'},
    quiet,
  );
  const home = join(folder, 'workspace');
  await intake(
    home,
    readdirSync(deliveries)
      .sort()
      .map((name) => join(deliveries, name)),
    5,
    quiet,
  );
  await yearly(home, [], asOf, quiet);
  await writeSegment(
    home,
    {year: 2023, rule: {by_sex: 'Man'}, out: join(folder, 'rule.json'), ...askedFor},
    quiet,
  );
  workspace = await openWorkspace(home, {mode: 'write'});
  catalogue = await layCatalogue(workspace, asOf);
}, 240_000);

afterAll(() => {
  workspace?.close();
  rmSync(folder, {recursive: true, force: true});
});

it('a selection rule stands in the audit trail, with a size and no count, and the chain holds', async () => {
  const rule = JSON.parse(readFileSync(join(folder, 'rule.json'), 'utf8')) as {size: string};
  const entries = await workspace.rows<Record<string, string>>(
    `select action, subject, actor, approver, purpose, detail from ws.audit where action = 'segment'`,
  );
  const {purpose, requester: actor, approver} = askedFor;
  const detail = JSON.stringify({reference_year: 2023, seen_on: asOf, size: rule.size});
  expect(entries).toEqual([
    {action: 'segment', subject: 'segment by_sex=Man', ...{actor, approver, purpose, detail}},
  ]);
  expect(rule.size).toMatch(/ to |or more/);
  expect(await brokenEntry(workspace)).toBe(null);
  expect(readdirSync(join(folder, 'workspace'))).not.toContain('segments.jsonl');
});

describe('states', () => {
  it('hold every entitled person once, in persons and in cents, every year', async () => {
    const rows = await workspace.rows(`
      select reference_year, sum(persons)::integer as persons, sum(accounts)::integer as accounts,
        sum(payable_eur)::decimal(18,2)::varchar as payable, sum(paid_eur)::decimal(18,2)::varchar as paid
      from marts.takeup_states where state <> 'withdrawn' group by 1 order by 1`);
    const takeup = await workspace.rows(`
      select reference_year, entitled as persons, registered as accounts,
        entitled_amount::varchar as payable, paid_amount::varchar as paid
      from marts.takeup where entitled > 0 order by 1`);
    expect(rows).toEqual(takeup);
    expect(rows).toHaveLength(3);
  });

  it('agree with the measures that stand on the same people', async () => {
    const wrong = await workspace.rows(`
      select m.reference_year from marts.takeup_measures as m join marts.takeup as t using (reference_year)
      where (m.entitled, m.notified, m.registered, m.paid) is distinct from (t.entitled, t.notified, t.registered, t.paid)
        or m.registered_takeup not between m.registered_low and m.registered_high
        or m.unclaimed_eur <> (
          select sum(unclaimed_eur) from marts.unclaimed_amounts as a where a.reference_year = m.reference_year)`);
    expect(wrong).toEqual([]);
  });

  it('begin a wait on the third working day after the letter', async () => {
    const days = await workspace.rows<{notified_on: string; age_weeks: number}>(`
      select distinct notified_on::varchar as notified_on, age_weeks from intermediate.people_waited
      where notified_on is not null and state <> 'withdrawn'`);
    for (const {notified_on: sent, age_weeks: age} of days) {
      const zero = new Date(`${sent}T00:00:00Z`);
      for (let left = 3; left > 0; ) {
        zero.setUTCDate(zero.getUTCDate() + 1);
        const day = zero.toISOString().slice(5, 10);
        const isFree = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'].includes(day);
        const easterMonday = [
          '2023-04-10',
          '2024-04-01',
          '2024-05-09',
          '2024-05-20',
          '2023-05-18',
          '2023-05-29',
        ];
        if (
          ![0, 6].includes(zero.getUTCDay()) &&
          !isFree &&
          !easterMonday.includes(zero.toISOString().slice(0, 10))
        )
          left--;
      }
      const weeks = Math.floor(
        Math.max(0, Date.parse(`${asOf}T00:00:00Z`) - zero.getTime()) / (7 * 86_400_000),
      );
      expect([sent, age]).toEqual([sent, weeks]);
    }
  });
});

describe('new and returning', () => {
  it('everybody is new in the first year of the law, and not in the next', async () => {
    const levels = async (year: number): Promise<unknown[]> =>
      (
        await workspace.rows<{level: string}>(
          `select distinct by_return::varchar as level from intermediate.people_profiled where reference_year = ${year} order by 1`,
        )
      ).map((row) => row.level);
    expect(await levels(2021)).toEqual(['Nieuw']);
    expect(await levels(2022)).toEqual(['Nieuw', 'Terugkerend']);
  });
});

describe('time to registration', () => {
  it('is in SQL what the estimator gives in TypeScript, in every group', async () => {
    const rows = await workspace.rows<Record<string, number | string>>(`
      select reference_year || dimension || category as stratum, week_no, at_risk, registered, exited, censored,
        registered_share, low, high, exited_share, waiting_share
      from marts.time_to_registration order by stratum, week_no`);
    const strata = [...new Set(rows.map((row) => row.stratum))];
    expect(strata.length).toBeGreaterThan(20);
    for (const stratum of strata) {
      const of = rows.filter((row) => row.stratum === stratum);
      const curve = incidence(
        of.map((row) => ({
          time: Number(row.week_no),
          registered: Number(row.registered),
          exited: Number(row.exited),
          censored: Number(row.censored),
        })),
      );
      for (const [i, point] of curve.entries()) {
        expect(of[i]!.at_risk).toBe(point.atRisk);
        expect(of[i]!.registered_share).toBeCloseTo(point.share, 10);
        expect(of[i]!.exited_share).toBeCloseTo(point.exitedShare, 10);
        expect(of[i]!.waiting_share).toBeCloseTo(point.waiting, 10);
        if (point.share > 0 && point.share < 1 - 1e-9) {
          expect(of[i]!.low).toBeCloseTo(point.shareLow, 8);
          expect(of[i]!.high).toBeCloseTo(point.shareHigh, 8);
        }
      }
    }
  });

  it('has no step about one to four people, and loses nobody in merging them', async () => {
    const small = await workspace.rows(`
      select * from intermediate.waits_merged
      where registered between 1 and 4 or exited between 1 and 4 or censored between 1 and 4`);
    expect(small).toEqual([]);
    const lost = await workspace.rows(`
      with merged as (
        select reference_year, dimension, category, sum(registered + exited + censored) as persons
        from intermediate.waits_merged group by all
      ), counted as (
        select reference_year, dimension, category, sum(persons) as persons
        from intermediate.waits_counted group by all
      )
      select * from merged join counted using (reference_year, dimension, category)
      where merged.persons <> counted.persons`);
    expect(lost).toEqual([]);
  });
});

describe('outreach', () => {
  it('speaks of a drawn wave with a plan, and of nothing else that everybody got', async () => {
    const rows = await workspace.rows<Record<string, string | number | null>>(
      'select * from estimates.outreach order by reference_year, action',
    );
    const of = (action: string) => rows.find((row) => row.action === action)!;
    expect(of('2022-herinnering-1')).toMatchObject({
      design: 'randomised',
      verdict: 'estimated',
      window_days: 28,
    });
    expect(of('2022-herinnering-2')).toMatchObject({
      design: 'series',
      verdict: 'not_estimable',
      effect: null,
    });
    // what reached everybody has no comparison, and is too near to other actions or too early for a series
    expect(of('Persbericht tussenstand')).toMatchObject({
      design: 'series',
      verdict: 'not_estimable',
      effect: null,
      series_ratio: null,
    });
    expect(rows.filter((row) => row.verdict !== 'estimated' && row.effect !== null)).toEqual([]);
    expect(rows.filter((row) => row.design === 'series' && !row.series_reason)).toEqual([]);
    // sent eleven days ago: its window is not over
    expect(of('2023-herinnering-1')).toMatchObject({verdict: 'window_open', effect: null});
  });
});

it('says since when the audit trail knows the plan of a wave: of the samples never before the letters', async () => {
  const rows = await workspace.rows(`
    select plan_known_on, is_plan_proven from estimates.outreach as made
    inner join exports.outreach as exported using (reference_year, action)
    where made.plan_hash is not null`);
  expect(rows.length).toBeGreaterThan(1);
  // the clock of a test stands still
  for (const row of rows) expect(row).toEqual({plan_known_on: '2026-11-22', is_plan_proven: false});
});

it('complaints are counted as persons, and jobbonus plus begins after the first year of the jobbonus', async () => {
  const lines = await workspace.rows<{line: string; value: string | null; persons: number | null}>(
    `select line, value, persons from marts.scoreboard where line like 'complaints%' and value > 0`,
  );
  expect(lines.length).toBeGreaterThan(3);
  for (const {line, value, persons} of lines)
    if (line !== 'complaints_lead_time_days') expect(persons, line).toBe(Number(value));
  const closed = await workspace.rows<{persons: number; closed: number}>(`
    select board.persons, count(*)::integer as closed
    from staging.complaints__complaints as complaints
    inner join marts.scoreboard as board
      on complaints.reference_year = board.reference_year and board.line = 'complaints_lead_time_days'
    where complaints.is_admissible and complaints.closed_on <= date '${asOf}'
    group by board.reference_year, board.persons`);
  expect(closed.length).toBeGreaterThan(0);
  for (const row of closed) expect(row.persons).toBe(row.closed);
  expect(
    await workspace.rows(`
      select distinct reference_year, starts_with(line, 'plus_') as is_plus
      from marts.scoreboard where not is_in_force`),
  ).toEqual([{reference_year: 2021, is_plus: true}]);
});

it('the board and the revisions agree on which figures of jobbonus plus there are, and on what they are', async () => {
  const rows = await workspace.rows<{is_in_force: boolean; board: string; revisions: string | null}>(`
    select board.is_in_force, board.value::integer as board, revisions.value::integer as revisions
    from marts.scoreboard as board
    inner join marts.revisions as revisions
      on revisions.reference_year = board.reference_year
      and revisions.figure_no = case board.line when 'plus_dossiers' then 9 when 'plus_paid' then 10 end
    order by board.reference_year, board.line`);
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.filter((row) => !row.is_in_force).length).toBeGreaterThan(1);
  for (const row of rows) expect(row.revisions).toBe(row.is_in_force ? row.board : null);
});

it('a chance has the decimals that the letters behind it let it have', async () => {
  const rows = await workspace.rows<{decimals: number; chance: number; chance_low: number}>(
    'select decimals, chance, chance_low from estimates.recoverable where chance is not null',
  );
  expect(new Set(rows.map((row) => row.decimals))).toEqual(new Set(rows.length > 0 ? [0] : []));
  for (const {decimals, chance, chance_low: low} of rows)
    for (const share of [chance, low])
      expect(share * 10 ** (2 + decimals)).toBeCloseTo(Math.round(share * 10 ** (2 + decimals)), 9);
});

it('no forecast prints how many people can still come', async () => {
  const [row] = await workspace.rows<{rows: number; wrong: number}>(`
    select count(*)::integer as rows,
      count(*) filter (greatest(more_high_80, more_high_95) >= entitled - registered_now)::integer as wrong
    from estimates.forecast`);
  expect(row!.rows).toBeGreaterThan(10);
  expect(row!.wrong).toBe(0);
});

describe('recoverable euro', () => {
  let rows: Record<string, string | number | null>[];
  const of = (year: number, dimension: string, category: string) =>
    rows.find(
      (row) => row.reference_year === year && row.dimension === dimension && row.category === category,
    )!;

  beforeAll(async () => {
    await buildForPages(catalogue, quiet);
    rows = await workspace.rows('from estimates.recoverable order by reference_year, dimension, category');
  });

  it('is who waits, times the answers to the drawn wave, times what waits for them', async () => {
    const [wave] = await workspace.rows<{asked: number; answered: number}>(`
      select count(*)::integer as asked, count(*) filter (known_on <= date '2024-01-22' + 28)::integer as answered
      from (
        select letters.person_key, min(timezone('Europe/Brussels', accounts.registered_at)::date) as known_on
        from staging.notifications__notifications as letters
        left join staging.registrations__registrations as accounts
          on letters.person_key = accounts.person_key and accounts.registered_at < timestamptz '2025-01-31 23:00:00+00'
        where letters.wave = '2022-herinnering-1' and letters.arm = 'treated'
          and letters.person_key in (
            select person_key from intermediate.people_assessed where reference_year = 2022 and status = 'entitled')
        group by letters.person_key
      ) where known_on is null or known_on >= date '2024-01-22'`);
    const [waiting] = await workspace.rows<{persons: number; cents: number}>(`
      select count(*)::integer as persons, sum(payable_cents - paid_cents)::bigint as cents
      from intermediate.people_waited where reference_year = 2022 and state = 'waiting'`);
    const all = of(2022, 'by_total', 'Iedereen');
    const chance = Math.round((wave!.answered / wave!.asked) * 100) / 100;
    expect(all).toMatchObject({wave: '2022-herinnering-1', window_days: 28, chance, reason: null});
    expect(all.eur_per_letter).toBe(Math.round((chance * waiting!.cents) / waiting!.persons / 100));
    expect(Number(all.recoverable_eur)).toBe(Math.round((chance * waiting!.cents) / 10_000) * 100);
    expect(waiting!.persons).toBeGreaterThan(30);
    const [effect] = await workspace.rows<{effect: number; low: number; high: number}>(
      `select effect, low, high from estimates.outreach where action = '2022-herinnering-1'`,
    );
    const times = (share: number): number => Math.round((share * waiting!.cents) / 10_000) * 100;
    expect([all.extra_eur, all.extra_low_eur, all.extra_high_eur].map(Number)).toEqual(
      [effect!.effect, effect!.low, effect!.high].map(times),
    );
    // of one group the draw says nothing
    expect(rows.filter((row) => row.extra_eur !== null && row.dimension !== 'by_total')).toEqual([]);
  });

  it('holds every level, and tells groups apart only as far as their own answers do', async () => {
    const levels = await workspace.value<number>(
      'select count(distinct by_return)::integer from intermediate.people_profiled where reference_year = 2022',
    );
    const returning = rows.filter((row) => row.reference_year === 2022 && row.dimension === 'by_return');
    expect(returning).toHaveLength(levels);
    for (const row of returning) {
      const [own] = await workspace.rows<{share: number}>(`
        select avg(has_answered::integer) as share from intermediate.reminders_answered
        where reference_year = 2022 and by_return = '${row.category}'`);
      const all = Number(of(2022, 'by_total', 'Iedereen').chance);
      expect(row.chance).toBeGreaterThanOrEqual(Math.min(own!.share, all) - 0.011);
      expect(row.chance).toBeLessThanOrEqual(Math.max(own!.share, all) + 0.011);
    }
  });

  it('borrows the wave of the year before while its own is open, and is silent when nobody waits', () => {
    expect(of(2023, 'by_total', 'Iedereen')).toMatchObject({wave: '2022-herinnering-1', reason: null});
    // its last day was 31 December 2024
    expect(of(2021, 'by_total', 'Iedereen')).toMatchObject({chance: null, recoverable_eur: null});
    expect(of(2021, 'by_total', 'Iedereen').reason).toMatch(/wacht niemand/);
  });

  it('cannot be estimated without a drawn wave, and says so', async () => {
    const cells = await workspace.rows(recoverable.questions.cells!);
    const silent = recoverable.compute({cells, now: [], before: [], segments: []});
    const waited = silent.filter((row) => row.reason !== null && row.dimension === 'by_total');
    expect(waited.map((row) => row.recoverable_eur)).toEqual([null, null, null]);
    expect(waited.at(-1)!.reason).toMatch(/gelote wachtgroep/);
  });
});

it('a numerator never holds anybody outside its denominator', async () => {
  const wrong = await workspace.rows(`
    select * from marts.takeup_measures
    where registered_notified > least(registered, notified) or paid_notified > least(paid, notified)
      or registered_reachable > least(registered, reachable) or paid_reachable > least(paid, reachable)
      or paid_payable > least(paid, registered)`);
  expect(wrong).toEqual([]);
});

it('channels that overlap hold everybody who waited once, and whoever was reached both ways apart', async () => {
  const rows = await workspace.rows<Record<string, number>>(`
    select reference_year, sum(persons)::integer as persons, sum(registered)::integer as registered,
      coalesce(sum(persons) filter (channels = 'both'), 0)::integer as both_ways
    from marts.channels_reached group by 1 order by 1`);
  const waited = await workspace.rows<Record<string, number>>(`
    select reference_year, count(*)::integer as persons, count(*) filter (outcome = 'registered')::integer as registered,
      count(*) filter ((
        select count(distinct channel) from staging.notifications__notifications as letters
        where letters.person_key = people.person_key and letters.reference_year = people.reference_year
          and scheme = 'jobbonus' and kind in ('decision', 'refusal', 'reminder') and sent_on <= date '${asOf}'
          and sent_on <= coalesce(known_since_on, date '${asOf}')) = 2)::integer as both_ways
    from intermediate.people_waited as people where week_no is not null group by 1 order by 1`);
  expect(rows).toEqual(waited);
  expect(rows[0]!.both_ways).toBeGreaterThan(20);
});

it('reminders stand on the day they went out, hold-outs left out', async () => {
  const rows = await workspace.rows(`
    select
      (select sum(reminders)::integer from marts.takeup_daily) as daily,
      (select count(*)::integer from staging.notifications__notifications
        where scheme = 'jobbonus' and kind = 'reminder' and channel is not null and sent_on <= date '${asOf}') as letters`);
  expect(rows[0]!.daily).toBe(rows[0]!.letters);
});

it('persistent non-take-up counts who was entitled twice and never had an account', async () => {
  const [row] = await workspace.rows<{found: number; expected: number}>(`
    select
      (select coalesce(sum(persons), 0)::integer from marts.persistent_waits where years_entitled > 1) as found,
      (select count(*)::integer from (
        select person_key from intermediate.people_assessed as p
        where status = 'entitled'
          and not exists (from staging.registrations__registrations as r where r.person_key = p.person_key
            and r.registered_at < timestamptz '2025-01-31 23:00:00+00')
          and not exists (from intermediate.people_waited as w where w.person_key = p.person_key
            and w.reference_year = p.reference_year and w.state = 'died')
        group by person_key having count(*) > 1
      )) as expected`);
  expect(row!.found).toBe(row!.expected);
  expect(row!.found).toBeGreaterThan(0);
});

it('every series goes out under its name with hyphens, and with underscores', async () => {
  for (const name of ['takeup-daily', 'takeup_daily', 'time-to-registration', 'forecast', 'outreach']) {
    const file = join(folder, `${name}.csv`);
    const rows = await writeExport(catalogue, name, [], 'csv', file);
    expect(rows).toBeGreaterThan(0);
    expect(parseCsvRecords(readFileSync(file, 'utf8'))).toHaveLength(rows);
  }
});

it('a table that was built by year before shows nothing of then', async () => {
  const rows = (): Promise<number> => workspace.value('select count(*)::integer from marts.provisions');
  const before = await rows();
  await workspace.run(`
    insert into ws.built
    select relation, 2022, physical, fingerprint, parts from ws.built where relation = 'marts.provisions'`);
  await layCatalogue(workspace, asOf);
  expect(await rows()).toBe(before);
  await workspace.run(`delete from ws.built where relation = 'marts.provisions' and reference_year = 2022`);
});

it('its checks find nothing', async () => {
  const results = await runChecks(catalogue, [2021, 2022, 2023], quiet.now(), quiet.progress.step);
  expect(results.filter((r) => r.severity === 'error' && r.failing > 0)).toEqual([]);
}, 120_000);

it('every round of checks is kept, and one from before the last run is not shown as its result', async () => {
  const {workspace} = catalogue;
  const ran = await workspace.value<string>('select max(finished_at) from ws.runs');
  const after = (hours: number): Date => new Date(Date.parse(ran) + hours * 3_600_000);
  await workspace.run('delete from ws.check_results');
  await runChecks(catalogue, [2022], after(-1), quiet.progress.step);
  expect(await workspace.value('select count(*) from marts.check_results')).toBe(0);
  await runChecks(catalogue, [2022], after(1), quiet.progress.step);
  const kinds = await workspace.rows<{kind: string | null; n: number}>(
    'select kind, count(*)::integer as n from marts.check_results group by 1 order by 1 nulls last',
  );
  const derived = catalogue.models.filter((m) => !m.pagesOnly).flatMap(derivedChecks);
  const titled = (part: string) => derived.filter(({title}) => title.includes(part)).length;
  const [keys, rows] = [titled(': één rij per '), titled(': evenveel rijen als ')];
  expect(kinds).toEqual([
    {kind: 'condition', n: derived.length - keys - rows},
    {kind: 'key', n: keys},
    {kind: 'rows', n: rows},
    // and the audit trail, which is no query
    {kind: null, n: writtenChecks().length + 1},
  ]);
  const last = await runChecks(catalogue, [2022], after(2), quiet.progress.step);
  expect(await workspace.value('select count(*) from marts.check_results')).toBe(last.length);
  expect(await workspace.value('select max(round_no) from marts.check_rounds')).toBe(3);
}, 120_000);

it('the wages of a quarter are spread as the persons have them', async () => {
  const {workspace} = catalogue;
  await buildForPages(catalogue, quiet);
  const wages = await workspace.rows<{cents: number}>(`
    select reference_wage_cents(q3_wage_cents, q3_wage_fraction)::integer as cents
    from intermediate.work_measured
    where reference_year = 2022 and quarters_marked(quarter_marks, 'has_work') & 4 > 0 and q3_wage_cents > 0 and q3_wage_fraction > 0 order by 1`);
  const [found] = await workspace.rows<Record<string, number>>(`
    select persons, p10_eur, median_eur, p90_eur from marts.wage_quantiles
    where reference_year = 2022 and quarter_no = 3 and dimension = 'by_total'`);
  const n = wages.length;
  const tens = (share: number): number => Math.round(wages[Math.ceil(n * share) - 1]!.cents / 1000) * 10;
  expect(found).toEqual({persons: n, p10_eur: tens(0.1), median_eur: tens(0.5), p90_eur: tens(0.9)});
}, 120_000);

it('every breakdown of the profile is counted, but for the municipalities, which are too fine by week', async () => {
  const counted = await catalogue.workspace.rows<{dimension: string}>(
    'select distinct dimension from intermediate.takeup_counted order by 1',
  );
  const {columns} = catalogue.models.find((m) => m.relation === 'intermediate.people_profiled')!;
  const named = Object.keys(columns).filter((name) => name.startsWith('by_') && name !== 'by_municipality');
  expect(counted.map((row) => row.dimension)).toEqual(named.sort());
});
