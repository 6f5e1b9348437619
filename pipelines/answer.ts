import {literal} from '../src/db/text.js';
import {typed} from '../src/db/typed.js';
import {openWorkspace, type Workspace} from '../src/db/workspace.js';
import type {Effects} from '../src/effects.js';
import {JobbonusError, misused} from '../src/errors.js';
import {computedYears} from '../src/exports/export.js';
import {layCatalogue, showSources} from '../src/models/catalogue.js';
import {among} from '../src/models/patch.js';
import {type Rights, rightsOf} from './answer-rights.js';
import {type ExplainedYear, yearOf} from './answer-year.js';
import {daysSeen, lastDay} from './seen.js';

/** One quarter of the letter: its four columns, and the lines they come from. */
export interface ExplainedQuarter {
  readonly quarter: number;
  readonly wage_fraction: string;
  readonly payout_fraction: string;
  /** What of the payout fraction is paid for: at most a full quarter without tenths, and four over the year. */
  readonly paid_fraction: string;
  readonly counted_wage: string;
  readonly reference_wage: string | null;
  readonly quarter_bonus: string;
  readonly exclusion: string | null;
  /** The schedule of that quarter. */
  readonly schedule: {
    readonly lower_wage_limit: string;
    readonly last_eligible_wage: string;
    readonly max_award: string;
    readonly taper_end_award: string;
  };
  readonly lines: readonly ExplainedLine[];
}

export interface ExplainedLine {
  readonly employer_id: string;
  readonly line_no: number;
  readonly version: number;
  /** Why the line does not count; null when it does. */
  readonly left_out: string | null;
  readonly wage: string;
  readonly wage_fraction: string;
  readonly payout_fraction: string;
}

export interface Article {
  readonly name: string;
  readonly label: string;
  readonly from_quarter: number;
  /** First birth date it holds for; null when it does not depend on birth. */
  readonly born_from: string | null;
  readonly value: string;
  readonly unit: string;
  readonly article: string;
  readonly source: string;
  readonly certainty: string;
}

export interface ExplainedDossier {
  readonly scheme: string;
  readonly category: string;
  readonly status: string;
  readonly reason: string | null;
  readonly bonus: string;
  readonly supplement: string;
  readonly payable: string;
  readonly notified_on: string | null;
  readonly registered_on: string | null;
  readonly first_paid_on: string | null;
  readonly paid_amount: string;
  readonly balance: string;
}

export interface Explanation extends Rights {
  readonly person_id: string;
  readonly reference_year: number;
  readonly as_of: string;
  readonly dossiers: readonly ExplainedDossier[];
  readonly quarters: readonly ExplainedQuarter[];
  readonly year: ExplainedYear | null;
  readonly articles: readonly Article[];
}

/**
 * How the amount of one person came about, in the order of the letter, each step with the article behind it.
 *
 * @throws {JobbonusError} `PERSON_UNKNOWN`, `YEAR_UNKNOWN` (exit 2)
 */
export async function answer(
  folder: string,
  personId: string,
  year: number,
  effects: Effects,
): Promise<Explanation> {
  const workspace = await openWorkspace(folder, {mode: 'read'});
  try {
    const asOf = (await daysSeen(workspace)).get(year) ?? (await lastDay(workspace, effects));
    const catalogue = await layCatalogue(workspace, asOf);
    const computed = await computedYears(catalogue);
    if (computed.length === 0)
      throw new JobbonusError(
        'NOT_COMPUTED',
        'nothing is computed in this workspace yet; run first: jobbonus run',
      );
    if (!computed.includes(year))
      throw misused(
        'YEAR_UNKNOWN',
        `reference year ${year} is not computed in this workspace; computed: ${computed.join(', ')}`,
      );
    const db = typed(workspace.connection);
    const dossiers = await db
      .selectFrom('exports.dossiers')
      .select([
        'scheme',
        'category',
        'status',
        'reason',
        'bonus',
        'supplement',
        'payable',
        'notified_on',
        'registered_on',
        'first_paid_on',
        'paid_amount',
        'balance',
      ])
      .where('reference_year', '=', year)
      .where('person_id', '=', personId)
      .orderBy('scheme')
      .execute();
    if (dossiers.length === 0)
      throw misused('PERSON_UNKNOWN', `that person has no dossier in reference year ${year}`);
    const isPerEmployer = dossiers.some((d) => d.category === 'border' || d.category === 'combined');
    const key = await keyOf(workspace, personId);
    const rights = await rightsOf(workspace, key, year);
    const summed = await yearOf(workspace, key, year);
    // the declarations of one person only: a look-up instead of a scan
    await showSources(catalogue, {year, slice: among([personId])});
    return {
      person_id: personId,
      reference_year: year,
      as_of: asOf,
      dossiers: dossiers as ExplainedDossier[],
      quarters: await quartersOf(workspace, personId, year, isPerEmployer ? perEmployer : 'no_counted_line'),
      year: summed,
      ...rights,
      articles: (await db
        .selectFrom('parameters.citations')
        .select([
          'name',
          'label',
          'from_quarter',
          'born_from',
          'value',
          'unit',
          'article',
          'source',
          'certainty',
        ])
        .where('reference_year', '=', year)
        .orderBy('name')
        .orderBy('from_quarter')
        .orderBy('born_from')
        .execute()) as Article[],
    };
  } finally {
    workspace.close();
  }
}

/** The key of a person as a query writes it: whole numbers of 64 bits do not fit a JavaScript number. */
const keyOf = (workspace: Workspace, personId: string): Promise<string> =>
  workspace.value<string>(
    `select person_key::varchar from meta.people where person_id = ${literal(personId)}`,
  );

/** Why a quarter with lines has no row of its own: border workers are computed employer by employer. */
export const perEmployer = 'computed_per_employer';

/** @param otherwise why a quarter with lines is not among those computed */
async function quartersOf(
  workspace: Workspace,
  personId: string,
  year: number,
  otherwise: string,
): Promise<ExplainedQuarter[]> {
  const db = typed(workspace.connection);
  const quarters = await db
    .selectFrom('exports.quarters')
    .selectAll()
    .where('reference_year', '=', year)
    .where('person_id', '=', personId)
    .orderBy('quarter')
    .execute();
  const [paid] = await workspace.rows<Record<`q${number}_p`, number>>(`
    select q1_p, q2_p, q3_p, q4_p from intermediate.people_rated
    where reference_year = ${year} and person_key = ${await keyOf(workspace, personId)}`);
  const schedules = await db
    .selectFrom('parameters.quarters')
    .selectAll()
    .where('reference_year', '=', year)
    .execute();
  const lines = await db
    .selectFrom('intermediate.lines_counted')
    .selectAll()
    .where('reference_year', '=', year)
    .orderBy('quarter_no')
    .orderBy('employer_id')
    .orderBy('line_no')
    .orderBy('version')
    .execute();
  const quarterNos = new Set([
    ...quarters.map((q) => q.quarter % 10),
    ...lines.map((l) => Number(l.quarter_no)),
  ]);
  return [...quarterNos].sort().map((no) => {
    const found = quarters.find((q) => q.quarter % 10 === no);
    const schedule = schedules.find((s) => s.quarter_no === no)!;
    return {
      quarter: year * 10 + no,
      wage_fraction: found?.wage_fraction ?? '0.00',
      payout_fraction: found?.payout_fraction ?? '0.00',
      paid_fraction: fixed(paid?.[`q${no}_p`] ?? 0, 2),
      counted_wage: found?.counted_wage ?? '0.00',
      reference_wage: found?.reference_wage ?? null,
      quarter_bonus: found?.quarter_bonus ?? '0.000000',
      exclusion: found ? found.exclusion : otherwise,
      schedule: {
        lower_wage_limit: schedule.lower_wage_limit_eur!,
        last_eligible_wage: schedule.last_eligible_wage_eur!,
        max_award: schedule.max_award_eur!,
        taper_end_award: schedule.taper_end_award_eur!,
      },
      lines: lines
        .filter((l) => Number(l.quarter_no) === no)
        .map((l) => ({
          employer_id: l.employer_id!,
          line_no: Number(l.line_no),
          version: Number(l.version),
          left_out: leftOut(l),
          wage: fixed(l.wage_cents, 2),
          wage_fraction: fixed(l.wage_fraction_e8, 8),
          payout_fraction: fixed(l.payout_fraction_e8, 8),
        })),
    };
  });
}

function leftOut(line: {
  is_standing: boolean | null;
  is_cancelled: boolean | null;
  is_excluded_work: boolean | null;
  is_counted: boolean | null;
}): string | null {
  if (line.is_counted) return null;
  if (line.is_cancelled) return 'cancelled';
  if (!line.is_standing) return 'replaced by a later version';
  return line.is_excluded_work ? 'excluded worker code or employer category' : 'excluded remuneration code';
}

/** A whole number of small units as decimal text. */
function fixed(value: number | bigint | null, decimals: number): string {
  const whole = BigInt(value ?? 0);
  const digits = String(whole < 0n ? -whole : whole).padStart(decimals + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
