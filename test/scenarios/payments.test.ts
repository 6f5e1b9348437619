import {describe, expect, it} from 'vitest';
import {
  type AheadRow,
  expectedPayments,
  type PathCost,
  type RunOffRow,
} from '../../src/simulation/payments.js';

const cost = (scenario: string, reference_year: number, fullCents: bigint): PathCost => ({
  scenario,
  growthE4: 0,
  reference_year,
  fullCents,
});

const path = [
  cost('stays', 2023, 1000n),
  cost('stays', 2024, 800n),
  cost('stops', 2023, 1000n),
  cost('stops', 2024, 0n),
];

const runOff: RunOffRow[] = [
  {reference_year: 2022, paid_year: 2023, entitled_cents: 1000, paid_cents: 600},
  {reference_year: 2022, paid_year: 2024, entitled_cents: 1000, paid_cents: 300},
  {reference_year: 2023, paid_year: 2024, entitled_cents: 1000, paid_cents: 400},
  // of the running year, which is not over
  {reference_year: 2023, paid_year: 2025, entitled_cents: 1000, paid_cents: 200},
];

const ahead: AheadRow[] = [
  // paid in January and still expected
  {reference_year: 2023, paid_year: 2025, is_due: true, due_cents: 1000, cents: 530},
  {reference_year: 2023, paid_year: 2026, is_due: true, due_cents: 1000, cents: 20},
  // the next year, as large as the last
  {reference_year: 2024, paid_year: 2025, is_due: false, due_cents: 1000, cents: 400},
  {reference_year: 2024, paid_year: 2026, is_due: false, due_cents: 1000, cents: 500},
];

const of = (scenario: string, rows: readonly AheadRow[]): [year: number, cents: bigint][] =>
  expectedPayments(path, runOff, 2024, rows)
    .filter((row) => row.scenario === scenario && row.cents > 0n)
    .map((row) => [row.calendar_year, row.cents]);

describe('payments that follow from a path', () => {
  it('are of a year whose letters have gone out what the budget expects, and of later ones the share of the next', () => {
    expect(of('stops', ahead)).toEqual([
      [2025, 530n],
      [2026, 20n],
    ]);
    expect(of('stays', ahead)).toEqual([
      [2025, 530n + 320n],
      [2026, 20n + 400n],
    ]);
  });

  it('are without the expectations of the budget the share that years paid so far on average', () => {
    // half in the first year after, three tenths in the second
    expect(of('stops', [])).toEqual([[2025, 300n]]);
    expect(of('stays', [])).toEqual([
      [2025, 300n + 400n],
      [2026, 240n],
    ]);
  });
});
