import {addDays} from './days.js';
import {
  draftNotifications,
  draftObjection,
  draftPayments,
  draftRegistrations,
  type EventContext,
  eventDay,
  eventYear,
  type Subject,
} from './draft-events.js';
import {formatDecimal} from './exact.js';
import type * as rows from './rows.js';
import type {StreamRows} from './world.js';

/**
 * The event streams of a world: of its people, of its starters about their own year, and of some whom no
 * other source knows.
 *
 * @param starters person and reference year of every plus dossier
 */
export function draftStreams(
  ids: readonly string[],
  starters: readonly {readonly personId: string; readonly year: number}[],
  context: EventContext,
): StreamRows {
  const {random} = context;
  const everyone = [
    ...ids,
    ...Array.from({length: Math.ceil(ids.length / 20)}, (_, index) => `stranger_${index}`),
  ];
  const some = <T>(share: number, draft: (id: string, serial: string) => readonly T[]): T[] =>
    everyone.flatMap((id, index) => (random.chance(share) ? draft(id, String(index + 1)) : []));
  const many = <T>(count: number, draft: (serial: string) => T): T[] =>
    Array.from({length: count}, (_, index) => draft(String(index + 1)));
  const any = (): Subject => ({
    reference_year: eventYear(context),
    scheme: random.pick(['jobbonus', 'jobbonus', 'jobbonus', 'plus']),
  });
  const forStarters = <T>(
    draft: (id: string, serial: string, subjectOf: () => Subject) => readonly T[],
  ): T[] =>
    starters.flatMap(({personId, year}, index) =>
      random.chance(0.5)
        ? draft(personId, `plus-${index}`, () => ({reference_year: year, scheme: 'plus'}))
        : [],
    );
  return {
    registrations: some(0.6, (id) => draftRegistrations(id, context)),
    notifications: [
      ...some(0.7, (id, serial) => draftNotifications(id, serial, context, any)),
      ...forStarters((id, serial, subjectOf) => draftNotifications(id, serial, context, subjectOf)),
    ],
    payments: [
      ...some(0.6, (id, serial) => draftPayments(id, serial, context, any)),
      ...forStarters((id, serial, subjectOf) => draftPayments(id, serial, context, subjectOf)),
    ],
    objections: some(0.1, (id, serial) => [draftObjection(id, serial, context)]),
    complaints: many(5 + Math.ceil(ids.length / 10), (serial) => complaint(serial, context)),
    credits: many(20, (serial) => credit(serial, context)),
    campaigns: many(4, (serial) => campaign(serial, context)),
  };
}

function complaint(serial: string, context: EventContext): rows.Complaint {
  const {random} = context;
  const received = eventDay(context);
  return {
    complaint_id: `complaint-${serial}`,
    reference_year: eventYear(context),
    received_on: received,
    admissible: random.pick([true, true, false, null]),
    founded: random.pick([true, false, null]),
    closed_on: random.chance(0.7) ? addDays(received, random.between(0, 60)) : null,
  };
}

function credit(serial: string, context: EventContext): rows.Credit {
  const {random} = context;
  return {
    credit_id: `credit-${serial}`,
    fiscal_year: eventYear(context) + 1,
    article: 'JB0-1JDG2GY-WT, § 3',
    scheme: random.pick(['plus', 'plus', 'jobbonus']),
    appropriation: random.pick(['VAK', 'VEK']),
    kind: random.pick(['realised', 'realised', 'budget', 'accrual']),
    booked_on: eventDay(context),
    amount: formatDecimal(random.between(-100_000, 999_999_999), 2),
  };
}

function campaign(serial: string, context: EventContext): rows.Campaign {
  const {random} = context;
  const started = eventDay(context);
  return {
    campaign_id: `campaign-${serial}`,
    name: random.pick(['Golf 1', 'Brief, "tweede" golf', 'Sociale media: é ü €', 'twee\nregels']),
    kind: random.pick(['letter_wave', 'social_media', 'press', 'partner']),
    started_on: started,
    ended_on: random.chance(0.5) ? addDays(started, 14) : null,
  };
}
