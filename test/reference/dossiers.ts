import {assessPerEmployer, borderPerPerson, type PersonBorder} from './border.js';
import {assessQuarters, minimumCents, type QuarterResult, yearBonusCents} from './calculate.js';
import type {DossierEvents, KnownEvents} from './known.js';
import type {YearLaw} from './law.js';
import {linesByPerson, type PersonLines} from './lines.js';
import type {Person, Scheme} from './rows.js';
import {judge, type Verdict} from './status.js';
import type {YearRows} from './world.js';

/** One dossier: amounts in cents, days as text. */
export interface Dossier extends Verdict, DossierEvents {
  readonly referenceYear: number;
  readonly scheme: Scheme;
  readonly personId: string;
  readonly category: 'employee' | 'border' | 'combined' | 'starter';
  readonly bonusCents: number;
  readonly supplementCents: number;
  /** the quarters shown for an employee; employer-quarters of a border or combined dossier */
  readonly quarters: readonly QuarterResult[];
}

/** What is payable: bonus and supplement, when entitled. */
export function payableCents(dossier: Dossier): number {
  return dossier.status === 'entitled' ? dossier.bonusCents + dossier.supplementCents : 0;
}

const NO_LINES: PersonLines = {standing: 0, leftOutByCode: 0, counted: []};

/**
 * The jobbonus dossiers of one reference year: everyone with an employment line (cancelled or not), with a
 * border application filed by the as-of day, or with a jobbonus payment of that year ordered by it.
 */
export function jobbonusDossiers(rows: YearRows, law: YearLaw, known: KnownEvents, asOf: string): Dossier[] {
  const {people, linesOf} = linesByPerson(rows, law);
  const border = borderPerPerson(rows.border_applications, rows.border_employments, asOf);
  const persons = new Map(rows.persons.map((row) => [row.person_id, row]));
  const everyone = new Set([
    ...people,
    ...border.keys(),
    ...known.peopleWithPayment(law.referenceYear, 'jobbonus'),
  ]);
  return [...everyone].map((personId) => ({
    referenceYear: law.referenceYear,
    scheme: 'jobbonus',
    personId,
    ...assessed(persons.get(personId), linesOf(personId), border.get(personId), law),
    ...known.eventsOf(law.referenceYear, 'jobbonus', personId),
  }));
}

type Assessed = Pick<
  Dossier,
  'category' | 'status' | 'reason' | 'bonusCents' | 'supplementCents' | 'quarters'
>;

/** With lines and no admissible application the employee dossier stands, whatever else was filed. */
function assessed(
  person: Person | undefined,
  lines: PersonLines | undefined,
  border: PersonBorder | undefined,
  law: YearLaw,
): Assessed {
  if (border?.state === 'admissible') return perEmployer(person, lines, border, law);
  if (border && !lines) {
    return {
      category: 'border',
      status: border.state,
      reason: null,
      bonusCents: 0,
      supplementCents: 0,
      quarters: [],
    };
  }
  const {standing, leftOutByCode, counted} = lines ?? NO_LINES;
  const quarters = assessQuarters(counted, law, person?.birth_date ?? null);
  const bonusCents = yearBonusCents(quarters);
  const facts = {
    person,
    law,
    standing,
    leftOutByCode,
    quarters,
    bonusCents,
    minimumCents: minimumCents(quarters, law),
  };
  return {category: 'employee', ...withSupplement(judge(facts), law), bonusCents, quarters};
}

/** Step 8: a border dossier, or a combined one for someone who also has employment lines. */
function perEmployer(
  person: Person | undefined,
  lines: PersonLines | undefined,
  border: PersonBorder,
  law: YearLaw,
): Assessed {
  const {standing, leftOutByCode, counted} = lines ?? NO_LINES;
  const quarters = assessPerEmployer([...counted, ...border.work], law, person?.birth_date ?? null);
  const bonusCents = Math.min(yearBonusCents(quarters), law.maxAwardCents);
  const verdict = judge({
    person,
    law,
    standing: standing + border.work.length,
    leftOutByCode,
    quarters,
    bonusCents,
    minimumCents: minimumCents(quarters, law),
  });
  return {category: lines ? 'combined' : 'border', ...withSupplement(verdict, law), bonusCents, quarters};
}

function withSupplement(verdict: Verdict, law: YearLaw) {
  return {...verdict, supplementCents: verdict.status === 'entitled' ? law.supplementCents : 0};
}
