import {describe, expect, it} from 'vitest';
import {periodsFrom, ticksOf} from '../../pipelines/estimates/nowcast.js';
import type {Random} from '../../pipelines/simulated-campaigns.js';
import {binomialBand} from '../../src/statistics/distributions.js';
import {drawing} from '../../src/statistics/drawing.js';
import {type DelayRow, learnDelays, nowcast, nowcastTotal} from '../../src/statistics/nowcast.js';

// of a hundred events a week: 40 known at once, 30 a week later, 20 after two weeks, 10 after three
const shares = [40, 30, 20, 10];
const rows: DelayRow[] = Array.from({length: 30}, (_, eventPeriod) =>
  shares.map((persons, delay) => ({eventPeriod, knownPeriod: eventPeriod + delay, persons})),
).flat();

/** Events by period, as known in a period. */
const knownIn = (of: readonly DelayRow[], now: number): Map<number, number> => {
  const known = new Map<number, number>();
  for (const row of of)
    if (row.knownPeriod <= now) known.set(row.eventPeriod, (known.get(row.eventPeriod) ?? 0) + row.persons);
  return known;
};

describe('the nowcast', () => {
  it('gives back the hundred of every week of which at least half is known', () => {
    const delays = learnDelays(rows, 29, 3);
    const weeks = nowcast(knownIn(rows, 29), delays, 29);
    expect(weeks.map((w) => w.known)).toEqual([90, 70, 40]);
    expect(weeks.map((w) => w.completeness)).toEqual([
      expect.closeTo(0.9, 12),
      expect.closeTo(0.7, 12),
      expect.closeTo(0.4, 12),
    ]);
    expect(weeks[0]!.missing).toBeCloseTo(10, 9);
    expect(weeks[1]!.missing).toBeCloseTo(30, 9);
    // less than half known: preliminary, not estimated
    expect(weeks[2]!.missing).toBeNull();
    // a delay that never varies spreads no further than chance
    expect(delays.spread).toEqual([0, 0, 0, 0].map((x) => expect.closeTo(x, 9)));
    expect(nowcastTotal(weeks, delays, 29)).toMatchObject({known: 160, missing: expect.closeTo(40, 9)});
  });

  it('looks at nothing that was not known yet', () => {
    expect(learnDelays(rows, 20, 3)).toEqual(
      learnDelays(
        rows.filter((row) => row.knownPeriod <= 20),
        20,
        3,
      ),
    );
  });

  it('takes what the first delivery held for known, since nobody knows when', () => {
    // the first delivery in week 20 shows everything of before at once: taken as it looks, nothing would be quick
    const first = 20;
    const seen = rows.map((row) => ({...row, knownPeriod: Math.max(row.knownPeriod, first)}));
    expect(learnDelays(seen, 29, 3, first).within).toEqual([
      expect.closeTo(0.4, 12),
      expect.closeTo(0.7, 12),
      expect.closeTo(0.9, 12),
      1,
    ]);
    expect(learnDelays(seen, 29, 3).within[0]).toBeLessThan(0.4);
  });
});

describe('on simulated deliveries with a known truth', () => {
  /** Registrations of forty weeks, some known late; the last week is the day of the nowcast. */
  const simulate = (random: Random, shock: number): {rows: DelayRow[]; missing: number} => {
    const weeks = 40;
    const at = 0.55 + 0.25 * random();
    const counts = new Map<string, DelayRow>();
    let missing = 0;
    for (let event = 0; event <= weeks; event++) {
      const quick = Math.min(0.95, Math.max(0.3, at + shock * (random() - 0.5)));
      const events = Math.round(120 + 500 * random());
      for (let i = 0; i < events; i++) {
        let known = event;
        while (random() > quick && known < event + 12) known++;
        if (known > weeks) {
          if (nowcastHorizon(weeks, event)) missing++;
          continue;
        }
        const key = `${event} ${known}`;
        const row = counts.get(key);
        counts.set(key, {eventPeriod: event, knownPeriod: known, persons: (row?.persons ?? 0) + 1});
      }
    }
    return {rows: [...counts.values()], missing};
  };
  const nowcastHorizon = (now: number, event: number): boolean => event > now - 13;

  const judge = (shock: number, worlds: number, seed: number): {hits: number; bias: number} => {
    const random = drawing(seed);
    let [hits, errors, truths] = [0, 0, 0];
    for (let i = 0; i < worlds; i++) {
      const world = simulate(random, shock);
      const delays = learnDelays(world.rows, 40, 13);
      const total = nowcastTotal(nowcast(knownIn(world.rows, 40), delays, 40), delays, 40);
      if (world.missing >= total.low && world.missing <= total.high) hits++;
      errors += total.missing - world.missing;
      truths += world.missing;
    }
    return {hits, bias: errors / truths};
  };

  it('holds the truth 95 times in a hundred, and leans to neither side', () => {
    const {hits, bias} = judge(0, 200, 7);
    const [least, most] = binomialBand(200, 0.95);
    expect(hits).toBeGreaterThanOrEqual(least);
    expect(hits).toBeLessThanOrEqual(most);
    expect(Math.abs(bias)).toBeLessThan(0.01);
  });

  it('widens where weeks differ in how fast they become known', () => {
    const {hits, bias} = judge(0.2, 200, 8);
    expect(hits).toBeGreaterThanOrEqual(binomialBand(200, 0.95)[0]);
    expect(Math.abs(bias)).toBeLessThan(0.03);
  });
});

describe('periods', () => {
  it('are weeks where deliveries come daily, and as long as the deliveries lie apart where they do not', () => {
    expect(ticksOf(['2024-01-01', '2024-01-02', '2024-01-08', '2024-01-09', '2024-01-16'])).toEqual([
      '2024-01-02',
      '2024-01-09',
      '2024-01-16',
    ]);
    expect(ticksOf(['2024-01-31', '2024-02-29', '2024-03-31'])).toHaveLength(3);
  });

  it('end on the day before the delivery, and go on at the usual distance before the first', () => {
    const period = periodsFrom(['2024-01-08', '2024-01-15', '2024-01-22']);
    expect(
      ['2023-12-31', '2024-01-01', '2024-01-07', '2024-01-08', '2024-01-14', '2024-01-21', '2024-01-22'].map(
        period,
      ),
    ).toEqual([-1, 0, 0, 1, 1, 2, 3]);
  });
});
