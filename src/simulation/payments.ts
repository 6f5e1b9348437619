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

/** What one calendar year still pays of one reference year: paid so far in the running year, and expected. */
export type AheadRow = {
  reference_year: number;
  paid_year: number;
  /** Whether its letters have gone out; the next reference year is taken to be as large as the last. */
  is_due: boolean;
  due_cents: number;
  cents: number;
};

interface Share {
  readonly paid: bigint;
  readonly due: bigint;
}

/**
 * Payments by calendar year that follow from what is due over a path of reference years and over the years before
 * it. A reference year whose letters have gone out pays what is still expected of it; any later one pays, each year
 * after the reference year, the share that the next one is expected to. Without expectations a year pays the share
 * that years have paid so far on average (amounts added, then divided). After the last reference year of a stopped
 * scheme only the run-off remains.
 *
 * @param runOff per reference year and calendar year; only calendar years that are over say something
 * @param lastWholeYear the last calendar year that is over on the day the world is seen from
 * @param ahead what the calendar years after it still pay, from the budget's forecast; none when left out
 */
export function expectedPayments(
  path: readonly PathCost[],
  runOff: readonly RunOffRow[],
  lastWholeYear: number,
  ahead: readonly AheadRow[] = [],
): ExpectedPayment[] {
  const next = ahead.filter((row) => !row.is_due);
  const shares = next.length > 0 ? sharesOf(next.map(asRunOff)) : sharesOf(wholeYears(runOff, lastWholeYear));
  const started = new Map(
    [...new Set(ahead.filter((row) => row.is_due).map((row) => row.reference_year))].map((year) => [
      year,
      sharesOf(ahead.filter((row) => row.reference_year === year).map(asRunOff)),
    ]),
  );
  const first = Math.min(...path.map((row) => row.reference_year));
  const earlier = new Map(
    runOff
      .filter((row) => row.reference_year < first)
      .map((row) => [row.reference_year, BigInt(row.entitled_cents)]),
  );
  const lastStarted = Math.max(0, ...ahead.filter((row) => row.is_due).map((row) => row.paid_year));
  const expected: ExpectedPayment[] = [];
  const keys = new Set(path.map((row) => `${row.growthE4}/${row.scenario}`));
  for (const key of keys) {
    const of = path.filter((row) => `${row.growthE4}/${row.scenario}` === key);
    const due = new Map([
      ...earlier,
      ...of.map((row): [number, bigint] => [row.reference_year, row.fullCents]),
    ]);
    const last = Math.max(lastStarted, Math.max(...due.keys()) + Math.max(0, ...shares.keys()));
    for (let year = lastWholeYear + 1; year <= last; year++) {
      let cents = 0n;
      for (const [referenceYear, amount] of due) {
        const share = (started.get(referenceYear) ?? shares).get(year - referenceYear);
        if (share && share.due > 0n) cents += (2n * amount * share.paid + share.due) / (2n * share.due);
      }
      expected.push({scenario: of[0]!.scenario, growthE4: of[0]!.growthE4, calendar_year: year, cents});
    }
  }
  return expected;
}

const asRunOff = ({reference_year, paid_year, due_cents, cents}: AheadRow): RunOffRow => ({
  reference_year,
  paid_year,
  entitled_cents: due_cents,
  paid_cents: cents,
});

/** Calendar years that are over, and after the reference year. */
const wholeYears = (runOff: readonly RunOffRow[], lastWholeYear: number): RunOffRow[] =>
  runOff.filter((row) => row.paid_year <= lastWholeYear && row.paid_year > row.reference_year);

/** Paid and due by years after the reference year: amounts added, to be divided once. */
function sharesOf(rows: readonly RunOffRow[]): Map<number, Share> {
  const shares = new Map<number, Share>();
  for (const row of rows) {
    const delay = row.paid_year - row.reference_year;
    const {paid, due} = shares.get(delay) ?? {paid: 0n, due: 0n};
    shares.set(delay, {paid: paid + BigInt(row.paid_cents), due: due + BigInt(row.entitled_cents)});
  }
  return shares;
}
