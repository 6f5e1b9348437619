/** What was due over one reference year, and what of it was paid in each month since its first letter. */
export interface Development {
  readonly reference_year: number;
  /** In cents. */
  readonly due: number;
  /** Month of the first letter, counted from year 0: 12 · year + month − 1. */
  readonly startsIn: number;
  /** Cents per month; index 0 is the month of the first letter. Only months that are over. */
  readonly paid: readonly number[];
}

export interface ExpectedMonth {
  readonly reference_year: number;
  readonly month: number;
  readonly cents: number;
  /** From the earlier year that gives least and most; null where fewer than two have come so far. */
  readonly lowCents: number | null;
  readonly highCents: number | null;
}

/**
 * Expected payments of a year by the additive run-off method: earlier years show which share of what is due is paid
 * at each age, and what this year has not paid yet of the share it is heading for comes with the pattern of the
 * months ahead. It is chain ladder on increments with the amount due as exposure, which does not break at ages where
 * almost nothing is paid yet (Mack, "Schadenversicherungsmathematik", 1997, §3.2.2: additive method).
 *
 * @param year the year to continue
 * @param others earlier years, as far as known on the same day
 * @returns no month when no other year has come further than this one
 */
export function expectedMonths(year: Development, others: readonly Development[]): ExpectedMonth[] {
  const age = year.paid.length;
  const further = others.filter((other) => other.paid.length > age && other.due > 0);
  if (further.length === 0) return [];
  const middle = continuation(year, others);
  const single = further.map((other) => continuation(year, [other]));
  return middle.map((cents, i) => {
    const known = single.filter((path) => i < path.length).map((path) => path[i]!);
    return {
      reference_year: year.reference_year,
      month: year.startsIn + age + i,
      cents: Math.round(cents),
      lowCents: known.length < 2 ? null : Math.round(Math.min(...known)),
      highCents: known.length < 2 ? null : Math.round(Math.max(...known)),
    };
  });
}

/** Cents per month ahead, from the shares that other years paid at each age. */
function continuation(year: Development, others: readonly Development[]): number[] {
  const shares: number[] = [];
  for (let age = 0; ; age++) {
    const known = others.filter((other) => other.paid.length > age && other.due > 0);
    if (known.length === 0) break;
    const sum = (of: (d: Development) => number): number => known.reduce((total, d) => total + of(d), 0);
    shares.push(sum((d) => d.paid[age]!) / sum((d) => d.due));
  }
  const ahead = shares.slice(year.paid.length);
  const total = ahead.reduce((sum, share) => sum + share, 0);
  const reached = shares.reduce((sum, share) => sum + share, 0) * year.due;
  const remaining = Math.max(reached - year.paid.reduce((sum, cents) => sum + cents, 0), 0);
  return ahead.map((share) => (total > 0 ? (remaining * share) / total : 0));
}
