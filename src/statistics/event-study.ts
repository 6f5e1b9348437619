import {chiSquareTail, z95} from './distributions.js';
import {quadraticForm} from './logrank.js';

/** People of one stratum without an account at the start, by the week of their letter; weeks count from the first letter. */
export interface PhasedGroup {
  /** Whom they can be compared with: nobody of another stratum. */
  readonly stratum: string;
  readonly letterWeek: number;
  readonly persons: number;
  /** Accounts by week; weeks before 0 and after what is seen are absent. */
  readonly known: ReadonlyMap<number, number>;
}

export interface EventStudy {
  /** Weeks of letters that had a clean comparison in some stratum. */
  readonly waves: number;
  readonly treated: number;
  readonly controls: number;
  /** Difference of the weekly hazards by weeks since the letter, −4 to 6, against the week before it. */
  readonly weekly: readonly {readonly week: number; readonly effect: number; readonly error: number}[];
  /** Registrations added by the letter in its first seven weeks, per person at risk. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** Chance of differences before the letter at least this large if there were none. */
  readonly before: number;
  /** Whether the weeks before the letter allow any reading of the weeks after it. */
  readonly holds: boolean;
}

const first = -4;
const last = 6;

/**
 * Stacked event study of letters that went out week after week: each week of letters to a stratum is an experiment of
 * its own, with the people of that stratum whose letter comes more than six weeks later as its comparison, so that
 * nobody treated is ever a control and nobody stands for people of another kind. The experiments are pooled by the
 * people treated.
 *
 * Standard errors are binomial, widened by the spread between experiments where that is larger. The study speaks only
 * when the differences before the letter are jointly zero (p > 0.10) and each is below a fifth of the effect.
 *
 * @param weeksSeen weeks of the campaign that are known whole
 * @returns null when no wave has a clean comparison
 * @see Wing, Freedman & Hollingsworth (2024), "Stacked difference-in-differences"
 */
export function stackedEventStudy(groups: readonly PhasedGroup[], weeksSeen: number): EventStudy | null {
  const experiments = groups.flatMap((group) => {
    const controls = groups.filter(
      (other) => other.stratum === group.stratum && other.letterWeek > group.letterWeek + last,
    );
    if (group.letterWeek + first < 0 || group.letterWeek + last >= weeksSeen) return [];
    if (sum(controls.map((c) => c.persons)) < 100 || group.persons < 100) return [];
    return [{group, controls, ...contrasts(group, controls)}];
  });
  if (experiments.length === 0) return null;
  const treated = sum(experiments.map((e) => e.group.persons));
  const weights = experiments.map((e) => e.group.persons / treated);
  const weeks = Array.from({length: last - first + 1}, (_, i) => first + i).filter((week) => week !== -1);
  const pooled = weeks.map((_, i) => sum(experiments.map((e, k) => weights[k]! * e.effects[i]!)));
  // the week before the letter is in every contrast, so contrasts share its error
  const covariance = weeks.map((_, i) =>
    weeks.map((__, j) =>
      sum(
        experiments.map((e, k) => weights[k]! ** 2 * (e.referenceVariance + (i === j ? e.variances[i]! : 0))),
      ),
    ),
  );
  const scale = dispersion(experiments, weights, pooled, covariance);
  const pre = weeks.flatMap((week, i) => (week < -1 ? [i] : []));
  const post = weeks.flatMap((week, i) => (week >= 0 ? [i] : []));
  const effect = sum(post.map((i) => pooled[i]!));
  const error = Math.sqrt(scale * sum(post.flatMap((i) => post.map((j) => covariance[i]![j]!))));
  const statistic = quadraticForm(
    pre.map((i) => pooled[i]!),
    pre.map((i) => pre.map((j) => scale * covariance[i]![j]!)),
  );
  const before = chiSquareTail(statistic, pre.length);
  const weeklyEffect = effect / post.length;
  return {
    waves: new Set(experiments.map((e) => e.group.letterWeek)).size,
    treated,
    controls: mostControls(experiments),
    weekly: weeks.map((week, i) => ({
      week,
      effect: pooled[i]!,
      error: Math.sqrt(scale * covariance[i]![i]!),
    })),
    effect,
    low: effect - z95 * error,
    high: effect + z95 * error,
    before,
    holds: before > 0.1 && pre.every((i) => Math.abs(pooled[i]!) < 0.2 * Math.abs(weeklyEffect)),
  };
}

/** The largest comparison group of each stratum, together. */
function mostControls(
  experiments: readonly {readonly group: PhasedGroup; readonly controls: readonly PhasedGroup[]}[],
): number {
  const most = new Map<string, number>();
  for (const {group, controls} of experiments)
    most.set(group.stratum, Math.max(most.get(group.stratum) ?? 0, sum(controls.map((c) => c.persons))));
  return sum([...most.values()]);
}

/** Differences of the hazards of one wave and its controls, each against the week before the letter. */
function contrasts(
  group: PhasedGroup,
  controls: readonly PhasedGroup[],
): {effects: number[]; variances: number[]; referenceVariance: number} {
  const at = (week: number): {difference: number; variance: number} => {
    const [t, c] = [hazard([group], week), hazard(controls, week)];
    return {difference: t.rate - c.rate, variance: t.variance + c.variance};
  };
  const reference = at(group.letterWeek - 1);
  const weeks = Array.from({length: last - first + 1}, (_, i) => first + i).filter((week) => week !== -1);
  const found = weeks.map((week) => at(group.letterWeek + week));
  return {
    effects: found.map((x) => x.difference - reference.difference),
    variances: found.map((x) => x.variance),
    referenceVariance: reference.variance,
  };
}

function hazard(groups: readonly PhasedGroup[], week: number): {rate: number; variance: number} {
  let [events, atRisk] = [0, 0];
  for (const group of groups) {
    let before = 0;
    for (const [known, persons] of group.known) if (known < week) before += persons;
    events += group.known.get(week) ?? 0;
    atRisk += group.persons - before;
  }
  const rate = atRisk > 0 ? events / atRisk : 0;
  return {rate, variance: atRisk > 0 ? (rate * (1 - rate)) / atRisk : 0};
}

/** How much further the experiments lie apart than chance alone puts them; at least 1. */
function dispersion(
  experiments: readonly {effects: number[]; variances: number[]; referenceVariance: number}[],
  weights: readonly number[],
  pooled: readonly number[],
  covariance: readonly (readonly number[])[],
): number {
  if (experiments.length < 2) return 1;
  const ratios = pooled.map((mean, i) => {
    const spread = sum(experiments.map((e, k) => weights[k]! ** 2 * (e.effects[i]! - mean) ** 2));
    const between = (spread * experiments.length) / (experiments.length - 1);
    return covariance[i]![i]! > 0 ? between / covariance[i]![i]! : 1;
  });
  return Math.max(1, sum(ratios) / ratios.length);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
