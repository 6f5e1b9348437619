import {estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {type PhasedGroup, stackedEventStudy} from '../../src/statistics/event-study.js';
import {newcombe, sampleRatio} from '../../src/statistics/proportions.js';

/** What reminders and letters changed, where that can be told; where it cannot, the row says why. */
export default estimate({
  grain: 'one wave of reminders, or the first letters of a year together',
  key: ['reference_year', 'action'],
  publish: true,
  note: `A drawn hold-out group is analysed by intention to treat, with Newcombe's limits, and only with a plan that was
fixed before the wave. Letters that went out week after week are read by a stacked event study, which speaks only when
the weeks before the letter show nothing. In every other case the effect is not estimable, and that is the result.`,
  questions: {
    reminders: `
      select reference_year, wave, sent_on::varchar as sent_on, arm, days_until_known, persons,
        (world.as_of_date - sent_on)::integer as days_seen
      from intermediate.reminders_counted cross join parameters.as_of as world
      order by reference_year, sent_on, wave, arm, days_until_known`,
    plans: 'select * from parameters.plans order by wave',
    letters: `
      select reference_year, letter_week, known_week, weeks_seen, persons
      from intermediate.letters_phased order by reference_year, letter_week, known_week`,
    years: 'select distinct reference_year from intermediate.people_waited order by 1',
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    action: {type: 'varchar', label: 'Golf'},
    sent_on: {type: 'date', label: 'Verzonden op'},
    design: {type: 'varchar', label: 'Opzet', meaning: 'randomised, event_study or none'},
    verdict: {
      type: 'varchar',
      label: 'Uitspraak',
      meaning: 'estimated, not_estimable, invalid or window_open',
    },
    reason: {type: 'varchar', label: 'Waarom'},
    window_days: {type: 'integer', label: 'Venster in dagen'},
    treated: {type: 'integer', unit: 'persons', label: 'Aangeschreven'},
    treated_registered: {type: 'integer', unit: 'persons', label: 'Geregistreerd', within: 'treated'},
    control: {type: 'integer', unit: 'persons', label: 'Vergelijking'},
    control_registered: {type: 'integer', unit: 'persons', label: 'Geregistreerd', within: 'control'},
    effect: {type: 'double', unit: 'share', label: 'Effect', of: 'control_registered'},
    low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'control_registered'},
    high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'control_registered'},
    minimum_effect: {type: 'double', unit: 'share', label: 'Kleinste effect dat telt volgens het plan'},
    plan_hash: {type: 'varchar', label: 'Plan'},
  },
  checks: ["verdict in ('estimated', 'not_estimable', 'invalid', 'window_open')"],
  compute: ({reminders = [], plans = [], letters = [], years = []}) => {
    const year = years[0]?.reference_year as number | undefined;
    if (year === undefined) return [];
    const waves = [...new Set(reminders.map((row) => row.wave as string))];
    return [
      ...waves.map((wave) =>
        trial(
          reminders.filter((row) => row.wave === wave),
          plans.find((plan) => plan.wave === wave),
        ),
      ),
      firstLetters(year, letters),
    ];
  },
});

const nothing = {
  treated_registered: null,
  control: null,
  control_registered: null,
  effect: null,
  low: null,
  high: null,
};

/** One wave of reminders. */
function trial(rows: readonly GivenRow[], plan: GivenRow | undefined): MadeRow {
  const {reference_year, wave, sent_on, days_seen} = rows[0] as {
    reference_year: number;
    wave: string;
    sent_on: string;
    days_seen: number;
  };
  const window = (plan?.window_days as number | undefined) ?? 28;
  const size = (arm: string): number => total(rows.filter((row) => row.arm === arm && !wasKnown(row)));
  const hits = (arm: string): number =>
    total(
      rows.filter(
        (row) =>
          row.arm === arm &&
          !wasKnown(row) &&
          row.days_until_known !== null &&
          (row.days_until_known as number) <= window,
      ),
    );
  const base = {
    reference_year,
    action: wave,
    sent_on,
    design: size('holdout') > 0 ? 'randomised' : 'none',
    window_days: window,
    treated: size('treated') + size(''),
    ...nothing,
    minimum_effect: (plan?.minimum_effect as number | undefined) ?? null,
    plan_hash: (plan?.plan_hash as string | undefined) ?? null,
  };
  const silent = (verdict: string, reason: string): MadeRow => ({...base, verdict, reason});
  if (size('holdout') === 0)
    return silent('not_estimable', 'Iedereen kreeg deze herinnering: er is niemand om mee te vergelijken.');
  if (plan === undefined) return silent('not_estimable', 'Er is geen plan dat vóór de golf vastgelegd is.');
  if (days_seen < window)
    return silent(
      'window_open',
      `Het venster van ${window} dagen is nog niet voorbij; er is één analyse, aan het einde.`,
    );
  const ratio = sampleRatio(size('holdout'), size('treated'), plan.holdout_share as number);
  if (ratio <= 0.001)
    return silent(
      'invalid',
      'De groepen hebben niet de grootte die het plan voorschreef: de loting klopt niet.',
    );
  const {difference, low, high} = newcombe(
    hits('treated'),
    size('treated'),
    hits('holdout'),
    size('holdout'),
  );
  return {
    ...base,
    treated_registered: hits('treated'),
    control: size('holdout'),
    control_registered: hits('holdout'),
    effect: difference,
    low,
    high,
    verdict: 'estimated',
    reason:
      low > 0
        ? 'De herinnering bracht meer mensen tot registratie dan de wachtgroep.'
        : high < 0
          ? 'De wachtgroep registreerde vaker dan wie de herinnering kreeg.'
          : 'Het verschil is kleiner dan toeval kan geven: geen aangetoond effect.',
  };
}

/** The first letters of the year, week after week. */
function firstLetters(year: number, letters: readonly GivenRow[]): MadeRow {
  const weeksSeen = (letters[0]?.weeks_seen as number | undefined) ?? 0;
  const study = stackedEventStudy(phasedGroups(letters), weeksSeen);
  const base = {
    reference_year: year,
    action: `${year}-eerste brieven`,
    sent_on: null,
    design: 'event_study',
    window_days: 49,
    treated: total(letters),
    ...nothing,
    minimum_effect: null,
    plan_hash: null,
  };
  if (study === null)
    return {
      ...base,
      verdict: 'not_estimable',
      reason:
        'Geen week met brieven heeft een schone vergelijkingsgroep van vier weken ervoor tot zes weken erna.',
    };
  if (!study.holds)
    return {
      ...base,
      treated: study.treated,
      control: study.controls,
      verdict: 'not_estimable',
      reason:
        'Geen oorzakelijke uitspraak: al vóór de brief verschilt wie hem kreeg van wie hem later kreeg.',
    };
  return {
    ...base,
    treated: study.treated,
    control: study.controls,
    effect: study.effect,
    low: study.low,
    high: study.high,
    verdict: 'estimated',
    reason: `Vergelijking van ${study.waves} ${study.waves === 1 ? 'week' : 'weken'} met brieven met wie zijn brief later kreeg.`,
  };
}

function phasedGroups(letters: readonly GivenRow[]): PhasedGroup[] {
  const groups = new Map<number, {letterWeek: number; persons: number; known: Map<number, number>}>();
  for (const row of letters) {
    const letterWeek = row.letter_week as number;
    const group = groups.get(letterWeek) ?? {letterWeek, persons: 0, known: new Map()};
    groups.set(letterWeek, group);
    group.persons += row.persons as number;
    if (row.known_week !== null)
      group.known.set(
        row.known_week as number,
        (group.known.get(row.known_week as number) ?? 0) + (row.persons as number),
      );
  }
  return [...groups.values()];
}

const wasKnown = (row: GivenRow): boolean =>
  row.days_until_known !== null && (row.days_until_known as number) < 0;

const total = (rows: readonly GivenRow[]): number =>
  rows.reduce((sum, row) => sum + (row.persons as number), 0);
