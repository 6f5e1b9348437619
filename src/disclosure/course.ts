/** One step of a course in time: how many people had got there, for every series that is shown. */
export interface Step {
  readonly counts: readonly number[] | null;
}

/** Rows by what a function says of each, in order of appearance. */
export function groupedBy<R>(rows: readonly R[], nameOf: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

const isFew = (value: number, k: number): boolean => value > 0 && value < k;

/**
 * Which steps of running totals may stand beside each other: between two of them, in every series, either nobody or
 * enough people came. A step in between is not masked but merged into the next, so the last one always stays.
 *
 * @param steps in the order of time, with the same series in each
 */
export function keptSteps<S extends Step>(steps: readonly S[], k: number): S[] {
  const kept: S[] = [];
  for (const step of [...steps].reverse()) {
    const next = kept.at(-1);
    const isApart = (step.counts ?? []).every(
      (count, i) => !isFew(count, k) && !isFew((next?.counts?.[i] ?? count) - count, k),
    );
    if (next === undefined || isApart) kept.push(step);
  }
  return kept.reverse();
}

/**
 * Counts per step in which no step tells of a few: they wait for the step in which enough have gathered, and what is
 * left at the end joins the last that has any.
 *
 * @param isEnd whether a step is the last before a longer step of another table ends: what is left there joins the
 * last that has any since the one before, so that the two tables agree on that day
 */
export function gathered(
  counts: readonly number[],
  k: number,
  isEnd: (step: number) => boolean = () => false,
): number[] {
  const result = counts.map(() => 0);
  let waiting = 0;
  let last: number | undefined;
  counts.forEach((count, step) => {
    waiting += count;
    if (waiting > 0 && !isFew(waiting, k)) {
      result[step] = waiting;
      waiting = 0;
      last = step;
    }
    if (!isEnd(step)) return;
    if (last !== undefined) {
      result[last]! += waiting;
      waiting = 0;
    }
    last = undefined;
  });
  const end = result.findLastIndex((count) => count > 0);
  const isAcross = counts.some((_, step) => step >= end && step < counts.length - 1 && isEnd(step));
  // fewer than enough in all: they stand on the last step, where the rule for small counts hides them
  if (result.length > 0) result[end === -1 || isAcross ? result.length - 1 : end]! += waiting;
  return result;
}
