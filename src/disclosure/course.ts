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
 */
export function gathered(counts: readonly number[], k: number): number[] {
  let waiting = 0;
  const result = counts.map((count) => {
    waiting += count;
    if (isFew(waiting, k)) return 0;
    const now = waiting;
    waiting = 0;
    return now;
  });
  const last = result.findLastIndex((count) => count > 0);
  // fewer than enough in all: they stand on the last step, where the rule for small counts hides them
  result[last === -1 ? result.length - 1 : last]! += waiting;
  return result;
}
