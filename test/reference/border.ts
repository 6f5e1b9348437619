import {assessQuarters, type QuarterResult} from './calculate.js';
import {parseDecimal} from './exact.js';
import {groupBy} from './group.js';
import type {YearLaw} from './law.js';
import {type CountedWork, fractionOf} from './lines.js';
import type {BorderApplication, BorderEmployment} from './rows.js';

/**
 * Step 8: a border employment as counted work. One fraction serves wage and payout; in hours when hours were
 * worked, else in days; without the week of a full-timer, or without any time, there is no time.
 * The employer is the application with the employer's number: `|` occurs in no employer_id, so the names
 * of Belgian and foreign employers never meet.
 */
export function borderWork(row: BorderEmployment): CountedWork {
  const hours = parseDecimal(row.hours ?? '0', 2);
  const fraction =
    hours > 0
      ? fractionOf(hours, row.reference_hours_per_week)
      : fractionOf(parseDecimal(row.days ?? '0', 2), row.days_per_week);
  return {
    quarter: row.quarter,
    employer: `${row.application_id}|${row.employer_no}`,
    wageCents: parseDecimal(row.gross_wage, 2),
    wageFraction: fraction,
    payoutFraction: fraction,
    isInTenths: false,
    isFullTime: row.contract_type === 0,
  };
}

/** Step 8: every employer computed apart, both caps of step 5 included; the employer-quarters together. */
export function assessPerEmployer(
  work: readonly CountedWork[],
  law: YearLaw,
  birthDate: string | null,
): readonly QuarterResult[] {
  const byEmployer = groupBy(work, (item) => item.employer);
  return [...byEmployer.values()].flatMap((items) => assessQuarters(items, law, birthDate));
}

/** What the applications of one person come to on the as-of day. */
export interface PersonBorder {
  readonly state: 'admissible' | 'pending' | 'inadmissible';
  /** the employments of all admissible applications together; empty unless admissible */
  readonly work: readonly CountedWork[];
}

/** Applications filed by the as-of day, per person, with the employments of the admissible ones. */
export function borderPerPerson(
  applications: readonly BorderApplication[],
  employments: readonly BorderEmployment[],
  asOf: string,
): Map<string, PersonBorder> {
  const rowsOf = groupBy(employments, (row) => row.application_id);
  const filed = groupBy(
    applications.filter((row) => row.filed_on <= asOf),
    (row) => row.person_id,
  );
  return new Map(
    [...filed].map(([personId, rows]) => {
      const admissible = rows.filter((row) => row.admissible === true);
      const isPending = rows.some((row) => row.admissible === null);
      const state = admissible.length > 0 ? 'admissible' : isPending ? 'pending' : 'inadmissible';
      const work = admissible.flatMap((row) => (rowsOf.get(row.application_id) ?? []).map(borderWork));
      return [personId, {state, work}];
    }),
  );
}
