import {brusselsDay, endOfBrusselsDay, instantOf} from './days.js';
import {parseDecimal, sum} from './exact.js';
import {groupBy} from './group.js';
import type {Notification, Payment, Registration} from './rows.js';
import type {StreamRows} from './world.js';

/** What the event streams say about one dossier on the as-of day. */
export interface DossierEvents {
  readonly notifiedOn: string | null;
  readonly registeredOn: string | null;
  readonly firstPaidOn: string | null;
  readonly paidCents: number;
}

/** The event streams as they are known at the end of one day in Brussels. */
export interface KnownEvents {
  readonly eventsOf: (referenceYear: number, scheme: string, personId: string) => DossierEvents;
  /** people with a payment of this year and scheme ordered by the day, whatever became of it */
  readonly peopleWithPayment: (referenceYear: number, scheme: string) => readonly string[];
  /** whether a decision or refusal letter of this year and scheme went out */
  readonly hasDecisionLetter: (referenceYear: number, scheme: string, personId: string) => boolean;
}

/** Letters with a channel sent by the day, payments ordered by it, registrations valid at its end. */
export function knownOn(streams: StreamRows, asOf: string): KnownEvents {
  const letters = groupBy(
    streams.notifications.filter((row) => row.channel !== null && row.sent_on <= asOf),
    (row) => nameOf(row.reference_year, row.scheme, row.person_id),
  );
  const ordered = streams.payments.filter((row) => row.ordered_on <= asOf);
  const payments = groupBy(ordered, (row) => nameOf(row.reference_year, row.scheme, row.person_id));
  const registered = registeredDays(streams.registrations, asOf);
  const lettersOf = (year: number, scheme: string, personId: string): readonly Notification[] =>
    letters.get(nameOf(year, scheme, personId)) ?? [];
  return {
    eventsOf: (year, scheme, personId) => ({
      notifiedOn: earliest(lettersOf(year, scheme, personId).map((row) => row.sent_on)),
      registeredOn: registered.get(personId) ?? null,
      ...paid(payments.get(nameOf(year, scheme, personId)) ?? [], asOf),
    }),
    peopleWithPayment: (year, scheme) =>
      ordered
        .filter((row) => row.reference_year === year && row.scheme === scheme)
        .map((row) => row.person_id),
    hasDecisionLetter: (year, scheme, personId) =>
      lettersOf(year, scheme, personId).some((row) => row.kind === 'decision' || row.kind === 'refusal'),
  };
}

/** Executed payments only: a returned one never counts, an ordered one not yet. */
function paid(payments: readonly Payment[], asOf: string): {firstPaidOn: string | null; paidCents: number} {
  const executed = payments.filter(
    (row) => row.status === 'executed' && row.executed_on !== null && row.executed_on <= asOf,
  );
  const granted = executed.filter((row) => row.kind === 'award' || row.kind === 'supplement');
  return {
    firstPaidOn: earliest(granted.map((row) => row.executed_on ?? '')),
    paidCents: sum(executed.map((row) => parseDecimal(row.amount, 2))),
  };
}

/** The Brussels day of each person's earliest registration that is still valid at the end of the day. */
function registeredDays(registrations: readonly Registration[], asOf: string): Map<string, string> {
  const end = endOfBrusselsDay(asOf);
  const valid = registrations.filter(
    (row) => instantOf(row.registered_at) < end && (row.ended_at === null || instantOf(row.ended_at) >= end),
  );
  const instants = groupBy(valid, (row) => row.person_id);
  return new Map(
    [...instants].map(([personId, rows]) => [
      personId,
      brusselsDay(Math.min(...rows.map((row) => instantOf(row.registered_at)))),
    ]),
  );
}

const nameOf = (year: number, scheme: string, personId: string): string => `${year}|${scheme}|${personId}`;

function earliest(days: readonly string[]): string | null {
  return days.reduce<string | null>((first, day) => (first === null || day < first ? day : first), null);
}
