import {binomialBand} from './distributions.js';

/** A forecast made so many weeks after the first letter of a campaign, and whether its interval held what came. */
export interface Judged {
  readonly year: number;
  readonly age: number;
  readonly isInside: boolean;
}

/** How often intervals of one level held what came, against what they promised. */
export interface Coverage {
  readonly judged: number;
  readonly inside: number;
  /** Forecasts that share no week with each other: what the judged ones are worth as trials. */
  readonly effective: number;
  /** Shares between which the level lies in 95 of 100 such series of trials. */
  readonly low: number;
  readonly high: number;
  /** `too_few`: with so few trials any share would do. */
  readonly verdict: 'too_narrow' | 'within' | 'too_wide' | 'too_few';
}

/**
 * Judge the coverage of intervals of a level by the binomial band of the effective number of forecasts: those that look
 * at the same weeks of a campaign are one trial.
 *
 * @param weeks how far ahead they look; infinite when all of a campaign look at one and the same day
 */
export function coverageOf(forecasts: readonly Judged[], weeks: number, level: number): Coverage {
  const judged = forecasts.length;
  const inside = forecasts.filter((f) => f.isInside).length;
  const effective = withoutOverlap(forecasts, weeks);
  const [least, most] = effective > 0 ? binomialBand(effective, level) : [0, 0];
  const band = {
    judged,
    inside,
    effective,
    low: effective > 0 ? least / effective : 0,
    high: effective > 0 ? most / effective : 1,
  };
  if (least === 0 && most === effective) return {...band, verdict: 'too_few'};
  // in whole trials, as the band is
  const hits = Math.round((inside / judged) * effective);
  return {...band, verdict: hits < least ? 'too_narrow' : hits > most ? 'too_wide' : 'within'};
}

function withoutOverlap(forecasts: readonly Judged[], weeks: number): number {
  const sorted = [...forecasts].sort((a, b) => a.year - b.year || a.age - b.age);
  let count = 0;
  let last: Judged | undefined;
  for (const forecast of sorted) {
    if (last?.year === forecast.year && forecast.age < last.age + weeks) continue;
    count += 1;
    last = forecast;
  }
  return count;
}
