import {z} from 'zod';

// What a case may say. Every value is text as typed, so no amount becomes a binary fraction.

const text = z.string('expected a text').min(1, 'expected a text');
const like = (pattern: RegExp, what: string) => z.string(what).regex(pattern, what);

const isDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().slice(0, 10) === day
  );
};

const money = like(/^-?\d+\.\d{2}$/, 'expected an amount with two decimals, like 5400.00');
const time = like(/^\d+(\.\d{1,2})?$/, 'expected a number with at most two decimals, like 65 or 26.5');
const code3 = like(/^\d{3}$/, 'expected a code of three digits, like 035');
const count = like(/^[1-9]\d*$/, 'expected a number from 1 on');
const day = z.string('expected a day, like 2022-01-31').refine(isDay, 'expected a day, like 2022-01-31');
const instant = like(
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
  'expected a time in UTC, like 2022-11-02T22:59:59Z',
);
const yes = z.enum(['yes', 'no'], 'expected yes or no').transform((answer) => answer === 'yes');
const none = z.literal('none').transform(() => null);
const absent = 'expected a value or none';

const quarterNo = like(/^[1-4]$/, 'expected a quarter from 1 to 4');
const quarters = z
  .union(
    [quarterNo, like(/^[1-4]-[1-4]$/, 'a range'), z.array(quarterNo).min(1)],
    'expected a quarter, a range or a list, like 1, 1-4 or [1, 3]',
  )
  .transform((given): number[] => {
    if (Array.isArray(given)) return given.map(Number);
    const [from, to = from] = given.split('-').map(Number);
    return [1, 2, 3, 4].filter((quarter) => quarter >= from! && quarter <= to!);
  });

const contract = z
  .enum(['full-time', 'part-time'], 'expected full-time or part-time')
  .default('full-time')
  .transform((type) => (type === 'full-time' ? '0' : '1'));

const codes = <T extends z.ZodType>(of: T) =>
  z.record(like(/^[1-9]\d{0,2}$/, 'expected a code from 1 to 999'), of, 'expected code: value');

const service = like(
  /^\d+(\.\d{1,2})? (days?|hours?)( \d+(\.\d{1,2})? hours?)?$/,
  'expected days, hours or both, like 60 days, 456 hours or 60 days 456 hours',
).transform((given) => ({
  days: /([\d.]+) days?/.exec(given)?.[1] ?? null,
  hours: /([\d.]+) hours?/.exec(given)?.[1] ?? null,
}));

const person = z.strictObject({
  /** no: the persons delivery has no row for this person. */
  known: yes.default(true),
  born: z
    .union([day, z.literal('unknown').transform(() => null)], 'expected a day, like 1990-05-15, or unknown')
    .default('1990-05-15'),
  /** On 1 January after the reference year. */
  lives_in: like(/( \d{5}|^abroad)$/, 'expected a municipality with its NIS code, like Gent 44021, or abroad')
    .default('Gent 44021')
    .transform((town) => (town === 'abroad' ? null : town.slice(-5))),
  died: day.optional(),
});

const line = z.strictObject({
  quarters,
  employer: text.default('A'),
  line: count.default('1'),
  version: count.default('1'),
  cancelled: yes.default(false),
  employer_category: code3.default('010'),
  worker_code: code3.default('495'),
  contract,
  paid_in: z
    .enum(['tenths', 'twelfths'], 'expected tenths or twelfths')
    .transform((mode) => (mode === 'tenths' ? '10' : '12'))
    .optional(),
  days_per_week: time.default('5'),
  reference_hours: time.optional(),
  /** Service code 1. */
  days: time.optional(),
  hours: time.optional(),
  services: codes(service).default({}),
  /** Remuneration code 1. */
  wage: money.optional(),
  remunerations: codes(money).default({}),
});

const employment = z.strictObject({
  quarters,
  employer: count.default('1'),
  country: like(/^[A-Z]{2}$/, 'expected a country of two letters, like NL').default('NL'),
  wage: money,
  contract,
  days: time.optional(),
  days_per_week: z.union([time, none], absent).default('5'),
  hours: time.optional(),
  reference_hours: time.optional(),
});

const application = z.strictObject({
  filed: day,
  admissible: z
    .enum(['yes', 'no', 'open'], 'expected yes, no or open')
    .transform((answer) => ({yes: true, no: false, open: null})[answer]),
  employments: z.array(employment, 'expected a list').default([]),
});

const scheme = z.enum(['jobbonus', 'plus'], 'expected jobbonus or plus').default('jobbonus');

const letter = z.strictObject({
  scheme,
  kind: z.enum(['decision', 'refusal', 'reminder', 'confirmation', 'declaration']).default('decision'),
  sent: day,
  /** none: a hold-out person, whose letter did not go out. */
  channel: z.union([z.enum(['ebox', 'paper']), none], 'expected ebox, paper or none').default('ebox'),
});

const payment = z.strictObject({
  scheme,
  kind: z.enum(['award', 'supplement', 'recovery'], 'expected award, supplement or recovery'),
  amount: money,
  ordered: day,
  executed: day.optional(),
  status: z.enum(['ordered', 'executed', 'returned'], 'expected ordered, executed or returned').optional(),
});

const starter = z.strictObject({
  started: day,
  stopped: day.optional(),
  last_employed: z.union([day, none], 'expected a day, like 2022-01-31, or none'),
  refused: yes.default(false),
  declarations: z
    .array(z.strictObject({instalment: z.enum(['1', '2'], 'expected 1 or 2'), on: day, within_limit: yes}))
    .default([]),
});

const yearFacts = {
  person: person.prefault({}),
  lines: z.array(line, 'expected a list').default([]),
  applications: z.array(application, 'expected a list').default([]),
};

const cents = z.union([money, none], 'expected an amount with two decimals, like 462.50, or none');
const dayOrNone = z.union([day, none], 'expected a day, like 2022-12-01, or none');

const quarter = z.strictObject({
  /** no: the export has no row for this quarter. */
  shown: yes.default(true),
  wage_fraction: like(/^\d+\.\d{2}$/, 'expected two decimals, like 0.50').optional(),
  payout_fraction: like(/^\d+\.\d{2}$/, 'expected two decimals, like 0.50').optional(),
  counted_wage: money.optional(),
  reference_wage: cents.optional(),
  quarter_bonus: like(/^\d+\.\d{6}$/, 'expected six decimals, like 115.625000').optional(),
  exclusion: z.union([z.enum(['pension_age', 'no_counted_days']), none], absent).optional(),
});

const reasons = [
  'person_data_incomplete',
  'deceased',
  'not_domiciled',
  'under_age',
  'excluded_worker',
  'pension_age',
  'dmfa_incomplete',
  'no_counted_days',
  'wage_above_limit',
  'below_minimum',
  'refused_by_person',
  'no_jobbonus_year_before',
  'not_recently_employed',
  'above_de_minimis',
  'declaration_missing',
] as const;

const expected = z.strictObject({
  scheme,
  /** no: nobody opens a dossier of this scheme. */
  dossier: yes.default(true),
  category: z.enum(['employee', 'border', 'combined', 'starter']).optional(),
  status: z.enum(['entitled', 'refused', 'out_of_scope', 'incomplete', 'pending', 'inadmissible']).optional(),
  reason: z
    .union([z.enum(reasons), none], 'expected a reason of contract §2, like below_minimum, or none')
    .optional(),
  bonus: money.optional(),
  supplement: money.optional(),
  payable: money.optional(),
  notified_on: dayOrNone.optional(),
  registered_on: dayOrNone.optional(),
  first_paid_on: dayOrNone.optional(),
  paid_amount: money.optional(),
  balance: money.optional(),
});

export const caseShape = z.strictObject({
  name: text,
  article: text,
  because: text,
  /** The day the world is seen from. */
  seen_on: day.optional(),
  ...yearFacts,
  registrations: z
    .array(z.strictObject({at: instant, ended: instant.optional()}), 'expected a list')
    .default([]),
  letters: z.array(letter, 'expected a list').default([]),
  payments: z.array(payment, 'expected a list').default([]),
  starter: starter.optional(),
  year_before: z.strictObject(yearFacts).optional(),
  expect: expected,
  /** By quarter number. */
  expect_quarters: z
    .partialRecord(z.enum(['1', '2', '3', '4'], 'expected a quarter from 1 to 4'), quarter)
    .default({}),
});

/** A case as read: defaults filled in, dates and amounts still text. */
export type CaseFacts = z.infer<typeof caseShape>;
/** What is known of one reference year. */
export type YearFacts = Pick<CaseFacts, keyof typeof yearFacts>;

/** Every key a case may use, to guess what a misspelt one meant. */
export const wordsOfCases: readonly string[] = [
  caseShape,
  person,
  line,
  employment,
  application,
  letter,
  payment,
  starter,
  quarter,
  expected,
].flatMap((shape) => Object.keys(shape.shape));
