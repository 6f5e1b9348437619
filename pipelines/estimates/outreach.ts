import {estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {campaignsFrom, type RiskRow} from '../../src/statistics/campaigns.js';
import {type PhasedGroup, stackedEventStudy} from '../../src/statistics/event-study.js';
import {
  type Interruption,
  interruptedSeries,
  type Silence,
  type WatchedWeek,
} from '../../src/statistics/interrupted-series.js';
import {newcombe, sampleRatio} from '../../src/statistics/proportions.js';

/** What reminders and letters changed, where that can be told; where it cannot, the row says why. */
export default estimate({
  grain: 'one wave of reminders, one action towards everybody, or the first letters of a year together',
  key: ['reference_year', 'action'],
  title: 'Effect van brieven en acties',
  publish: true,
  note: `A drawn hold-out group is analysed by intention to treat, with Newcombe's limits, and only with a plan that was
fixed before the wave; since when the audit trail knows it stands beside it. Letters that went out week after week are read by a stacked event study within strata (new or
returning, channel), which speaks only when the weeks before the letter show nothing. In every other case the effect is not estimable, and that is the result.
What reached everybody at once leaves a series only: where it is long enough the columns of the series give the break in
the weekly pace, as a sign and not as an effect.`,
  questions: {
    reminders: `
      select reference_year, wave, sent_on::varchar as sent_on, arm, days_until_known, persons,
        (world.as_of_date - sent_on)::integer as days_seen
      from intermediate.reminders_counted cross join parameters.as_of as world
      order by reference_year, sent_on, wave, arm, days_until_known`,
    plans: 'select * replace (known_on::varchar as known_on) from parameters.plans order by wave',
    letters: `
      select reference_year, stratum_of(by_return, by_channel) as stratum, letter_week, known_week, weeks_seen, persons
      from intermediate.letters_phased order by reference_year, stratum, letter_week, known_week`,
    years: 'select distinct reference_year from intermediate.states_counted order by 1',
    actions: `
      select campaigns.campaign_id, campaigns.started_on::varchar as sent_on,
        -- two actions of one name are told apart
        campaigns.name || if(count(*) over (partition by campaigns.name) > 1, ' (' || campaigns.campaign_id || ')', '') as name
      from staging.campaigns__campaigns as campaigns
      cross join parameters.as_of as world
      cross join (
        select min(started_on) as started_on from intermediate.campaigns_dated
      ) as letters
      where campaigns.kind <> 'letter_wave'
        and campaigns.started_on between letters.started_on - 30 and least(letters.started_on + 330, world.as_of_date)
      order by campaigns.started_on, campaigns.campaign_id`,
    risks: `
      select reference_year, 'iedereen' as stratum, age_weeks, week_no, outcome, sum(persons)::integer as persons,
        0::bigint as payable_cents, 0 as days_to_deadline
      from intermediate.risks_counted group by all order by all`,
    day: 'select as_of_date::varchar as as_of from parameters.as_of',
  },
  columns: {
    reference_year: {type: 'integer', label: 'Refertejaar'},
    action: {type: 'varchar', label: 'Golf'},
    sent_on: {type: 'date', label: 'Verzonden op'},
    design: {type: 'varchar', label: 'Opzet', meaning: 'randomised, event_study, series or none'},
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
    plan_known_on: {
      type: 'date',
      label: 'Plan in het logboek sinds',
      meaning: 'the day on which the audit trail of this workspace first saw the plan',
    },
    cost_per_letter_eur: {
      type: 'decimal(9,2)',
      unit: 'EUR',
      label: 'Kost per brief',
      meaning: 'an assumption of the plan',
    },
    cost_per_registration_eur: {
      type: 'decimal(9,2)',
      unit: 'EUR',
      label: 'Kost per extra registratie',
      meaning: 'cost of a letter over its effect; empty when the limits of the effect hold zero',
      of: 'control_registered',
    },
    cost_low_eur: {type: 'decimal(9,2)', unit: 'EUR', label: 'Minstens', of: 'control_registered'},
    cost_high_eur: {type: 'decimal(9,2)', unit: 'EUR', label: 'Hoogstens', of: 'control_registered'},
    series_ratio: {
      type: 'double',
      label: 'Tempo na de actie',
      meaning: 'of the expected; 1 is no change; a sign only',
    },
    series_low: {type: 'double', label: 'Minstens'},
    series_high: {type: 'double', label: 'Hoogstens'},
    series_reason: {type: 'varchar', label: 'De reeks alleen'},
  },
  checks: ["verdict in ('estimated', 'not_estimable', 'invalid', 'window_open')"],
  compute: ({reminders = [], plans = [], letters = [], years = [], actions = [], risks = [], day = []}) => {
    const year = years[0]?.reference_year as number | undefined;
    if (year === undefined) return [];
    const waves = [...new Set(reminders.map((row) => row.wave as string))];
    const watched = watchedWeeks(risks as unknown as RiskRow[], String(day[0]?.as_of));
    const sent = new Map<string, string>();
    for (const row of reminders) sent.set(row.wave as string, row.sent_on as string);
    for (const row of actions) sent.set(row.campaign_id as string, row.sent_on as string);
    const inSeries = (id: string): MadeRow => {
      const at = sent.get(id)!;
      const others = [...sent].filter(([other]) => other !== id).map(([, on]) => on);
      return seriesOf(watched, at, others);
    };
    return [
      ...waves.map((wave) => {
        const row = trial(
          reminders.filter((other) => other.wave === wave),
          plans.find((plan) => plan.wave === wave),
        );
        // where a comparison speaks, or will, a series has nothing to add
        return row.design === 'none' ? {...row, design: 'series', ...inSeries(wave)} : {...row, ...noSeries};
      }),
      ...actions.map((action) => ({
        ...towardsEverybody(year, action),
        ...inSeries(action.campaign_id as string),
      })),
      {...firstLetters(year, letters), ...noSeries},
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

const noCost = {cost_per_registration_eur: null, cost_low_eur: null, cost_high_eur: null};

const noPlan = {
  minimum_effect: null,
  plan_hash: null,
  plan_known_on: null,
  cost_per_letter_eur: null,
  ...noCost,
};

const noSeries = {series_ratio: null, series_low: null, series_high: null, series_reason: null};

/** Two actions nearer to each other than this cannot be told apart in one series. */
const apartDays = 56;
/** The letter itself is past after so many weeks; before that its own surge is all one sees. */
const calmAfter = 4;

/** Everybody whose letter is some weeks old, by calendar week: who waited, and who registered. */
export function watchedWeeks(risks: readonly RiskRow[], asOf: string): WatchedWeek[] {
  const weeks = new Map<number, {registered: number; atRisk: number}>();
  for (const {cohorts} of campaignsFrom(risks)) {
    for (const cohort of cohorts) {
      for (let s = calmAfter; s < cohort.age; s++) {
        const back = cohort.age - s;
        const sum = weeks.get(back) ?? {registered: 0, atRisk: 0};
        weeks.set(back, sum);
        sum.registered += cohort.registered[s] ?? 0;
        sum.atRisk += cohort.atRisk[s] ?? 0;
      }
    }
  }
  return [...weeks]
    .sort(([a], [b]) => b - a)
    .map(([back, sum]) => ({
      day: new Date(Date.parse(`${asOf}T00:00:00Z`) - back * 7 * 86_400_000).toISOString().slice(0, 10),
      ...sum,
    }));
}

/** What the series alone shows at one action: a sign, or why there is none. */
export function seriesOf(weeks: readonly WatchedWeek[], at: string, others: readonly string[]): MadeRow {
  const near = others.filter(
    (other) => Math.abs(Date.parse(other) - Date.parse(at)) < apartDays * 86_400_000,
  ).length;
  if (near > 0)
    return {
      ...noSeries,
      series_reason: `Binnen acht weken ${near === 1 ? 'was er nog een actie' : `waren er nog ${near} acties`}: in een reeks zijn hun effecten niet uit elkaar te houden.`,
    };
  const found = interruptedSeries(weeks, at);
  return 'why' in found
    ? {...noSeries, series_reason: silenceOf(found)}
    : {
        series_ratio: found.ratio,
        series_low: found.low,
        series_high: found.high,
        series_reason: signOf(found),
      };
}

function signOf({low, high}: Interruption): string {
  if (low > 1) return 'Indicatief: het tempo lag erna hoger dan lijn en seizoen lieten verwachten.';
  if (high < 1) return 'Indicatief: het tempo lag erna lager dan lijn en seizoen lieten verwachten.';
  return 'Indicatief: geen breuk in het tempo te zien.';
}

function silenceOf(silence: Silence): string {
  switch (silence.why) {
    case 'short_before':
      return `De reeks is te kort: ${silence.weeks} weken ervoor, ${silence.needed} zijn nodig om het seizoen te kennen.`;
    case 'short_after':
      return `De reeks is te kort: ${silence.weeks} weken erna, ${silence.needed} zijn nodig.`;
    case 'few_registrations':
      return 'Er zijn te weinig registraties per week.';
    case 'no_season':
      return 'Lijn, seizoen en actie zijn niet uit elkaar te houden.';
  }
}

/** Press, social media or partners: everybody could see it. */
function towardsEverybody(year: number, action: GivenRow): MadeRow {
  return {
    reference_year: year,
    action: action.name as string,
    sent_on: action.sent_on as string,
    design: 'series',
    window_days: null,
    treated: null,
    ...nothing,
    ...noPlan,
    verdict: 'not_estimable',
    reason: 'Iedereen kon deze actie zien: er is niemand om mee te vergelijken.',
  };
}

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
    plan_known_on: (plan?.known_on as string | null | undefined) ?? null,
    cost_per_letter_eur: (plan?.cost_per_letter_eur as string | null | undefined) ?? null,
    ...noCost,
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
    ...costPerRegistration(base.cost_per_letter_eur, difference, low, high),
    verdict: 'estimated',
    reason:
      low > 0
        ? 'De herinnering bracht meer mensen tot registratie dan de wachtgroep.'
        : high < 0
          ? 'De wachtgroep registreerde vaker dan wie de herinnering kreeg.'
          : 'Het verschil is kleiner dan toeval kan geven: geen aangetoond effect.',
  };
}

/**
 * What one registration more cost: a letter over the share that came because of it. An effect that may be nothing, or
 * less, has no such cost.
 */
function costPerRegistration(letterEur: string | null, effect: number, low: number, high: number): MadeRow {
  if (letterEur === null || low <= 0) return noCost;
  const per = (share: number): number => Math.round((Number(letterEur) * 100) / share) / 100;
  return {cost_per_registration_eur: per(effect), cost_low_eur: per(high), cost_high_eur: per(low)};
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
    ...noPlan,
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
    reason: `Vergelijking van ${study.waves} ${study.waves === 1 ? 'week' : 'weken'} met brieven met wie zijn brief later kreeg, elk binnen zijn eigen kanaal en apart voor wie nieuw en wie terugkerend is.`,
  };
}

function phasedGroups(letters: readonly GivenRow[]): PhasedGroup[] {
  const groups = new Map<string, PhasedGroup & {persons: number; readonly known: Map<number, number>}>();
  for (const row of letters) {
    const [stratum, letterWeek] = [row.stratum as string, row.letter_week as number];
    const key = `${stratum} ${letterWeek}`;
    const group = groups.get(key) ?? {stratum, letterWeek, persons: 0, known: new Map<number, number>()};
    groups.set(key, group);
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
