/**
 * Half the width of a split conformal interval, on the scale of the errors.
 *
 * @param errors of forecasts made the same way about the same distance ahead
 * @param level 0.8 or 0.95
 * With few errors the whole rank ⌈(n+1)·level⌉ holds the outcome more often than the level says, up to 1/(n+1): a rank
 * of 31.35 of 32 would become the largest error there is. Between two ranks the reach therefore lies between their
 * errors, which holds the level on average over the errors that could have been.
 *
 * @returns the (n+1)·level-th smallest absolute error, or null when there are too few: 95 % asks for nineteen
 * @see Lei et al., JASA 113 (2018), "Distribution-free predictive inference for regression"
 */
export function conformalReach(errors: readonly number[], level: number): number | null {
  const rank = (errors.length + 1) * level;
  const [below, above] = [Math.floor(rank + 1e-9), Math.ceil(rank - 1e-9)];
  if (errors.length === 0 || above > errors.length) return null;
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const [low, high] = [sorted[Math.max(below, 1) - 1]!, sorted[above - 1]!];
  return low + (rank - below) * (high - low);
}

/** The wider of two reaches; a history too short for one of them leaves the other. */
export function wider(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
