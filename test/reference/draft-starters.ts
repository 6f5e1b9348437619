import {addDays, addMonths, pad} from './days.js';
import {type EventContext, eventDay} from './draft-events.js';
import type {YearLaw} from './law.js';
import type {DeMinimisDeclaration, Starter} from './rows.js';

/** Days whose same day three months before or twelve months later falls in a shorter month. */
const MONTH_ENDS = [
  '05-31',
  '05-30',
  '05-29',
  '05-28',
  '02-28',
  '03-31',
  '12-31',
  '01-31',
  '07-31',
  '01-01',
  '12-01',
];

/** A starter of this year with the declarations: every condition of step 9, and month ends. */
export function draftStarter(
  id: string,
  law: YearLaw,
  context: EventContext,
): {starter: Starter; declarations: readonly DeMinimisDeclaration[]} {
  const {random} = context;
  if (random.chance(0.6)) {
    const starter = anyStarter(id, law.referenceYear, context);
    return {starter, declarations: random.chance(0.8) ? draftDeclarations(id, context) : []};
  }
  const starter = steadyStarter(id, law.referenceYear, context);
  const declared_on = addDays(starter.started_on, random.between(0, 90));
  const declarations = [1, 2].map((instalment) => ({
    person_id: id,
    instalment,
    declared_on,
    within_limit: true,
  }));
  return {starter, declarations};
}

/** Someone who meets every condition and goes on: only the calendar decides what is due. */
function steadyStarter(id: string, year: number, context: EventContext): Starter {
  const started_on = anniversaryOf(year, context);
  const last_employed_on = addDays(started_on, -1);
  return {person_id: id, started_on, stopped_on: null, last_employed_on, refused: false};
}

function anyStarter(id: string, year: number, context: EventContext): Starter {
  const {random} = context;
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
  const started = random.weighted([
    [3, `${year}-${random.pick(isLeap ? [...MONTH_ENDS, '02-29'] : MONTH_ENDS)}`],
    [5, anniversaryOf(year, context)],
    [3, `${year}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`],
  ]);
  const anniversary = addMonths(started, 12);
  const threeMonthsBefore = addMonths(started, -3);
  return {
    person_id: id,
    started_on: started,
    stopped_on: random.weighted<string | null>([
      [5, null],
      [1, anniversary],
      [1, addDays(anniversary, 1)],
      [1, addDays(anniversary, -1)],
      [1, addDays(started, random.between(0, 700))],
    ]),
    last_employed_on: random.weighted<string | null>([
      [4, addDays(started, -1)],
      [2, threeMonthsBefore],
      [1, addDays(threeMonthsBefore, -1)],
      [1, addDays(threeMonthsBefore, 1)],
      [1, addDays(started, -random.between(1, 400))],
      [1, null],
    ]),
    refused: random.chance(0.1),
  };
}

/** A day of the year whose anniversary falls on, or one day beside, a day the world is seen from. */
function anniversaryOf(year: number, {asOfDays, random}: EventContext): string {
  const inNextYear = asOfDays.filter((day) => day.startsWith(String(year + 1)));
  const asOf = random.pick(inNextYear.length > 0 ? inNextYear : asOfDays);
  const day = addDays(asOf, random.pick([-1, 0, 0, 0, 1])).slice(4);
  return day === '-02-29' ? `${year}-02-28` : `${year}${day}`;
}

/** Declarations of either instalment, within the limit or not, before and after the day. */
export function draftDeclarations(id: string, context: EventContext): DeMinimisDeclaration[] {
  const {random} = context;
  const instalments = random.pick([[], [1], [1], [1, 2], [1, 2], [1, 2], [1, 2], [2]]);
  return instalments.map((instalment) => ({
    person_id: id,
    instalment,
    declared_on: random.chance(0.6)
      ? addDays(context.asOfDays[0]!, -random.between(0, 300))
      : eventDay(context),
    within_limit: !random.chance(0.15),
  }));
}
