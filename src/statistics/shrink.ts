import {type Interval, wilson} from './proportions.js';

/** A group of people who were asked, and how many of them answered. */
export interface Answers {
  readonly asked: number;
  readonly answered: number;
}

/** The chance that somebody of a group answers, with the range in which its underlying tendency lies (95 %). */
export interface Chance extends Interval {
  readonly chance: number;
}

/**
 * By how many people the answers of everybody weigh in the chance of one group: few where groups differ more than
 * chance makes them, many where they do not. Found from the spread of the groups themselves; never more than were
 * asked in all, because everybody's answers tell no more than they are.
 *
 * @param groups that do not overlap and together are everybody
 * @see Martuzzi and Elliott (1996), Statistics in Medicine 15: 1867-1873: the spread of true rates from moments
 */
export function weightOfAll(groups: readonly Answers[]): number {
  const some = groups.filter((group) => group.asked > 0);
  const asked = some.reduce((sum, group) => sum + group.asked, 0);
  if (asked === 0) return 0;
  const overall = some.reduce((sum, group) => sum + group.answered, 0) / asked;
  const byChance = overall * (1 - overall);
  const seen =
    some.reduce((sum, group) => sum + group.asked * (group.answered / group.asked - overall) ** 2, 0) / asked;
  const between = seen - (byChance * some.length) / asked;
  return between <= 0 ? asked : Math.min(byChance / between, asked);
}

/** A place: how many of its people were hit, and how many would be at the rates of everybody. */
export interface Against {
  readonly hits: number;
  readonly expected: number;
}

/**
 * Ratios of hits to expected, drawn towards the ratio of all places together: a small place says little by itself, and
 * leans on the others. By how much follows from how far places differ beyond chance; where they do not, all have one
 * ratio.
 *
 * @see Marshall (1991), Applied Statistics 40: 283-294: the global estimator, gamma-Poisson by moments
 */
export function shrunkRatios(places: readonly Against[]): number[] {
  const some = places.filter((place) => place.expected > 0);
  const expected = some.reduce((sum, place) => sum + place.expected, 0);
  const overall = some.reduce((sum, place) => sum + place.hits, 0) / expected;
  const seen =
    some.reduce((sum, place) => sum + place.expected * (place.hits / place.expected - overall) ** 2, 0) /
    expected;
  const between = Math.max(0, seen - overall / (expected / some.length));
  return places.map(({hits, expected: own}) => {
    if (!(own > 0)) return overall;
    const weight = between / (between + overall / own);
    return overall + weight * (hits / own - overall);
  });
}

/** The chance of a group: its own answers, and those of everybody for so many people. */
export function shrunkChance(group: Answers, overall: number, weight: number): Chance {
  const asked = group.asked + weight;
  const answered = group.answered + weight * overall;
  return {chance: answered / asked, ...wilson(answered, asked)};
}
