import {estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {type DelayRow, learnDelays, nowcast, nowcastTotal} from '../../src/statistics/nowcast.js';

/** How many registrations of the last weeks are still to become known: deliveries bring them late. */
export default estimate({
  grain:
    'one week, or the time between two deliveries where that is longer; period 0 is all of them together',
  key: ['reference_year', 'period_no'],
  per: 'all',
  title: 'Registraties die nog niet gekend zijn',
  publish: true,
  note: `A registration counts from the day on which it was entered, and is known from the first delivery that held it.
Delays are learnt with time turned round, from the deliveries of about the last half year; the share known by now gives
what is still to come. Limits at 95 %: the chance of who is late, and the error of the learnt delays. Below half
known a period is preliminary. Fewer than five deliveries are too short a history to learn from. Only registrations
after the own letter.`,
  questions: {
    delays: `
      select registered_on::varchar as registered_on, delivered_on::varchar as delivered_on, persons
      from intermediate.delays_counted order by all`,
    deliveries: `
      select distinct brussels_day(delivered_at)::varchar as day
      from meta.deliveries where source = 'registrations' order by 1`,
    years: 'select distinct reference_year from intermediate.states_counted order by 1',
    known: `
      select reference_year, day::varchar as day, persons
      from intermediate.days_counted cross join parameters.as_of as world
      where event = 'registered' and state = 'registered' and day >= as_of_date - 500
      order by all`,
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    period_no: {
      type: 'integer',
      label: 'Periode',
      meaning: '1 is the last before the delivery; 0 is the total',
    },
    from_on: {type: 'date', label: 'Van'},
    until_on: {type: 'date', label: 'Tot en met'},
    verdict: {type: 'varchar', label: 'Uitspraak', meaning: 'estimated, preliminary or too_short'},
    delivery_count: {type: 'integer', label: 'Leveringen', meaning: 'at least a week apart'},
    last_delivery_on: {type: 'date', label: 'Laatste levering'},
    known: {type: 'integer', unit: 'persons', label: 'Al gekend'},
    completeness: {type: 'double', unit: 'share', label: 'Deel dat al gekend is'},
    missing: {type: 'integer', label: 'Nog niet gekend', of: 'known'},
    missing_low: {type: 'integer', label: 'Minstens', of: 'known'},
    missing_high: {type: 'integer', label: 'Hoogstens', of: 'known'},
  },
  checks: ["verdict in ('estimated', 'preliminary', 'too_short')"],
  compute: ({delays = [], deliveries = [], years = [], known = []}) => {
    const ticks = ticksOf(deliveries.map((row) => String(row.day)));
    const now = ticks.length - 1;
    return years.flatMap(({reference_year}) => {
      const year = reference_year as number;
      const base = {
        reference_year: year,
        delivery_count: ticks.length,
        last_delivery_on: ticks[now] ?? null,
      };
      if (ticks.length < enoughDeliveries)
        return [{...base, ...nothing, period_no: 0, from_on: null, until_on: null, verdict: 'too_short'}];
      const periodOf = periodsFrom(ticks);
      const rows = delays.map(
        (row): DelayRow => ({
          eventPeriod: periodOf(String(row.registered_on)),
          knownPeriod: ticks.findIndex((tick) => tick >= String(row.delivered_on)),
          persons: row.persons as number,
        }),
      );
      const learnt = learnDelays(rows, now, longest, 0);
      return rowsOf(base, ticks, byPeriod(known, year, periodOf), learnt);
    });
  },
});

/** With fewer there is little to tell a late registration from a busy week. */
const enoughDeliveries = 5;
/** A quarter of a year of weeks: later than that is taken for never. */
const longest = 13;
/** Nearer to one than this, nothing worth a row is to come. */
const complete = 0.999;

const nothing = {known: null, completeness: null, missing: null, missing_low: null, missing_high: null};

function rowsOf(
  base: MadeRow,
  ticks: readonly string[],
  counts: ReadonlyMap<number, number>,
  delays: ReturnType<typeof learnDelays>,
): MadeRow[] {
  const now = ticks.length - 1;
  const open = nowcast(counts, delays, now).filter((p) => p.completeness < complete);
  const total = nowcastTotal(open, delays, now);
  const rows = open.map(
    (p): MadeRow => ({
      ...base,
      period_no: now - p.period + 1,
      from_on: ticks[p.period - 1] ?? null,
      until_on: ticks[p.period] === undefined ? null : dayBefore(ticks[p.period]!),
      verdict: p.missing === null ? 'preliminary' : 'estimated',
      known: p.known,
      completeness: p.completeness,
      missing: rounded(p.missing),
      missing_low: rounded(p.low),
      missing_high: rounded(p.high),
    }),
  );
  const all: MadeRow = {
    ...base,
    period_no: 0,
    from_on: null,
    until_on: null,
    verdict: 'estimated',
    known: total.known,
    completeness: total.known + total.missing > 0 ? total.known / (total.known + total.missing) : null,
    missing: rounded(total.missing),
    missing_low: rounded(total.low),
    missing_high: rounded(total.high),
  };
  return [all, ...rows];
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

/**
 * The days of deliveries that end a period, going back from the last: at least a week apart, so that daily
 * deliveries make weeks, and monthly ones months.
 */
export function ticksOf(days: readonly string[]): string[] {
  const ticks: string[] = [];
  for (const day of [...days].sort().reverse())
    if (ticks.length === 0 || daysBetween(day, ticks[0]!) >= 7) ticks.unshift(day);
  return ticks;
}

/**
 * The period in which a day falls, 0 for the one that the first delivery ends: a delivery can hold what was entered
 * up to the day before it. Before the first, periods go on at the usual distance.
 */
export function periodsFrom(ticks: readonly string[]): (day: string) => number {
  const gaps = ticks.slice(1).map((tick, i) => daysBetween(ticks[i]!, tick));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 7;
  return (day) => {
    const found = ticks.findIndex((tick) => day < tick);
    if (found > 0) return found;
    return found < 0 ? ticks.length : 0 - Math.floor((daysBetween(day, ticks[0]!) - 1) / usual);
  };
}

function byPeriod(
  known: readonly GivenRow[],
  year: number,
  periodOf: (day: string) => number,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const row of known) {
    if (row.reference_year !== year) continue;
    const period = periodOf(String(row.day));
    counts.set(period, (counts.get(period) ?? 0) + (row.persons as number));
  }
  return counts;
}

const milliseconds = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / milliseconds);
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - milliseconds).toISOString().slice(0, 10);
