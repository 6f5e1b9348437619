import {addMonths} from './days.js';
import type {Dossier} from './dossiers.js';
import {groupBy} from './group.js';
import type {KnownEvents} from './known.js';
import type {YearLaw} from './law.js';
import type {DeMinimisDeclaration, Starter} from './rows.js';
import type {Verdict} from './status.js';
import type {YearRows} from './world.js';

const MONTHS_EMPLOYED_BEFORE = 3;
const MONTHS_TO_SECOND_INSTALMENT = 12;

/** The dossier of one starter, with what the board's table counts. */
export interface PlusDossier extends Dossier {
  /** an entitled jobbonus dossier for the year before */
  readonly hasYearBefore: boolean;
  readonly isRecentlyEmployed: boolean;
  readonly hasFirstDeclaration: boolean;
}

/**
 * Step 9: one dossier per starter who started by the as-of day.
 *
 * @param entitledYearBefore people with an entitled jobbonus dossier for the year before, seen on the same day
 */
export function plusDossiers(
  rows: YearRows,
  law: YearLaw,
  known: KnownEvents,
  asOf: string,
  entitledYearBefore: ReadonlySet<string>,
): PlusDossier[] {
  const declared = rows.de_minimis_declarations.filter((row) => row.declared_on <= asOf);
  const declarations = groupBy(declared, (row) => row.person_id);
  return rows.starters
    .filter((starter) => starter.started_on <= asOf)
    .map((starter) => {
      const own = declarations.get(starter.person_id) ?? [];
      const first = own.find((row) => row.instalment === 1);
      const second = own.find((row) => row.instalment === 2);
      const hasYearBefore = entitledYearBefore.has(starter.person_id);
      const isRecentlyEmployed = wasRecentlyEmployed(starter);
      const verdict = judgePlus(starter, hasYearBefore, isRecentlyEmployed, first);
      const instalments = 1 + (isSecondDue(starter, second, asOf) ? 1 : 0);
      return {
        referenceYear: law.referenceYear,
        scheme: 'plus',
        personId: starter.person_id,
        category: 'starter',
        ...verdict,
        bonusCents: verdict.status === 'entitled' ? instalments * law.plusInstalmentCents : 0,
        supplementCents: 0,
        quarters: [],
        ...known.eventsOf(law.referenceYear, 'plus', starter.person_id),
        hasYearBefore,
        isRecentlyEmployed,
        hasFirstDeclaration: first !== undefined,
      };
    });
}

function judgePlus(
  starter: Starter,
  hasYearBefore: boolean,
  isRecentlyEmployed: boolean,
  first: DeMinimisDeclaration | undefined,
): Verdict {
  if (starter.refused) return {status: 'refused', reason: 'refused_by_person'};
  if (!hasYearBefore) return {status: 'refused', reason: 'no_jobbonus_year_before'};
  if (!isRecentlyEmployed) return {status: 'refused', reason: 'not_recently_employed'};
  if (first && !first.within_limit) return {status: 'refused', reason: 'above_de_minimis'};
  if (!first) return {status: 'pending', reason: 'declaration_missing'};
  return {status: 'entitled', reason: null};
}

function wasRecentlyEmployed({started_on, last_employed_on}: Starter): boolean {
  return last_employed_on !== null && last_employed_on >= addMonths(started_on, -MONTHS_EMPLOYED_BEFORE);
}

/** The anniversary has come, and the activity had not stopped on or before it; a later stop is not known yet. */
function isSecondDue(starter: Starter, second: DeMinimisDeclaration | undefined, asOf: string): boolean {
  const anniversary = addMonths(starter.started_on, MONTHS_TO_SECOND_INSTALMENT);
  const isActive =
    starter.stopped_on === null || starter.stopped_on > asOf || starter.stopped_on > anniversary;
  return second?.within_limit === true && anniversary <= asOf && isActive;
}
