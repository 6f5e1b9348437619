import type {QuarterResult} from './calculate.js';
import type {YearLaw} from './law.js';
import type {Person} from './rows.js';

export interface Verdict {
  readonly status: 'incomplete' | 'out_of_scope' | 'refused' | 'entitled' | 'pending' | 'inadmissible';
  readonly reason: string | null;
}

/** All that decides the status of a dossier to which the list of contract §2 applies. */
export interface Facts {
  readonly person: Person | undefined;
  readonly law: YearLaw;
  /** winning, not cancelled lines, and border employments: those stand beside the lines and are never left out */
  readonly standing: number;
  /** of these, left out by worker code or employer category */
  readonly leftOutByCode: number;
  /** person-quarters, or employer-quarters in a border or combined dossier */
  readonly quarters: readonly QuarterResult[];
  readonly bonusCents: number;
  readonly minimumCents: number;
}

/** The first status and reason that applies, in the order of the contract's table. */
export function judge(facts: Facts): Verdict {
  const {person, law, quarters} = facts;
  if (!person || person.birth_date === null) return {status: 'incomplete', reason: 'person_data_incomplete'};
  if (person.death_date !== null && person.death_date <= law.domicileDate) return outOfScope('deceased');
  if (!livesInFlanders(person, law)) return outOfScope('not_domiciled');
  if (Number(person.birth_date.slice(0, 4)) + law.adultAge >= law.referenceYear)
    return outOfScope('under_age');
  if (facts.standing > 0 && facts.leftOutByCode === facts.standing) return outOfScope('excluded_worker');

  const beforePension = quarters.filter((quarter) => quarter.exclusion !== 'pension_age');
  if (quarters.length > 0 && beforePension.length === 0) return outOfScope('pension_age');
  if (beforePension.some((quarter) => quarter.isIncomplete))
    return {status: 'incomplete', reason: 'dmfa_incomplete'};

  const counting = quarters.filter((quarter) => quarter.exclusion === null);
  if (counting.length === 0) return refused('no_counted_days');
  if (counting.every((quarter) => quarter.isAboveLimit)) return refused('wage_above_limit');
  if (facts.bonusCents < facts.minimumCents) return refused('below_minimum');
  return {status: 'entitled', reason: null};
}

/** The first two figures of a municipality code are its arrondissement. */
function livesInFlanders(person: Person, law: YearLaw): boolean {
  return person.nis_code !== null && law.flemishArrondissements.has(person.nis_code.slice(0, 2));
}

const outOfScope = (reason: string): Verdict => ({status: 'out_of_scope', reason});
const refused = (reason: string): Verdict => ({status: 'refused', reason});
