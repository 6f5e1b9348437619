import type {Campaign, Cohort} from './hazard.js';

/** One way a wait ended, as counted per stratum, age of the letter and week. */
export interface RiskRow {
  readonly reference_year: number;
  readonly stratum: string;
  readonly age_weeks: number | null;
  /** Null: entitled and without an account, and no letter yet. */
  readonly week_no: number | null;
  readonly outcome: 'registered' | 'exited' | 'censored';
  readonly persons: number;
  readonly payable_cents: number;
  readonly days_to_deadline: number;
}

/**
 * The cohorts of every reference year from their counts. Who has no letter yet joins as if the letter came today:
 * it will, and until then nothing can be said of how they answer.
 */
export function campaignsFrom(rows: readonly RiskRow[]): Campaign[] {
  const years = [...new Set(rows.map((row) => row.reference_year))].sort((a, b) => a - b);
  return years.map((year): Campaign => {
    const ofYear = rows.filter((row) => row.reference_year === year);
    const groups = new Map<string, RiskRow[]>();
    for (const row of ofYear) {
      if (row.week_no === null && row.outcome !== 'censored') continue;
      const key = `${row.stratum} ${row.week_no === null ? 0 : row.age_weeks}`;
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(row);
    }
    return {
      year,
      weeksToDeadline: Math.floor(ofYear[0]!.days_to_deadline / 7),
      cohorts: [...groups.values()].map(cohortOf),
    };
  });
}

function cohortOf(rows: readonly RiskRow[]): Cohort {
  const first = rows[0]!;
  const age = first.week_no === null ? 0 : (first.age_weeks ?? 0);
  const registered = new Array<number>(age + 1).fill(0);
  const registeredCents = new Array<number>(age + 1).fill(0);
  const exited = new Array<number>(age + 1).fill(0);
  const ended = new Array<number>(age + 1).fill(0);
  for (const row of rows) {
    const week = Math.min(row.week_no ?? 0, age);
    ended[week]! += row.persons;
    if (row.outcome === 'registered') {
      registered[week]! += row.persons;
      registeredCents[week]! += row.payable_cents;
    }
    if (row.outcome === 'exited') exited[week]! += row.persons;
  }
  const atRisk = [...ended];
  for (let s = age - 1; s >= 0; s--) atRisk[s]! += atRisk[s + 1]!;
  const waiting = rows.filter((row) => row.outcome === 'censored');
  const of = waiting.length > 0 ? waiting : rows;
  const persons = of.reduce((sum, row) => sum + row.persons, 0);
  // the week that is running: who has come in it no longer waits
  atRisk[age] = ended[age]! - registered[age]! - exited[age]!;
  return {
    stratum: first.stratum,
    age,
    registered,
    exited,
    atRisk,
    meanCents: of.reduce((sum, row) => sum + row.payable_cents, 0) / persons,
    registeredCents,
  };
}

/**
 * A campaign as it stood whole weeks ago, told from what is known today: what happened since is cut off, what was only
 * delivered since is not. Who got a letter since waited for it then,
 * and joins without one, as who has none today.
 */
export function asKnownThen(campaign: Campaign, weeksBack: number): Campaign {
  if (weeksBack === 0) return campaign;
  return {
    year: campaign.year,
    weeksToDeadline: campaign.weeksToDeadline + weeksBack,
    cohorts: campaign.cohorts.map((cohort): Cohort => {
      const age = cohort.age - weeksBack;
      if (age >= 0)
        return {
          ...cohort,
          age,
          registered: [...cohort.registered.slice(0, age), 0],
          ...(cohort.registeredCents && {registeredCents: [...cohort.registeredCents.slice(0, age), 0]}),
          exited: [...cohort.exited.slice(0, age), 0],
          atRisk: cohort.atRisk.slice(0, age + 1),
        };
      // in its running week the cohort counts only who still waits
      const gone = cohort.age === 0 ? cohort.registered[0]! + cohort.exited[0]! : 0;
      return {...cohort, age: 0, registered: [0], exited: [0], atRisk: [cohort.atRisk[0]! + gone]};
    }),
  };
}
