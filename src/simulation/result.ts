import type {ChangeRow, Cost, GroupRow} from './fold.js';
import type {ExpectedPayment} from './payments.js';

/** One scenario held against the baseline. */
export interface Priced {
  readonly scenario: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly before: Cost;
  readonly after: Cost;
  /** Counts and cents of who is better or worse off, by band of change. */
  readonly changes: readonly ChangeRow[];
  readonly byWageBand: readonly GroupRow[];
  readonly byFraction: readonly GroupRow[];
  /** What the declared wage growth does by itself, and with the bounds that the rule proposes. */
  readonly drift?: {readonly growthE4: number; readonly unchanged: DriftSide; readonly proposed: DriftSide};
}

export interface DriftSide {
  readonly cost: Cost;
  readonly leaving: number;
  readonly entering: number;
}

export interface PathRow {
  readonly scenario: string;
  readonly growthE4: number;
  readonly reference_year: number;
  /** The adopted law of which year stands under it. */
  readonly law_of: number;
  readonly cost: Cost;
}

export interface Simulation {
  readonly year: number;
  readonly as_of: string;
  readonly baseline: string;
  readonly priced: readonly Priced[];
  readonly path: readonly PathRow[];
  /** By calendar year, of the path and of the reference years before it. */
  readonly payments: readonly ExpectedPayment[];
  readonly engineSeconds: number;
}
