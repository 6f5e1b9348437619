import {daysBetween} from './days.js';
import type {Dossier} from './dossiers.js';
import {formatDecimal, parseDecimal, sum, timesOver} from './exact.js';
import type {KnownEvents} from './known.js';
import type {PlusDossier} from './plus.js';
import type {Complaint, Credit} from './rows.js';
import type {StreamRows} from './world.js';

/** One line of the annual plan's table: a count, days with 1 decimal, or euro with 2. */
export type ScoreboardRow = Readonly<{reference_year: string; line: string; value: string | null}>;

/** The board's lines for one reference year, sorted by line. */
export function scoreboardRows(
  year: number,
  jobbonus: readonly Dossier[],
  plus: readonly PlusDossier[],
  streams: StreamRows,
  known: KnownEvents,
  asOf: string,
): ScoreboardRow[] {
  const employees = jobbonus.filter((dossier) => dossier.category === 'employee');
  const border = jobbonus.filter((dossier) => dossier.category !== 'employee');
  const lines: Record<string, string | null> = {
    employees_received: count(employees),
    employees_to_calculate: count(employees.filter(isToCalculate)),
    employees_approved: count(employees.filter(isEntitled)),
    border_received: count(border),
    border_admissible: count(border.filter(({status}) => status !== 'pending' && status !== 'inadmissible')),
    border_to_calculate: count(border.filter(isToCalculate)),
    border_approved: count(border.filter(isEntitled)),
    ...complaintLines(streams.complaints, year, asOf),
    ...plusLines(plus, known),
    plus_vek_realised: realised(streams.credits, year, 'VEK', asOf),
    plus_vak_realised: realised(streams.credits, year, 'VAK', asOf),
  };
  return Object.keys(lines)
    .sort()
    .map((line) => ({reference_year: String(year), line, value: lines[line] ?? null}));
}

const count = (items: readonly unknown[]): string => String(items.length);
const isEntitled = ({status}: Dossier): boolean => status === 'entitled';
/** Pending and inadmissible applications are received, not to calculate. */
const isToCalculate = ({status}: Dossier): boolean => status === 'entitled' || status === 'refused';

function complaintLines(complaints: readonly Complaint[], year: number, asOf: string) {
  const received = complaints.filter((row) => row.reference_year === year && row.received_on <= asOf);
  const admissible = received.filter((row) => row.admissible === true);
  const days = admissible
    .filter((row) => row.closed_on !== null && row.closed_on <= asOf)
    .map((row) => daysBetween(row.received_on, row.closed_on ?? ''));
  return {
    complaints_received: count(received),
    complaints_admissible: count(admissible),
    complaints_founded: count(received.filter((row) => row.founded === true)),
    complaints_lead_time_days:
      days.length === 0 ? null : formatDecimal(timesOver(sum(days), 10, days.length), 1),
  };
}

/** Starters with an entitled year before and recent employment, whatever their status. */
function plusLines(plus: readonly PlusDossier[], known: KnownEvents) {
  const eligible = plus.filter((dossier) => dossier.hasYearBefore && dossier.isRecentlyEmployed);
  return {
    plus_dossiers: count(eligible),
    plus_declarations: count(eligible.filter((dossier) => dossier.hasFirstDeclaration)),
    plus_decided: count(
      eligible.filter(({referenceYear, personId}) =>
        known.hasDecisionLetter(referenceYear, 'plus', personId),
      ),
    ),
    plus_paid: count(eligible.filter((dossier) => dossier.paidCents > 0)),
  };
}

/** Realised credits of the plus scheme in the fiscal year after the reference year, in EUR. */
function realised(
  credits: readonly Credit[],
  year: number,
  appropriation: 'VEK' | 'VAK',
  asOf: string,
): string {
  const rows = credits.filter(
    (row) =>
      row.scheme === 'plus' &&
      row.kind === 'realised' &&
      row.appropriation === appropriation &&
      row.fiscal_year === year + 1 &&
      row.booked_on <= asOf,
  );
  return formatDecimal(sum(rows.map((row) => parseDecimal(row.amount, 2))), 2);
}
