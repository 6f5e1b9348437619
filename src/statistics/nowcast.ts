/** Events of one week that became known so many weeks later. */
export interface DelayRow {
  readonly eventWeek: number;
  readonly knownWeek: number;
  readonly persons: number;
}

export interface NowcastWeek {
  readonly week: number;
  readonly known: number;
  /** Share of the events of the week that is known by now. */
  readonly completeness: number;
  /** Estimated events; null where less than half is known, which is shown as preliminary and not estimated. */
  readonly estimate: number | null;
}

/** Delays are learnt from the last half year of weeks that are known to the longest delay. */
const learntWeeks = 26;

/**
 * Recent weeks are incomplete, because an account becomes known later than it was entered. The chance that an event
 * is known within d weeks follows from reverse-time hazards: going back from the longest delay, the share of what
 * was known within d weeks that became known in week d itself.
 *
 * @param now the week the world is seen from; nothing is known of later weeks
 * @param longest delay in weeks after which nothing new is expected
 * @returns the weeks that are not yet complete, oldest first
 * @see Kalbfleisch & Lawless, JASA 84 (1989), on right-truncated reporting delays
 */
export function nowcast(rows: readonly DelayRow[], now: number, longest: number): NowcastWeek[] {
  const used = rows.filter((row) => row.knownWeek <= now && row.eventWeek > now - longest - learntWeeks);
  const delays = used.map((row) => ({...row, delay: Math.min(row.knownWeek - row.eventWeek, longest)}));
  const within = new Array<number>(longest + 1).fill(1);
  for (let d = longest; d > 0; d--) {
    // weeks of which delay d could have been seen by now
    const seen = delays.filter((row) => row.eventWeek + d <= now && row.delay <= d);
    const all = sum(seen.map((row) => row.persons));
    const late = sum(seen.filter((row) => row.delay === d).map((row) => row.persons));
    within[d - 1] = within[d]! * (all > 0 ? 1 - late / all : 1);
  }
  return Array.from({length: longest}, (_, i) => now - longest + 1 + i).map((week) => {
    const known = sum(delays.filter((row) => row.eventWeek === week).map((row) => row.persons));
    const completeness = within[now - week]!;
    return {week, known, completeness, estimate: completeness < 0.5 ? null : known / completeness};
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
