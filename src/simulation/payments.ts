/** What was due over a reference year and what of it was paid in one calendar year. */
export type RunOffRow = {
  reference_year: number;
  paid_year: number;
  entitled_cents: number;
  paid_cents: number;
};

/** What is due over one reference year of a path. */
export interface PathCost {
  readonly scenario: string;
  readonly growthE4: number;
  readonly reference_year: number;
  readonly fullCents: bigint;
}

export interface ExpectedPayment {
  readonly scenario: string;
  readonly growthE4: number;
  readonly calendar_year: number;
  readonly cents: bigint;
}

/**
 * Payments by calendar year that follow from what is due over a path of reference years and over the years before
 * it: each year after the reference year pays the share that it has paid so far on average (amounts added, then
 * divided). After the last reference year of a stopped scheme only this run-off remains.
 *
 * @param runOff per reference year and calendar year; only calendar years that are over say something
 * @param lastWholeYear the last calendar year that is over on the day the world is seen from
 */
export function expectedPayments(
  path: readonly PathCost[],
  runOff: readonly RunOffRow[],
  lastWholeYear: number,
): ExpectedPayment[] {
  const whole = runOff.filter((row) => row.paid_year <= lastWholeYear);
  const delays = [...new Set(whole.map((row) => row.paid_year - row.reference_year))]
    .filter((d) => d >= 1)
    .sort((a, b) => a - b);
  const shares = new Map(
    delays.map((delay): [number, {paid: bigint; due: bigint}] => {
      const rows = whole.filter((row) => row.paid_year - row.reference_year === delay);
      const sum = (key: 'paid_cents' | 'entitled_cents'): bigint =>
        rows.reduce((total, row) => total + BigInt(row[key]), 0n);
      return [delay, {paid: sum('paid_cents'), due: sum('entitled_cents')}];
    }),
  );
  const first = Math.min(...path.map((row) => row.reference_year));
  const earlier = new Map(
    runOff
      .filter((row) => row.reference_year < first)
      .map((row) => [row.reference_year, BigInt(row.entitled_cents)]),
  );
  const expected: ExpectedPayment[] = [];
  const keys = new Set(path.map((row) => `${row.growthE4}/${row.scenario}`));
  for (const key of keys) {
    const of = path.filter((row) => `${row.growthE4}/${row.scenario}` === key);
    const due = new Map([
      ...earlier,
      ...of.map((row): [number, bigint] => [row.reference_year, row.fullCents]),
    ]);
    const last = Math.max(...due.keys()) + Math.max(0, ...delays);
    for (let year = lastWholeYear + 1; year <= last; year++) {
      let cents = 0n;
      for (const [delay, share] of shares) {
        const amount = due.get(year - delay) ?? 0n;
        if (share.due > 0n) cents += (2n * amount * share.paid + share.due) / (2n * share.due);
      }
      expected.push({scenario: of[0]!.scenario, growthE4: of[0]!.growthE4, calendar_year: year, cents});
    }
  }
  return expected;
}
