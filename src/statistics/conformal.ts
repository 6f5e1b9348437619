/**
 * Half the width of a split conformal interval, on the scale of the errors.
 *
 * @param errors of forecasts made the same way about the same distance ahead
 * @param level 0.8 or 0.95
 * @returns the ⌈(n+1)·level⌉-th smallest absolute error, or null when there are too few: 95 % asks for nineteen
 * @see Lei et al., JASA 113 (2018), "Distribution-free predictive inference for regression"
 */
export function conformalReach(errors: readonly number[], level: number): number | null {
  const rank = Math.ceil((errors.length + 1) * level - 1e-9);
  if (errors.length === 0 || rank > errors.length) return null;
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  return sorted[rank - 1]!;
}

/** The wider of two reaches; a history too short for one of them leaves the other. */
export function wider(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
