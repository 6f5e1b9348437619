/**
 * Interval score: the width, and for a miss the distance times 2/α. Smaller is better.
 *
 * @see Gneiting & Raftery, JASA 102 (2007), §6.2
 */
export function intervalScore(actual: number, low: number, high: number, level: number): number {
  const alpha = 1 - level;
  const miss = actual < low ? low - actual : actual > high ? actual - high : 0;
  return high - low + (2 / alpha) * miss;
}

export interface Forecasted {
  readonly middle: number;
  readonly intervals: readonly {readonly level: number; readonly low: number; readonly high: number}[];
}

/**
 * Weighted interval score of a middle and its intervals.
 *
 * @see Bracher et al., PLoS Computational Biology 17 (2021), "Evaluating epidemic forecasts in an interval format"
 */
export function weightedIntervalScore(actual: number, {middle, intervals}: Forecasted): number {
  const parts = intervals.map(
    ({level, low, high}) => ((1 - level) / 2) * intervalScore(actual, low, high, level),
  );
  const sum = 0.5 * Math.abs(actual - middle) + parts.reduce((total, part) => total + part, 0);
  return sum / (intervals.length + 0.5);
}
