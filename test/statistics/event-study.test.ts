import {describe, expect, it} from 'vitest';
import {drawing} from '../../src/statistics/drawing.js';
import {type PhasedGroup, stackedEventStudy} from '../../src/statistics/event-study.js';

const weeksSeen = 30;

/**
 * Letters in twenty weeks, to groups of one size.
 *
 * @param lift added to the weekly hazard in the seven weeks after the letter
 * @param drift added to the weekly hazard of who gets a letter soon: a difference that was there before
 */
function letters(seed: number, lift: number, drift = 0): PhasedGroup[] {
  const random = drawing(seed);
  const shock = Array.from({length: weeksSeen}, () => 0.02 + 0.01 * random());
  return Array.from({length: 20}, (_, letterWeek) => {
    const known = new Map<number, number>();
    let waiting = 4000;
    for (let week = 0; week < weeksSeen; week++) {
      const since = week - letterWeek;
      const hazard =
        shock[week]! + (since >= 0 && since <= 6 ? lift : 0) + (since < -1 && since >= -4 ? drift : 0);
      let came = 0;
      for (let i = 0; i < waiting; i++) if (random() < hazard) came++;
      known.set(week, came);
      waiting -= came;
    }
    return {stratum: 'all', letterWeek, persons: 4000, known};
  });
}

describe('the stacked event study', () => {
  it('finds the lift that a letter gave, week after week', () => {
    const study = stackedEventStudy(letters(1, 0.03), weeksSeen)!;
    expect(study.effect).toBeGreaterThan(0.17);
    expect(study.effect).toBeLessThan(0.25);
    expect(study.low).toBeGreaterThan(0);
    expect(study.holds).toBe(true);
  });

  it('says nothing when those who got a letter differed before it came', () => {
    expect(stackedEventStudy(letters(2, 0.03, 0.02), weeksSeen)!.holds).toBe(false);
  });

  it('speaks of an effect in few of the campaigns without one', () => {
    const studies = Array.from({length: 20}, (_, i) => stackedEventStudy(letters(100 + i, 0), weeksSeen)!);
    expect(studies.filter((s) => s.holds && (s.low > 0 || s.high < 0)).length).toBeLessThanOrEqual(2);
  });

  it('compares with the same kind of people only: what happens to one kind is no effect of its letter', () => {
    // from week 10 on who is returning registers faster, letter or not; they got their letters first
    const kind = (stratum: string, from: number, rise: number): PhasedGroup[] =>
      Array.from({length: 14}, (_, i) => {
        const known = new Map<number, number>();
        const persons = i < 7 === (stratum === 'returning') ? 20_000 : 2_000;
        let waiting = persons;
        for (let week = 0; week < weeksSeen; week++) {
          const came = Math.round(waiting * (0.02 + (week >= from ? rise : 0)));
          known.set(week, came);
          waiting -= came;
        }
        return {stratum, letterWeek: i, persons, known};
      });
    const groups = [...kind('new', 10, 0), ...kind('returning', 10, 0.03)];
    const study = stackedEventStudy(groups, weeksSeen)!;
    expect(Math.abs(study.effect)).toBeLessThan(0.005);
    expect(study.low).toBeLessThan(0);
    expect(study.high).toBeGreaterThan(0);
    // taken for one kind, their rise would pass for the letter's doing
    const mixed = stackedEventStudy(
      groups.map((group) => ({...group, stratum: 'all'})),
      weeksSeen,
    )!;
    expect(mixed.low).toBeGreaterThan(0);
  });

  it('has no comparison when everybody is written to at once', () => {
    const [first] = letters(3, 0.02);
    expect(stackedEventStudy([first!], weeksSeen)).toBeNull();
  });
});
