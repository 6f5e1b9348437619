import {estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {backtest, reachAhead} from '../../src/statistics/backtest.js';
import {asKnownThen, campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {type Campaign, learnHazards, oldestAge, project} from '../../src/statistics/hazard.js';
import {type PayableFlow, paymentShares, paymentsAhead} from '../../src/statistics/payment-outflow.js';
import {type Development, expectedMonths} from '../../src/statistics/run-off.js';

/**
 * Payments still to come, by reference year and month, as they would have been expected at the end of every earlier
 * calendar year and as they are expected today. The budget page, the landing and the accrual read only this table.
 */
export default estimate({
  grain: 'one month ahead of one reference year, as expected on one day',
  key: ['expected_on', 'reference_year', 'paid_month'],
  per: 'all',
  note: `What is due already: the forecast of registrations (estimates.forecast, made again with what was known on that
day only) and what is registered and unpaid or waits for its letter, with the delay from letter and account to payment seen so far. The
range is the 80 % interval of the registrations; null: too short a history. Amounts due as known today. The next
reference year, whose letters have not gone out, has nobody to forecast: it is taken to be as large as the last and to
be paid in the months that earlier years were, with the slowest and the fastest of them as its range.`,
  questions: {
    world: 'select as_of_date from parameters.as_of',
    risks: `
      select risks.reference_year,
        stratum_of(by_return, by_channel) || ' · ' || by_age as stratum,
        age_weeks, week_no, outcome, sum(persons)::integer as persons, sum(payable_cents)::bigint as payable_cents,
        (any_value(years.application_deadline_date) - any_value(world.as_of_date))::integer as days_to_deadline
      from intermediate.risks_counted as risks
      inner join parameters.years as years using (reference_year)
      cross join parameters.as_of as world
      group by all order by all`,
    flows: `
      select reference_year, date_trunc('month', registered_on)::date as registered_month,
        date_trunc('month', notified_on)::date as notified_month,
        date_trunc('month', first_paid_on)::date as paid_month, sum(payable_cents)::bigint as cents
      from intermediate.entitled_dated
      where registered_on is not null
      group by all order by all`,
    due: `select reference_year, sum(payable_cents)::bigint as due_cents, min(notified_on) as starts_on
      from intermediate.entitled_dated group by all order by all`,
    paid: `select reference_year, paid_month, cents(paid_eur) as cents from marts.paid_monthly
      where scheme = 'jobbonus' order by all`,
  },
  columns: {
    expected_on: {type: 'date', label: 'Verwacht op'},
    reference_year: {type: 'integer', label: 'Refertejaar'},
    paid_month: {type: 'date', label: 'Maand'},
    is_due: {type: 'boolean', meaning: 'letters have gone out by that day, so the amount is already due'},
    cents: {type: 'bigint', unit: 'EUR cent', label: 'Verwacht'},
    low_cents: {type: 'bigint', unit: 'EUR cent', label: 'Laag'},
    high_cents: {type: 'bigint', unit: 'EUR cent', label: 'Hoog'},
  },
  compute: ({world, risks, flows, due, paid}) => {
    const asOf = String(world![0]?.as_of_date);
    const campaigns = campaignsFrom(risks as unknown as RiskRow[]);
    const last = Number(asOf.slice(0, 4));
    const origins = [asOf];
    for (let year = 2022; year < last; year++) origins.push(`${year}-12-31`);
    return [...new Set(origins)].sort().flatMap((origin) => {
      // a month counts when it is over
      const over = monthOf(dayAfter(origin, 1));
      const started = due!.filter((row) => row.starts_on !== null && monthOf(String(row.starts_on)) < over);
      // whole weeks back to the end of the last month that is over, or a few days more
      const weeksBack = Math.max(0, Math.ceil((daysBetween(dayOf(over), asOf) + 1) / 7));
      const then = campaigns
        .filter((campaign) => started.some((row) => row.reference_year === campaign.year))
        .map((campaign) => asKnownThen(campaign, weeksBack));
      return [...dueAhead(origin, over, then, flows!), ...comingAhead(origin, over, started, paid!)];
    });
  },
});

/** The reference years whose letters have gone out. */
function dueAhead(
  origin: string,
  over: number,
  campaigns: readonly Campaign[],
  given: readonly GivenRow[],
): MadeRow[] {
  const flowsOf = (year?: number): PayableFlow[] =>
    given
      .filter((row) => row.notified_month !== null && (year === undefined || row.reference_year === year))
      .map((row) => ({
        payableIn: Math.max(monthOf(String(row.registered_month)), monthOf(String(row.notified_month))),
        paidIn: row.paid_month === null ? null : monthOf(String(row.paid_month)),
        cents: Number(row.cents),
      }));
  const shares = paymentShares(flowsOf(), over);
  const past = backtest(campaigns);
  return campaigns.flatMap((campaign) => {
    const becoming = registrationsAhead(campaign, campaigns, past, over);
    const letterless = withoutLetter(given, campaign.year, over);
    const ahead = ([first = 0, ...later]: readonly number[]): number[] =>
      paymentsAhead(flowsOf(campaign.year), [first + letterless, ...later], shares, over);
    const middle = ahead(becoming.middle);
    const [low, high] = becoming.low && becoming.high ? [ahead(becoming.low), ahead(becoming.high)] : [];
    return middle.map((cents, i) => ({
      expected_on: origin,
      reference_year: campaign.year,
      paid_month: dayOf(over + i),
      is_due: true,
      cents: BigInt(Math.round(cents)),
      low_cents: low ? BigInt(Math.round(low[i]!)) : null,
      high_cents: high ? BigInt(Math.round(high[i]!)) : null,
    }));
  });
}

/** Cents of people whose account is known and whose letter is still to go out: taken to go out in the month ahead. */
function withoutLetter(given: readonly GivenRow[], year: number, over: number): number {
  const isBefore = (month: GivenRow[string] | undefined): boolean =>
    month !== null && monthOf(String(month)) < over;
  return given
    .filter(
      (row) =>
        row.reference_year === year &&
        isBefore(row.registered_month) &&
        !isBefore(row.notified_month) &&
        !isBefore(row.paid_month),
    )
    .reduce((total, row) => total + Number(row.cents), 0);
}

interface Becoming {
  readonly middle: readonly number[];
  readonly low: readonly number[] | null;
  readonly high: readonly number[] | null;
}

/** Cents that become payable in each month ahead because people register, up to the deadline. */
function registrationsAhead(
  campaign: Campaign,
  campaigns: readonly Campaign[],
  past: ReturnType<typeof backtest>,
  over: number,
): Becoming {
  const weeks = campaign.weeksToDeadline;
  if (weeks < 1) return {middle: [], low: [], high: []};
  const others = campaigns.filter((other) => other.year !== campaign.year);
  // nobody to learn from: only what is registered is expected
  if (others.length === 0) return {middle: [], low: null, high: null};
  const {cents} = project(campaign, learnHazards(others), 0, weeks);
  const at = {year: campaign.year, age: oldestAge(campaign)};
  const months = Array.from({length: Math.ceil(weeks / 4) + 1}, (_, i) => i);
  const ends = months.map((i) => Math.min(daysBetween(dayOf(over), dayOf(over + i + 1)) / 7, weeks));
  const sums = ends.map((end) => between(cents, end));
  const reach = ends.map((end) => reachAhead(past, Math.max(1, Math.round(end)), end >= weeks, at, 0.8));
  const limit = (sign: 1 | -1): number[] | null => {
    if (reach.some((r) => r === null)) return null;
    let reached = 0;
    // what has come by one month has come by the next
    return steps(sums.map((total, i) => (reached = Math.max(reached, total * Math.exp(sign * reach[i]!)))));
  };
  return {middle: steps(sums), low: limit(-1), high: limit(1)};
}

/** The running sum after a number of weeks that need not be whole. */
function between(sums: readonly number[], weeks: number): number {
  const at = (week: number): number => (week < 1 ? 0 : sums[Math.min(week, sums.length) - 1]!);
  const whole = Math.floor(weeks);
  return at(whole) + (weeks - whole) * (at(whole + 1) - at(whole));
}

const steps = (sums: readonly number[]): number[] => sums.map((sum, i) => sum - (sums[i - 1] ?? 0));

/** The reference year whose letters are still to go out. */
function comingAhead(
  origin: string,
  over: number,
  started: readonly GivenRow[],
  paid: readonly GivenRow[],
): MadeRow[] {
  const years = started.map((row): Development => {
    const startsIn = monthOf(String(row.starts_on));
    const months: number[] = Array.from({length: over - startsIn}, () => 0);
    for (const payment of paid) {
      const age = monthOf(String(payment.paid_month)) - startsIn;
      // what was paid before the first letter counts with its month
      if (payment.reference_year === row.reference_year && age < months.length)
        months[Math.max(age, 0)]! += Number(payment.cents);
    }
    return {reference_year: Number(row.reference_year), due: Number(row.due_cents), startsIn, paid: months};
  });
  const latest = years.at(-1);
  if (!latest) return [];
  const coming = {
    ...latest,
    reference_year: latest.reference_year + 1,
    startsIn: latest.startsIn + 12,
    paid: [],
  };
  return expectedMonths(coming, years).map((month) => ({
    expected_on: origin,
    reference_year: month.reference_year,
    paid_month: dayOf(month.month),
    is_due: false,
    cents: BigInt(month.cents),
    low_cents: month.lowCents === null ? null : BigInt(month.lowCents),
    high_cents: month.highCents === null ? null : BigInt(month.highCents),
  }));
}

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const dayOf = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
