import type {Campaign, Cohort} from '../src/statistics/hazard.js';

/** How the simulated campaigns differ from each other. */
export interface Scenario {
  readonly name: string;
  /** Spread of a year's own speed, on the log scale. */
  readonly yearEffect: number;
  /** Spread of what happens in one week to everybody. */
  readonly weekShock: number;
  /** Reminders lift the hazard for some weeks, each year at other ones and by other amounts. */
  readonly hasReminders: boolean;
}

/** A history as it would be known on one day, and what came after it. */
export interface SimulatedHistory {
  readonly known: readonly Campaign[];
  /** The current campaign, to its deadline. */
  readonly truth: Campaign;
  readonly entitled: number;
}

export type Random = () => number;

/** Weeks from the first letter to the deadline: letters in November of the year after, 31 December of the third. */
const deadlineWeek = 112;
const strata = [
  'nieuw e-Box jong',
  'nieuw e-Box',
  'nieuw papier',
  'terug e-Box',
  'terug papier',
  'terug ouder',
];
const letterWeeks = 8;

/**
 * Four past campaigns a year apart and a current one, seen some weeks after its first letter: known hazards, a speed
 * of the year, shocks of the week, deaths, and a rush before the deadline.
 *
 * @param age weeks since the first letter of the current campaign
 */
export function simulateHistory(scenario: Scenario, age: number, random: Random): SimulatedHistory {
  const level = strata.map(() => Math.exp(0.4 * normal(random)));
  const shape = {fast: 5 + 3 * random(), slow: 20 + 15 * random(), floor: 0.001 + 0.001 * random()};
  const campaigns = [4, 3, 2, 1, 0].map((yearsAgo) => {
    const seen = age + 52 * yearsAgo;
    const weeks = Math.max(seen, deadlineWeek) + 1;
    const speed = Math.exp(scenario.yearEffect * normal(random));
    const week = Array.from({length: weeks + letterWeeks}, () =>
      Math.exp(scenario.weekShock * normal(random)),
    );
    if (scenario.hasReminders) {
      for (const start of [9, 19]) {
        const at = start + Math.floor(3 * random());
        const lift = 1.5 + random();
        for (let w = at; w < at + 4; w++) week[w]! *= 1 + lift * (1 - (w - at) / 4);
      }
    }
    const rush = 1 + 1.5 * random();
    const cohorts = strata.flatMap((stratum, g) =>
      Array.from({length: letterWeeks}, (_, letterWeek) => {
        const size = Math.round(6000 + 2500 * random());
        return oneCohort(stratum, letterWeek, size, weeks, random, (calendar, s) => {
          const left = deadlineWeek - calendar;
          if (left <= 0) return 0;
          const base = 0.09 * Math.exp(-s / shape.fast) + 0.02 * Math.exp(-s / shape.slow) + shape.floor;
          const hurry = left <= 8 ? 1 + (rush - 1) * ((9 - left) / 8) : 1;
          return Math.min(0.9, base * level[g]! * speed * week[calendar]! * hurry);
        });
      }),
    );
    return {year: 2025 - yearsAgo, weeksToDeadline: deadlineWeek - seen, cohorts, seen};
  });
  const known = campaigns.map(
    ({cohorts, seen, ...campaign}): Campaign => ({
      ...campaign,
      cohorts: cohorts.filter((c) => c.age >= 0).map((c) => upto(c, seen)),
    }),
  );
  const current = campaigns.at(-1)!;
  const truth: Campaign = {
    year: current.year,
    weeksToDeadline: deadlineWeek - age,
    cohorts: current.cohorts,
  };
  return {known, truth, entitled: 970_000};
}

/** A cohort followed to the end; `age` for now is that of its letter at the end of the simulation. */
function oneCohort(
  stratum: string,
  letterWeek: number,
  size: number,
  weeks: number,
  random: Random,
  hazard: (calendarWeek: number, week: number) => number,
): Cohort & {letterWeek: number} {
  const [registered, exited, atRisk]: [number[], number[], number[]] = [[], [], []];
  let waiting = size;
  for (let s = 0; s < weeks - letterWeek; s++) {
    atRisk.push(waiting);
    const came = binomial(waiting, hazard(letterWeek + s, s), random);
    const died = binomial(waiting - came, 0.0001, random);
    registered.push(came);
    exited.push(died);
    waiting -= came + died;
  }
  atRisk.push(waiting);
  return {
    stratum,
    letterWeek,
    age: weeks - letterWeek,
    registered,
    exited,
    atRisk,
    meanCents: 18000 + Math.round(9000 * random()),
  };
}

/** A cohort as known `seen` weeks after the first letter of its campaign. */
function upto({letterWeek, ...cohort}: Cohort & {letterWeek: number}, seen: number): Cohort {
  const age = seen - letterWeek;
  return {
    ...cohort,
    age,
    registered: cohort.registered.slice(0, Math.max(0, age)),
    exited: cohort.exited.slice(0, Math.max(0, age)),
    atRisk: cohort.atRisk.slice(0, Math.max(0, age + 1)),
  };
}

/** Registrations in the truth after a day, of those who had a letter then; by weeks ahead, cumulative. */
export function trueOutflow(truth: Campaign, known: Campaign, horizon: number): number[] {
  const steps = new Array<number>(horizon).fill(0);
  for (const [i, cohort] of truth.cohorts.entries()) {
    const age = known.cohorts[i]?.age ?? -1;
    if (age < 0) continue;
    for (let h = 0; h < horizon; h++) steps[h]! += cohort.registered[age + h] ?? 0;
  }
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Exact for small means, by its normal limit for large ones. */
function binomial(n: number, p: number, random: Random): number {
  if (n <= 0 || p <= 0) return 0;
  const mean = n * p;
  if (mean > 30)
    return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - p)) * normal(random))));
  // gaps between hits are geometric
  let hits = -1;
  let at = 0;
  while (at <= n) {
    at += Math.floor(Math.log(1 - random()) / Math.log1p(-p)) + 1;
    hits++;
  }
  return hits;
}
