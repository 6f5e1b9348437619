import {cellName, countingSql, familyName, familySeparator, groupingSql} from '../../src/disclosure/cells.js';
import {type Estimate, estimate, type GivenRow, type MadeRow} from '../../src/models/estimate.js';
import {percentDecimals, roundedShare} from '../../src/rounded-share.js';
import {type Answers, type Chance, shrunkChance, weightOfAll} from '../../src/statistics/shrink.js';
import {crossings} from '../crossings.js';

/** Who still waits, beside everybody who has no account: the dead and who came too late are not written to. */
const people = `(
  select profiled.*, coalesce(waited.state = 'waiting', false) as is_waiting
  from intermediate.people_profiled as profiled
  left join intermediate.people_waited as waited using (reference_year, person_key))`;

/** Who was written to in the last wave of a year whose draw speaks. */
const askedIn = (when: 'this' | 'before'): string => {
  const [letters, waves] =
    when === 'this'
      ? ['intermediate.reminders_answered', 'estimates.outreach']
      : ['previous_year.reminders_answered', 'previous_year.outreach'];
  return `(
    select letters.*
    from ${letters} as letters
    semi join (
      select reference_year, action
      from ${waves}
      where design = 'randomised' and verdict = 'estimated'
      qualify row_number() over (partition by reference_year order by sent_on desc, action) = 1
    ) as waves on letters.reference_year = waves.reference_year and letters.wave = waves.action)`;
};

const answers = [
  'count(*)::integer as asked',
  'count(*) filter (has_answered)::integer as answered',
  'any_value(wave) as wave',
  'any_value(window_days) as window_days',
];

export default estimate({
  grain: 'one group that could be written to: of one level, or found by the search',
  key: ['reference_year', 'dimension', 'category'],
  title: 'Groepen die aangeschreven kunnen worden',
  publish: true,
  pagesOnly: true,
  note: `People who wait times the chance that they register when written to times what waits for them. The chance is that
    of the last drawn wave of this year or the year before, drawn towards that of everybody where the group had few
    letters; without such a wave it cannot be estimated, and that is the result. It counts everybody who registers
    after the letter, also who would have without one. What comes because of the letter is the effect of the wave
    (estimates.outreach), times what waits: of everybody together only, because the draw says no more. Association, not cause.`,
  questions: {
    cells: countingSql(people, crossings, [
      'count(*) filter (is_waiting)::integer as waiting',
      'coalesce(sum(payable_cents - paid_cents) filter (is_waiting), 0)::bigint as waiting_cents',
    ]),
    now: groupingSql(askedIn('this'), crossings, answers),
    before: groupingSql(askedIn('before'), crossings, answers),
    segments: 'select dimension, category from estimates.segments order by all',
    effects: `
      select action, effect, low, high from estimates.outreach where design = 'randomised' and verdict = 'estimated'
      union all
      select action, effect, low, high from previous_year.outreach where design = 'randomised' and verdict = 'estimated'
      order by action`,
  },
  columns: {
    reference_year: {type: 'integer'},
    dimension: {type: 'varchar'},
    category: {type: 'varchar'},
    not_registered: {type: 'integer', unit: 'persons', label: 'Zonder rekening', cell: `'parts'`},
    wave: {type: 'varchar', label: 'Kans uit de golf'},
    window_days: {type: 'integer', unit: 'day', label: 'Venster in dagen'},
    chance: {type: 'double', unit: 'share', label: 'Kans op registratie na een brief', of: 'not_registered'},
    chance_low: {type: 'double', unit: 'share', label: 'Ondergrens', of: 'not_registered'},
    chance_high: {type: 'double', unit: 'share', label: 'Bovengrens', of: 'not_registered'},
    decimals: {
      type: 'integer',
      label: 'Decimalen van de kans',
      meaning: 'of the percentage: none below a thousand letters',
      of: 'not_registered',
    },
    eur_per_letter: {
      type: 'integer',
      unit: 'EUR',
      label: 'Verwacht per brief',
      of: 'not_registered',
    },
    recoverable_eur: {
      type: 'decimal(18, 2)',
      unit: 'EUR',
      label: 'Verwacht na een brief',
      of: 'not_registered',
    },
    extra_eur: {
      type: 'decimal(18, 2)',
      unit: 'EUR',
      label: 'Daarvan door de brief',
      meaning: 'of everybody together only: the effect of the wave times what waits',
      of: 'not_registered',
    },
    extra_low_eur: {type: 'decimal(18, 2)', unit: 'EUR', label: 'Minstens (95 %)', of: 'not_registered'},
    extra_high_eur: {type: 'decimal(18, 2)', unit: 'EUR', label: 'Hoogstens (95 %)', of: 'not_registered'},
    reason: {type: 'varchar', label: 'Waarom niet te schatten', of: 'not_registered'},
  },
  compute: ({cells = [], now = [], before = [], segments = [], effects = []}) => {
    const found = new Set(segments.map((row) => `${row.dimension}|${row.category}`));
    const wave = waveOf(now.length > 0 ? now : before, effects);
    return cells
      .map(groupOf)
      .filter((group) => group.family.length < 2 || found.has(`${group.dimension}|${group.category}`))
      .map((group) => rowOf(group, wave));
  },
} satisfies Estimate);

interface Group {
  readonly reference_year: number;
  readonly family: readonly string[];
  readonly dimension: string;
  readonly category: string;
  readonly not_registered: number;
  readonly waiting: number;
  readonly waitingCents: number;
}

function groupOf(row: GivenRow): Group {
  const family = familyOf(row);
  return {
    reference_year: Number(row.reference_year),
    family,
    dimension: familyName(family),
    category: cellName(levelsOf(row)),
    not_registered: Number(row.not_registered),
    waiting: Number(row.waiting),
    waitingCents: Number(row.waiting_cents),
  };
}

const familyOf = (row: GivenRow): readonly string[] =>
  row.family === '' ? [] : String(row.family).split(familySeparator);

const levelsOf = (row: GivenRow): readonly string[] => row.levels as unknown as readonly string[];

/** A drawn wave, and how each group answered it. */
interface Wave {
  readonly name: string;
  readonly window: number;
  /** What the letters of the wave changed, beside who was drawn to wait: the middle and the limits. */
  readonly effect: {readonly effect: number; readonly low: number; readonly high: number} | undefined;
  chanceOf(group: Pick<Group, 'dimension' | 'category'>): Pick<Answers, 'asked'> & Chance;
}

function waveOf(cells: readonly GivenRow[], effects: readonly GivenRow[]): Wave | undefined {
  const all = cells.find((row) => row.family === '');
  if (!all) return undefined;
  const families = new Map<string, Map<string, Answers>>();
  for (const row of cells) {
    const name = familyName(familyOf(row));
    const levels = families.get(name) ?? new Map<string, Answers>();
    families.set(name, levels);
    levels.set(cellName(levelsOf(row)), {asked: Number(row.asked), answered: Number(row.answered)});
  }
  const overall = Number(all.answered) / Number(all.asked);
  const weights = new Map([...families].map(([name, levels]) => [name, weightOfAll([...levels.values()])]));
  const drawn = effects.find((row) => row.action === all.wave);
  return {
    name: String(all.wave),
    window: Number(all.window_days),
    effect: drawn && {effect: Number(drawn.effect), low: Number(drawn.low), high: Number(drawn.high)},
    chanceOf: ({dimension, category}) => {
      const group = families.get(dimension)?.get(category) ?? {asked: 0, answered: 0};
      // a crossing that nobody of the wave belongs to says nothing of its own
      const weight = weights.get(dimension) ?? Number(all.asked);
      return {asked: group.asked, ...shrunkChance(group, overall, weight)};
    },
  };
}

const noExtra = {extra_eur: null, extra_low_eur: null, extra_high_eur: null};

const silent = {
  ...{chance: null, chance_low: null, chance_high: null, decimals: null},
  ...{eur_per_letter: null, recoverable_eur: null},
  ...noExtra,
};

function rowOf(
  {reference_year, family, dimension, category, not_registered, waiting, waitingCents}: Group,
  wave: Wave | undefined,
): MadeRow {
  const group = {
    ...{reference_year, dimension, category, not_registered},
    wave: wave?.name ?? null,
    window_days: wave?.window ?? null,
  };
  if (waiting === 0) return {...group, ...silent, reason: 'Er wacht niemand die nog een brief kan krijgen.'};
  if (!wave)
    return {
      ...group,
      ...silent,
      reason: 'Nog geen golf met een gelote wachtgroep, in dit refertejaar of het vorige.',
    };
  const {asked, chance, low, high} = wave.chanceOf({dimension, category});
  const share = (value: number): number => roundedShare(value, asked);
  const perLetter = (share(chance) * waitingCents) / waiting / 100;
  return {
    ...group,
    chance: share(chance),
    chance_low: share(low),
    chance_high: share(high),
    decimals: percentDecimals(asked),
    eur_per_letter: Math.round(perLetter),
    recoverable_eur: inHundreds(perLetter * waiting),
    ...(family.length === 0 && wave.effect ? extraOf(wave.effect, waitingCents / 100) : noExtra),
    reason: null,
  };
}

const inHundreds = (euro: number): string => (Math.round(euro / 100) * 100).toFixed(2);

/** What comes because of the letter, and would not have without. */
const extraOf = ({effect, low, high}: NonNullable<Wave['effect']>, waitingEuro: number): MadeRow => ({
  extra_eur: inHundreds(effect * waitingEuro),
  extra_low_eur: inHundreds(low * waitingEuro),
  extra_high_eur: inHundreds(high * waitingEuro),
});
