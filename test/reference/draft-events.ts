import {addDays, endOfBrusselsDay} from './days.js';
import {formatDecimal} from './exact.js';
import type {YearLaw} from './law.js';
import type {Random} from './random.js';
import type {Notification, Objection, Payment, Registration} from './rows.js';

/** What the events of one person are drawn from: the days the world may be seen from. */
export interface EventContext {
  readonly laws: readonly YearLaw[];
  readonly asOfDays: readonly string[];
  readonly random: Random;
}

/** A day on, just before or just after a day the world is seen from, or any day around it. */
export function eventDay({asOfDays, random}: EventContext): string {
  return addDays(
    random.pick(asOfDays),
    random.weighted([
      [3, 0],
      [2, 1],
      [2, -1],
      [6, -random.between(2, 400)],
      [1, random.between(2, 200)],
    ]),
  );
}

/** The year an event is about: mostly a year of the world, now and then the year before or after. */
export function eventYear({laws, random}: EventContext): number {
  const years = laws.map((law) => law.referenceYear);
  return random.chance(0.04)
    ? random.pick([Math.min(...years) - 1, Math.max(...years) + 1])
    : random.pick(years);
}

/** An instant (microseconds) as a timestamp in one of several zones. */
export function timestamp(instant: number, random: Random): string {
  const minutes = random.pick([0, 0, 60, 120, -300, 330]);
  const local = new Date(Math.floor(instant / 1000) + minutes * 60_000).toISOString().slice(0, 19);
  const micros = instant - Math.floor(instant / 1_000_000) * 1_000_000;
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/000$/, '')}`;
  const size = Math.abs(minutes);
  const zone = `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
  return `${local}${fraction}${minutes === 0 ? 'Z' : zone}`;
}

/** An instant at, just before or after a midnight in Brussels, or somewhere in the day. */
function instantAround(day: string, random: Random): number {
  const midnight = endOfBrusselsDay(day);
  const second = 1_000_000;
  return (
    midnight +
    random.pick([0, 0, -1, -1000, -second, second, -3600 * second, 3600 * second, -40_000 * second])
  );
}

/** Accounts: still valid, ended (also exactly at the end of a day), ended and registered again. */
export function draftRegistrations(id: string, context: EventContext): Registration[] {
  const {random} = context;
  const instants = new Set(
    Array.from({length: random.pick([1, 1, 2, 3])}, () => instantAround(eventDay(context), random)),
  );
  return [...instants].map((registered) => {
    const ended = instantAround(
      random.chance(0.5) ? random.pick(context.asOfDays) : eventDay(context),
      random,
    );
    return {
      person_id: id,
      registered_at: timestamp(registered, random),
      ended_at: ended > registered && random.chance(0.5) ? timestamp(ended, random) : null,
      channel: random.pick(['self', 'helpdesk', 'digibank', 'partner', null]),
    };
  });
}

/** What a letter or a payment is about. */
export interface Subject {
  readonly reference_year: number;
  readonly scheme: string;
}

/** Letters: hold-outs without a channel among those that went out. */
export function draftNotifications(
  id: string,
  serial: string,
  context: EventContext,
  subjectOf: () => Subject,
): Notification[] {
  const {random} = context;
  return Array.from({length: random.between(1, 4)}, (_, index) => {
    const isHoldout = random.chance(0.25);
    return {
      notification_id: `letter-${serial}-${index}`,
      person_id: id,
      ...subjectOf(),
      kind: random.pick(['decision', 'refusal', 'reminder', 'confirmation', 'declaration']),
      channel: isHoldout ? null : random.pick(['ebox', 'paper']),
      sent_on: eventDay(context),
      wave: random.pick(['wave 1', 'golf 2, "papier"', null]),
      arm: isHoldout ? 'holdout' : random.pick(['treated', null]),
    };
  });
}

/** Payments: awards, supplements and recoveries (often of all that was paid), ordered, executed or returned. */
export function draftPayments(
  id: string,
  serial: string,
  context: EventContext,
  subjectOf: () => Subject,
): Payment[] {
  const {random} = context;
  const usual = random.pick([60_000, 65_000, 70_000, 1]);
  return Array.from({length: random.between(1, 4)}, (_, index) => {
    const kind = random.pick(['award', 'award', 'supplement', 'recovery']);
    const status = random.pick(['ordered', 'executed', 'executed', 'executed', 'returned']);
    const ordered = eventDay(context);
    const size = random.chance(0.7) ? usual : random.between(1, 70_000);
    // seldom executed before it was ordered: a mistake in the books that must not shift the known amounts
    const executed = random.chance(0.02)
      ? addDays(ordered, -3)
      : addDays(ordered, random.pick([0, 1, 2, 30]));
    return {
      payment_id: `pay-${serial}-${index}`,
      person_id: id,
      ...subjectOf(),
      kind,
      amount: formatDecimal(kind === 'recovery' ? -size : size, 2),
      payment_file: `orafin-${random.between(1, 9)}`,
      ordered_on: ordered,
      executed_on: status === 'executed' || (status === 'returned' && random.chance(0.5)) ? executed : null,
      status,
    };
  });
}

export function draftObjection(id: string, serial: string, context: EventContext): Objection {
  const {random} = context;
  const filed = eventDay(context);
  const isDecided = random.chance(0.6);
  return {
    objection_id: `objection-${serial}`,
    person_id: id,
    reference_year: eventYear(context),
    filed_on: filed,
    decided_on: isDecided ? addDays(filed, random.between(0, 200)) : null,
    outcome: isDecided ? random.pick(['granted', 'partly_granted', 'rejected', 'inadmissible']) : null,
  };
}
