import {conformalReach, wider} from './conformal.js';
import {
  actualOutflow,
  type Campaign,
  type Hazards,
  learnHazards,
  oldestAge,
  project,
  waitingThen,
} from './hazard.js';

/** Distances ahead that share one pool of errors: forecasts further ahead are further off. */
export const horizonClasses = [
  {name: '1–4', weeks: 4},
  {name: '5–13', weeks: 13},
  {name: '14–26', weeks: 26},
  {name: '27–52', weeks: 52},
  {name: 'meer dan 52', weeks: 78},
] as const;

/** All the way: of campaigns whose deadline has passed. Its distance differs with the day of the forecast. */
export const toTheDeadline = {name: 'uiterste dag', weeks: Number.POSITIVE_INFINITY} as const;

export type HorizonClass = (typeof horizonClasses)[number] | typeof toTheDeadline;

/** The pool that a distance belongs to. */
export const classOf = (weeks: number): HorizonClass =>
  horizonClasses.find((c) => weeks <= c.weeks) ?? horizonClasses[horizonClasses.length - 1]!;

/**
 * A forecast made again from a day in the past, beside what came. It sees today's data cut off at that day, late
 * deliveries and revisions included, and learns from the whole of the other campaigns.
 */
export interface PastForecast {
  readonly year: number;
  /** Weeks since the campaign's first letter. */
  readonly age: number;
  readonly horizon: HorizonClass;
  readonly actual: number;
  readonly forecast: number;
  readonly actualCents: number;
  readonly forecastCents: number;
  /** Simpler forecasts of the same: null where there is no year to copy. */
  readonly sameCurve: number | null;
  readonly constantHazard: number;
  readonly waiting: number;
}

/** Every fourth week a forecast was made; the first once four weeks of the campaign were known. */
const originStep = 4;
const firstOrigin = 4;

/**
 * Forecasts from rolling days in the past of every campaign, each with hazards learnt from the other campaigns.
 *
 * @param campaigns at least two; with one there is nothing to learn from
 */
export function backtest(campaigns: readonly Campaign[]): PastForecast[] {
  return campaigns.flatMap((campaign) => {
    const others = campaigns.filter((other) => other.year !== campaign.year);
    if (others.length === 0) return [];
    return pastForecasts(campaign, others, learnHazards(others));
  });
}

function pastForecasts(campaign: Campaign, others: readonly Campaign[], hazards: Hazards): PastForecast[] {
  const found: PastForecast[] = [];
  // after the deadline nothing comes
  const end = Math.max(0, -campaign.weeksToDeadline);
  for (let weeksBack = oldestAge(campaign) - firstOrigin; weeksBack > end; weeksBack -= originStep) {
    const actual = actualOutflow(campaign, weeksBack);
    const forecast = project(campaign, hazards, weeksBack, weeksBack);
    for (const horizon of [...horizonClasses, toTheDeadline]) {
      // as far as the longest distance of the class, and known by today
      const weeks = horizon === toTheDeadline && end > 0 ? weeksBack - end : horizon.weeks;
      if (weeks > weeksBack - end) continue;
      found.push({
        year: campaign.year,
        age: oldestAge(campaign) - weeksBack,
        horizon,
        actual: actual.persons[weeks - 1]!,
        forecast: forecast.persons[weeks - 1]!,
        actualCents: actual.cents[weeks - 1]!,
        forecastCents: forecast.cents[weeks - 1]!,
        sameCurve: sameCurve(campaign, others, weeksBack, weeks),
        constantHazard: constantHazard(campaign, weeksBack, weeks),
        waiting: waitingThen(campaign, weeksBack),
      });
    }
  }
  return found;
}

/** The share of the waiting people that registered in the same weeks of the nearest other campaign, the one before first. */
export function sameCurve(
  campaign: Campaign,
  others: readonly Campaign[],
  weeksBack: number,
  weeks: number,
): number | null {
  const age = oldestAge(campaign) - weeksBack;
  const near = [...others].sort(
    (a, b) => distance(a.year - campaign.year) - distance(b.year - campaign.year),
  );
  for (const other of near) {
    const back = oldestAge(other) - age;
    if (back < weeks || waitingThen(other, back) === 0) continue;
    const share = actualOutflow(other, back).persons[weeks - 1]! / waitingThen(other, back);
    return share * waitingThen(campaign, weeksBack);
  }
  return null;
}

/** A year back is nearer than a year ahead. */
const distance = (years: number): number => (years < 0 ? -years : years + 0.5);

/** The hazard of the last eight weeks goes on. */
export function constantHazard(campaign: Campaign, weeksBack: number, weeks: number): number {
  let [events, exposure] = [0, 0];
  for (const cohort of campaign.cohorts) {
    const age = cohort.age - weeksBack;
    for (let s = Math.max(0, age - 8); s < age; s++) {
      events += cohort.registered[s] ?? 0;
      exposure += cohort.atRisk[s] ?? 0;
    }
  }
  const rate = exposure > 0 ? events / exposure : 0;
  return waitingThen(campaign, weeksBack) * (1 - (1 - rate) ** weeks);
}

/** A campaign's own errors count once 95 % can be read from them; the widest of a handful is noise. */
const enoughOfItsOwn = 19;

/** How far off a forecast was, as a ratio: log(actual / forecast), with one person added against empty weeks. */
export const logError = (actual: number, forecast: number): number => Math.log((actual + 1) / (forecast + 1));

/**
 * Half the width of the interval, on the log scale: the wider of what the other campaigns and this one's own past
 * errors ask for. Errors made at about the same time of a campaign count first: early on the speed of the year is
 * still to show, later on few people come and chance weighs more.
 *
 * @param errors of the same distance ahead
 * @param now the campaign forecast, and weeks since its first letter
 * @returns null when the history is too short for the level
 */
function reachOf(
  errors: readonly {readonly year: number; readonly age: number; readonly error: number}[],
  now: {readonly year: number; readonly age: number},
  level: number,
): number | null {
  const others = errors.filter((e) => e.year !== now.year);
  const near = others.filter((e) => e.age >= now.age / 2 && e.age <= now.age * 2);
  const own = errors.filter((e) => e.year === now.year);
  const reach = (of: readonly {readonly error: number}[]): number | null =>
    conformalReach(
      of.map((e) => e.error),
      level,
    );
  return wider(reach(near) ?? reach(others), own.length >= enoughOfItsOwn ? reach(own) : null);
}

/**
 * Half the width of the interval around a forecast so many weeks ahead. All the way to the deadline the errors of
 * earlier forecasts to a deadline stand in one pool with those of the distance: the first know the rush before it, the
 * second are more.
 */
export function reachAhead(
  past: readonly PastForecast[],
  weeks: number,
  isDeadline: boolean,
  now: {readonly year: number; readonly age: number},
  level: number,
  forecast: (p: PastForecast) => number | null = (p) => p.forecast,
): number | null {
  const ofDistance = errorsOf(past, classOf(weeks), forecast);
  return reachOf(isDeadline ? [...ofDistance, ...deadlineErrors(past, forecast)] : ofDistance, now, level);
}

/**
 * Errors of forecasts to a deadline that has passed. A campaign left out learns the rush from one deadline fewer than
 * the forecast does, so its errors are that much larger: with the mean of m rushes a new one differs by a variance of
 * 1 + 1/m, with one fewer by 1 + 1/(m − 1).
 */
function deadlineErrors(
  past: readonly PastForecast[],
  forecast: (p: PastForecast) => number | null,
): {year: number; age: number; error: number}[] {
  const found = errorsOf(past, toTheDeadline, forecast);
  const m = new Set(found.map((e) => e.year)).size;
  const scale = m < 2 ? 1 : Math.sqrt((1 + 1 / m) / (1 + 1 / (m - 1)));
  return found.map((e) => ({...e, error: e.error * scale}));
}

function errorsOf(
  past: readonly PastForecast[],
  horizon: HorizonClass,
  forecast: (p: PastForecast) => number | null,
): {year: number; age: number; error: number}[] {
  return past.flatMap((p) => {
    const value = forecast(p);
    if (p.horizon !== horizon || value === null) return [];
    return [{year: p.year, age: p.age, error: logError(p.actual, value)}];
  });
}
