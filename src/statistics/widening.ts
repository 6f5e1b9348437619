/** The middle of a forecast at one distance ahead, and half the width of its interval on the log scale. */
export interface Reached {
  readonly middle: number;
  /** Null: too short a history for this level and distance. */
  readonly reach: number | null;
}

/** The limits at one distance: both null without a history, only the upper one where nothing can be said. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Limits of a number that only grows, along the distances ahead, in whole numbers. Each distance has errors of its own,
 * and those of a longer one can happen to be smaller; but who has come by March has come by April, and what is not known
 * of March is not known of April. So the lower limit never falls, and no margin is ever smaller than at a shorter
 * distance. An upper limit that reaches everybody says nothing: it is open there and from there on, and the number of
 * everybody is not printed.
 *
 * @param ahead nearest first, with middles that do not fall
 * @param everybody who can still come; none where the number has no end
 */
export function widening(ahead: readonly Reached[], everybody = Number.POSITIVE_INFINITY): Limits[] {
  let [lowest, below, above, isOpen] = [0, 0, 0, false];
  return ahead.map(({middle, reach}) => {
    if (reach === null) return {low: null, high: null};
    const whole = Math.round(middle);
    below = Math.max(below, whole - Math.round(middle * Math.exp(-reach)));
    above = Math.max(above, Math.round(middle * Math.exp(reach)) - whole);
    lowest = Math.max(lowest, whole - below);
    isOpen ||= whole + above >= everybody;
    return {low: lowest, high: isOpen ? null : whole + above};
  });
}
