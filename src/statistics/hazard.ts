/**
 * People of one stratum whose letter came the same number of weeks ago, and how their wait went: the sufficient
 * statistic of the forecast. Index of the arrays: whole weeks since the letter was received.
 */
export interface Cohort {
  readonly stratum: string;
  /** Whole weeks from time zero to the day the world is seen from; later weeks are unknown. */
  readonly age: number;
  readonly registered: readonly number[];
  readonly exited: readonly number[];
  /** People at risk at the start of each week up to `age`. */
  readonly atRisk: readonly number[];
  /** Mean amount due to one of them. */
  readonly meanCents: number;
  /** What was due to who registered in each week; the mean for each of them where left out. */
  readonly registeredCents?: readonly number[];
}

/** All cohorts of one reference year, seen from the same day as the other years. */
export interface Campaign {
  readonly year: number;
  readonly cohorts: readonly Cohort[];
  /** Whole weeks from the day the world is seen from to the deadline; negative once it has passed. */
  readonly weeksToDeadline: number;
}

export interface Hazards {
  readonly registering: (stratum: string, week: number) => number;
  readonly exiting: (stratum: string, week: number) => number;
  /** Factor on the hazard by weeks since the first letter of the campaign: reminders and press come at their own time. */
  readonly moment: (campaignWeek: number) => number;
  /** Factor on the hazard by weeks to the deadline (1 to 8); null when no deadline has passed yet. */
  readonly spike: readonly number[] | null;
}

/** Weeks before a deadline in which people hurry. */
const spikeWeeks = 8;
/** Weeks that show a campaign's own speed. */
const speedWeeks = 8;
/** Expected registrations that a campaign's own speed is shrunk by. */
const shrinkage = 200;
/** Weeks at the end of what is known whose mean stands for the weeks after. */
const tailWeeks = 13;

/**
 * Learn weekly hazards from campaigns; the latest counts double. A week counts as far as it is known: whole weeks
 * before the day the world is seen from. Beyond the last known week the mean of the last thirteen goes on.
 *
 * Campaigns differ in speed and reach different weeks, so pooling them as they are would put a step in the curve
 * wherever one of them ends. Each campaign's speed is therefore divided out, in a few rounds.
 */
export function learnHazards(campaigns: readonly Campaign[]): Hazards {
  let speeds = campaigns.map(() => 1);
  let rates = pooledRates(campaigns, speeds);
  for (let round = 0; round < 3; round++) {
    speeds = campaigns.map((campaign) => speedAgainst(campaign, rates));
    rates = pooledRates(campaigns, speeds);
  }
  const hazardOf =
    (kind: keyof Rates) =>
    (stratum: string, week: number): number => {
      const curve = rates.get(stratum)?.[kind];
      return curve === undefined ? 0 : curve[Math.min(week, curve.length - 1)]!;
    };
  const registering = hazardOf('registering');
  const moment = learnMoments(campaigns, speeds, registering);
  const hazards = {registering, exiting: hazardOf('exiting'), moment};
  return {...hazards, spike: learnSpike(campaigns, speeds, hazards)};
}

/** Rates by whole weeks since the letter, with one more at the end that stands for every later week. */
interface Rates {
  readonly registering: readonly number[];
  readonly exiting: readonly number[];
}

/** Whole weeks of a cohort that are known and lie before the rush of a deadline, which is a thing of its own. */
const calmWeeks = (campaign: Campaign, cohort: Cohort): number =>
  Math.min(cohort.age, cohort.age + campaign.weeksToDeadline - spikeWeeks);

function pooledRates(campaigns: readonly Campaign[], speeds: readonly number[]): Map<string, Rates> {
  const latest = Math.max(...campaigns.map((c) => c.year));
  const sums = new Map<
    string,
    {registered: number[]; exited: number[]; atRisk: number[]; exposed: number[]}
  >();
  for (const [i, campaign] of campaigns.entries()) {
    const weight = campaign.year === latest ? 2 : 1;
    for (const cohort of campaign.cohorts) {
      const sum = sums.get(cohort.stratum) ?? {registered: [], exited: [], atRisk: [], exposed: []};
      sums.set(cohort.stratum, sum);
      const upto = calmWeeks(campaign, cohort);
      for (let s = 0; s < upto; s++) {
        const atRisk = weight * (cohort.atRisk[s] ?? 0);
        sum.registered[s] = (sum.registered[s] ?? 0) + weight * (cohort.registered[s] ?? 0);
        sum.exited[s] = (sum.exited[s] ?? 0) + weight * (cohort.exited[s] ?? 0);
        sum.atRisk[s] = (sum.atRisk[s] ?? 0) + atRisk;
        sum.exposed[s] = (sum.exposed[s] ?? 0) + atRisk * speeds[i]!;
      }
    }
  }
  return new Map(
    [...sums].map(([stratum, {registered, exited, atRisk, exposed}]) => [
      stratum,
      {registering: rateCurve(registered, exposed), exiting: rateCurve(exited, atRisk)},
    ]),
  );
}

/** Registrations of a campaign against those expected, over all it has lived. */
function speedAgainst(campaign: Campaign, rates: ReadonlyMap<string, Rates>): number {
  let [seen, expected] = [shrinkage, shrinkage];
  for (const cohort of campaign.cohorts) {
    const curve = rates.get(cohort.stratum)?.registering ?? [];
    const upto = calmWeeks(campaign, cohort);
    for (let s = 0; s < upto; s++) {
      seen += cohort.registered[s] ?? 0;
      expected += (cohort.atRisk[s] ?? 0) * (curve[s] ?? 0);
    }
  }
  return seen / expected;
}

function rateCurve(events: readonly number[], exposed: readonly number[]): number[] {
  const rates = Array.from(events, (d, s) => ((exposed[s] ?? 0) > 0 ? (d ?? 0) / exposed[s]! : 0));
  const tail = Math.max(0, rates.length - tailWeeks);
  const d = events.slice(tail).reduce((sum, x) => sum + (x ?? 0), 0);
  const r = exposed.slice(tail).reduce((sum, x) => sum + (x ?? 0), 0);
  return [...rates, r > 0 ? d / r : 0];
}

/** What the weeks of a campaign add to what the weeks since a person's own letter explain, shrunk to 1. */
function learnMoments(
  campaigns: readonly Campaign[],
  speeds: readonly number[],
  registering: Hazards['registering'],
): Hazards['moment'] {
  const [seen, expected]: [number[], number[]] = [[], []];
  for (const [i, campaign] of campaigns.entries()) {
    const oldest = oldestAge(campaign);
    for (const cohort of campaign.cohorts) {
      const upto = calmWeeks(campaign, cohort);
      for (let s = 0; s < upto; s++) {
        const week = oldest - cohort.age + s;
        seen[week] = (seen[week] ?? 0) + (cohort.registered[s] ?? 0);
        expected[week] =
          (expected[week] ?? 0) + (cohort.atRisk[s] ?? 0) * speeds[i]! * registering(cohort.stratum, s);
      }
    }
  }
  return (week) => ((seen[week] ?? 0) + shrinkage) / ((expected[week] ?? 0) + shrinkage);
}

/** How much faster people register in each of the last weeks before a deadline that has passed. */
function learnSpike(
  campaigns: readonly Campaign[],
  speeds: readonly number[],
  hazards: Pick<Hazards, 'registering' | 'moment'>,
): readonly number[] | null {
  if (!campaigns.some((c) => c.weeksToDeadline < 0)) return null;
  return Array.from({length: spikeWeeks}, (_, week) => {
    const weeksLeft = week + 1;
    let [seen, expected] = [0, 0];
    for (const [i, campaign] of campaigns.entries()) {
      if (campaign.weeksToDeadline >= 0) continue;
      const oldest = oldestAge(campaign);
      for (const cohort of campaign.cohorts) {
        const s = cohort.age + campaign.weeksToDeadline - weeksLeft;
        if (s < 0 || s >= cohort.age) continue;
        seen += cohort.registered[s] ?? 0;
        expected +=
          (cohort.atRisk[s] ?? 0) *
          speeds[i]! *
          hazards.registering(cohort.stratum, s) *
          hazards.moment(oldest - cohort.age + s);
      }
    }
    // a handful of people is no rush
    return (seen + 20) / (expected + 20);
  });
}

/**
 * This campaign's own speed in each stratum: registrations of the last eight weeks against expected ones, shrunk to
 * the speed of the campaign as a whole, which is itself shrunk to 1.
 */
function learnSpeed(campaign: Campaign, hazards: Hazards, weeksBack: number): ReadonlyMap<string, number> {
  const seen = new Map<string, {d: number; e: number}>();
  const all = {d: 0, e: 0};
  const oldest = oldestAge(campaign);
  for (const cohort of campaign.cohorts) {
    const age = cohort.age - weeksBack;
    const sum = seen.get(cohort.stratum) ?? {d: 0, e: 0};
    seen.set(cohort.stratum, sum);
    for (let s = Math.max(0, age - speedWeeks); s < age; s++) {
      const d = cohort.registered[s] ?? 0;
      const e =
        (cohort.atRisk[s] ?? 0) *
        hazards.registering(cohort.stratum, s) *
        hazards.moment(oldest - cohort.age + s);
      sum.d += d;
      sum.e += e;
      all.d += d;
      all.e += e;
    }
  }
  const overall = (all.d + shrinkage) / (all.e + shrinkage);
  return new Map(
    [...seen].map(([stratum, {d, e}]) => [stratum, (d + shrinkage * overall) / (e + shrinkage)]),
  );
}

export interface Projection {
  /** Registrations still to come by the end of each week ahead, cumulative. */
  readonly persons: readonly number[];
  readonly cents: readonly number[];
}

/**
 * Project the people who still wait, week by week, up to the deadline: nobody registers after it.
 *
 * @param weeksBack the day of the forecast, in weeks before the day the world is seen from; of this campaign only what
 *   happened before it is used
 * @param horizon weeks ahead
 */
export function project(
  campaign: Campaign,
  hazards: Hazards,
  weeksBack: number,
  horizon: number,
): Projection {
  const speed = learnSpeed(campaign, hazards, weeksBack);
  const persons = new Array<number>(horizon).fill(0);
  const cents = new Array<number>(horizon).fill(0);
  const oldest = oldestAge(campaign);
  const last = Math.min(horizon, campaign.weeksToDeadline + weeksBack);
  for (const cohort of campaign.cohorts) {
    const age = cohort.age - weeksBack;
    if (age < 0) continue;
    let waiting = cohort.atRisk[age] ?? 0;
    const kappa = speed.get(cohort.stratum) ?? 1;
    const meanCents = meanThen(cohort, age);
    for (let h = 0; h < last; h++) {
      const weeksLeft = campaign.weeksToDeadline + weeksBack - h;
      const rush = weeksLeft <= spikeWeeks ? (hazards.spike?.[weeksLeft - 1] ?? 1) : 1;
      const moment = hazards.moment(oldest - weeksBack + h);
      const rate = Math.min(0.9, kappa * rush * moment * hazards.registering(cohort.stratum, age + h));
      persons[h]! += waiting * rate;
      cents[h]! += waiting * rate * meanCents;
      waiting *= (1 - rate) * (1 - hazards.exiting(cohort.stratum, age + h));
    }
  }
  return {persons: runningSum(persons), cents: runningSum(cents)};
}

/** Mean amount due to who waited when the cohort had this age: who still does, and who registered since. */
function meanThen(cohort: Cohort, age: number): number {
  let persons = cohort.atRisk[cohort.age] ?? 0;
  let cents = persons * cohort.meanCents;
  for (let s = age; s < cohort.age; s++) {
    persons += cohort.registered[s] ?? 0;
    cents += cohort.registeredCents?.[s] ?? (cohort.registered[s] ?? 0) * cohort.meanCents;
  }
  return persons > 0 ? cents / persons : cohort.meanCents;
}

/** What really came in the weeks after a day in the past, of those who had a letter then; cumulative. */
export function actualOutflow(campaign: Campaign, weeksBack: number): Projection {
  const persons = new Array<number>(weeksBack).fill(0);
  const cents = new Array<number>(weeksBack).fill(0);
  for (const cohort of campaign.cohorts) {
    const age = cohort.age - weeksBack;
    if (age < 0) continue;
    for (let h = 0; h < weeksBack; h++) {
      persons[h]! += cohort.registered[age + h] ?? 0;
      cents[h]! += cohort.registeredCents?.[age + h] ?? (cohort.registered[age + h] ?? 0) * cohort.meanCents;
    }
  }
  return {persons: runningSum(persons), cents: runningSum(cents)};
}

/** People with a letter who waited on a day in the past. */
export const waitingThen = (campaign: Campaign, weeksBack: number): number =>
  campaign.cohorts.reduce((sum, c) => sum + (c.age >= weeksBack ? (c.atRisk[c.age - weeksBack] ?? 0) : 0), 0);

/** Weeks since the first letter of a campaign was received. */
export const oldestAge = (campaign: Campaign): number =>
  Math.max(-1, ...campaign.cohorts.map((cohort) => cohort.age));

function runningSum(steps: readonly number[]): number[] {
  let sum = 0;
  return steps.map((step) => {
    sum += step;
    return sum;
  });
}
