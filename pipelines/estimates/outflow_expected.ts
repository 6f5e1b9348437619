import {estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {type Development, expectedMonths} from '../../src/statistics/run-off.js';

/**
 * Payments still to come, by reference year and month, as they would have been expected at the end of every earlier
 * calendar year and as they are expected today. The budget page, the landing and the accrual read only this table.
 */
export default estimate({
  grain: 'one month ahead of one reference year, as expected on one day',
  key: ['expected_on', 'reference_year', 'paid_month'],
  per: 'all',
  note: 'Additive run-off from the earlier reference years, with what was known on that day only; amounts due as known today. Payments net of recoveries, as the ledger books them: a month can be negative. The next reference year, whose letters have not gone out, is taken to be as large as the last and to start in the same month.',
  questions: {
    world: 'select as_of_date from parameters.as_of',
    due: `select reference_year, sum(payable_cents)::bigint as due_cents, min(notified_on) as starts_on
      from intermediate.people_assessed where status = 'entitled' group by all order by all`,
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
  compute: ({world, due, paid}) => {
    const asOf = String(world![0]?.as_of_date);
    const last = Number(asOf.slice(0, 4));
    const origins = [asOf];
    for (let year = 2022; year < last; year++) origins.push(`${year}-12-31`);
    return [...new Set(origins)].sort().flatMap((origin) => expectedOn(origin, due!, paid!));
  },
});

function expectedOn(origin: string, due: readonly GivenRow[], paid: readonly GivenRow[]): MadeRow[] {
  // a month counts when it is over
  const isMonthEnd = new Date(Date.parse(`${origin}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
  const over = monthOf(origin) + (isMonthEnd ? 1 : 0);
  const years = due
    .filter((row) => row.starts_on !== null && String(row.starts_on) <= origin)
    .map((row): Development => {
      const startsIn = monthOf(String(row.starts_on));
      const months: number[] = Array.from({length: Math.max(over - startsIn, 0)}, () => 0);
      for (const payment of paid) {
        const age = monthOf(String(payment.paid_month)) - startsIn;
        // what was paid before the first letter counts with its month
        if (payment.reference_year === row.reference_year && age < months.length && months.length > 0)
          months[Math.max(age, 0)]! += Number(payment.cents);
      }
      return {reference_year: Number(row.reference_year), due: Number(row.due_cents), startsIn, paid: months};
    });
  const latest = years.at(-1);
  const coming: Development[] = latest
    ? [{...latest, reference_year: latest.reference_year + 1, startsIn: latest.startsIn + 12, paid: []}]
    : [];
  return [...years, ...coming].flatMap((year) =>
    expectedMonths(
      year,
      years.filter((other) => other.reference_year !== year.reference_year),
    ).map((month) => ({
      expected_on: origin,
      reference_year: month.reference_year,
      paid_month: dayOf(month.month),
      is_due: years.some((known) => known.reference_year === month.reference_year),
      cents: BigInt(month.cents),
      low_cents: month.lowCents === null ? null : BigInt(month.lowCents),
      high_cents: month.highCents === null ? null : BigInt(month.highCents),
    })),
  );
}

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const dayOf = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
