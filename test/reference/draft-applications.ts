import {addDays} from './days.js';
import {draftBorderLines} from './draft-cases.js';
import {type EventContext, eventDay} from './draft-events.js';
import {FULL_WEEK_HOURS, type LineDraft} from './draft-lines.js';
import {formatDecimal} from './exact.js';
import type {YearLaw} from './law.js';
import type {Random} from './random.js';
import type {BorderApplication, BorderEmployment} from './rows.js';

/** One person's application with its employments, admissible or not. */
export function draftApplication(
  id: string,
  serial: string,
  law: YearLaw,
  context: EventContext,
): {application: BorderApplication; employments: BorderEmployment[]} {
  const {random} = context;
  const application = {
    application_id: `border-${serial}`,
    person_id: id,
    filed_on: random.chance(0.6) ? addDays(context.asOfDays[0]!, -random.between(1, 200)) : eventDay(context),
    admissible: random.weighted([
      [4, true],
      [1, false],
      [1, null],
    ]),
  };
  const employers = random.pick([[1], [1], [1, 2], [7], [1, 2, 3], []]);
  const oddity = random.pick([0, 0, 0.3]);
  const employments = employers.flatMap((employerNo) =>
    draftBorderLines(law, 'abroad', random)
      // a border employment has one row a quarter
      .filter((line) => line.lineNo === 1)
      .map((line) => employment(application.application_id, employerNo, line, oddity, random)),
  );
  return {application, employments};
}

/** A line told as work across the border: one wage, one time; now and then with something missing or odd. */
function employment(
  applicationId: string,
  employerNo: number,
  line: LineDraft,
  oddity: number,
  random: Random,
): BorderEmployment {
  const time = line.times.get(1);
  const inHours = time?.hours != null;
  const plain = {
    application_id: applicationId,
    quarter: line.quarter,
    employer_no: employerNo,
    country: random.pick(['NL', 'FR', 'DE', 'LU']),
    gross_wage: formatDecimal(line.wages.get(1) ?? 0, 2),
    contract_type: line.contractType,
    days: time?.days == null ? null : formatDecimal(time.days, 2),
    days_per_week: inHours ? null : formatDecimal(line.daysPerWeek, 2),
    hours: time?.hours == null ? null : formatDecimal(time.hours, 2),
    reference_hours_per_week: inHours ? formatDecimal(line.referenceHours ?? FULL_WEEK_HOURS, 2) : null,
  };
  if (!random.chance(oddity)) return plain;
  return {
    ...plain,
    ...random.pick<Partial<BorderEmployment>>([
      {days_per_week: null, reference_hours_per_week: null},
      {days: null, hours: null},
      {gross_wage: '0.00'},
      {gross_wage: '-12.50'},
      {days: '65.00', days_per_week: '5.00', hours: '0.00', reference_hours_per_week: '38.00'},
      {days: '65.00', days_per_week: '5.00', hours: '19.00', reference_hours_per_week: '38.00'},
      {days: '65.00', days_per_week: '5.00', hours: '400.00', reference_hours_per_week: null},
      {days: '0.30', days_per_week: '5.00', hours: null},
      {hours: '2.47', reference_hours_per_week: '38.00'},
      {days: '17.00', days_per_week: '3.67', hours: null},
      {days: '97.50', days_per_week: '5.00', hours: null},
    ]),
  };
}
