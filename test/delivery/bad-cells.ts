import type {Cell, Row} from '../reference/rows.js';
import {type ColumnType, SHAPES, type TableName} from '../reference/tables.js';
import {type DeliveredType, otherTypes} from './column-types.js';
import {columnsOf} from './draft.js';

/** Cells that spoil a good row, and the reason that the contract then gives. */
export interface BadCells {
  readonly cells: Row;
  readonly reason: string;
  /** Only text can hold it. */
  readonly csvOnly?: boolean;
}

/** The columns that the contract marks with `?`. */
export const nullable: Readonly<Record<TableName, readonly string[]>> = {
  employment_lines: ['joint_committee', 'hours_per_week', 'reference_hours_per_week', 'education_payment'],
  remunerations: [],
  services: ['days', 'hours'],
  persons: ['birth_date', 'sex', 'nis_code', 'death_date'],
  advices: ['reference_wage'],
  registrations: ['ended_at', 'channel'],
  notifications: ['channel', 'wave', 'arm'],
  payments: ['executed_on'],
  objections: ['decided_on', 'outcome'],
  complaints: ['admissible', 'founded', 'closed_on'],
  border_applications: ['admissible'],
  border_employments: ['days', 'days_per_week', 'hours', 'reference_hours_per_week'],
  starters: ['stopped_on', 'last_employed_on'],
  de_minimis_declarations: [],
  credits: [],
  campaigns: ['ended_on'],
};

/** Cells of a CSV that are not of the type of their column. */
const unreadable: Readonly<Record<string, readonly string[]>> = {
  integer: ['abc', '1e3', '1.0', '1.5', '1,0', ' 1', '1 ', '0x1F', '--1', '1_000', '٣', '- 1', 'true'],
  decimal: [
    'abc',
    '1e3',
    '1E3',
    '1.001',
    '1.000',
    '1,50',
    '1.',
    '.',
    ' 1.00',
    '1.00 ',
    '€1',
    '1 000.00',
    '0x1F',
  ],
  boolean: ['TRUE', 'False', '1', '0', 't', 'yes', 'ja', ' true', 'true '],
  date: [
    '2023-02-30',
    '2023-13-01',
    '2023-00-10',
    '2023-2-3',
    '30/07/1985',
    '20230203',
    '2023-02-03T00:00:00Z',
    'infinity',
    'epoch',
    ' 2023-02-03',
    '2023-02-29',
    'tomorrow',
    '0000-01-01',
    '10000-01-01',
    '0044-03-15 (BC)',
  ],
  timestamp: [
    '2023-01-01T10:00:00',
    '2023-01-01 10:00:00',
    '2023-01-01',
    '2023-02-30T10:00:00Z',
    '2023-01-01T25:00:00Z',
    '2023-01-01T10:61:00Z',
    '10:00:00Z',
    '1672567200',
    'infinity',
    '2023-01-01T10:00:00 CET',
    '2023-01-01T10:00:00.1234567Z',
    '2023-01-01T24:00:00Z',
    '2023-01-01T10:00:60Z',
    '2023-01-01T10:00:00+25:00',
    '2023-01-01T10:00:00+01:75',
    '2023-01-01T10:00:00+14:30',
    '0000-01-01T10:00:00Z',
  ],
};

const notFinite = ['NaN', 'nan', 'Infinity', '-Infinity', 'infinity', 'inf', '-inf'];

const kindOf = (type: ColumnType): string => type.replace(/\(.*/, '');

/** What any column of a type can have wrong. */
function ofType(table: TableName, column: string, type: ColumnType): BadCells[] {
  const cell = (value: Cell, reason: string, csvOnly = false): BadCells => ({
    cells: {[column]: value},
    reason,
    csvOnly,
  });
  const kind = kindOf(type);
  const found = (unreadable[kind] ?? []).map((text) => cell(text, 'unreadable_value', true));
  if (!nullable[table].includes(column)) found.push(cell(null, 'null_required'));
  if (kind === 'integer')
    found.push(
      cell('2147483648', 'not_finite_or_too_large'),
      cell('-99999999999', 'not_finite_or_too_large'),
    );
  if (kind === 'integer' || kind === 'decimal') {
    found.push(...notFinite.map((text) => cell(text, 'not_finite_or_too_large', true)));
    found.push(cell(`1${'0'.repeat(60)}`, 'not_finite_or_too_large', true));
  }
  if (kind === 'decimal') {
    const [precision, scale] = type.match(/\d+/g)!.map(Number) as [number, number];
    const tooLarge = `1${'0'.repeat(precision - scale)}`;
    found.push(cell(tooLarge, 'not_finite_or_too_large'), cell(`-${tooLarge}.00`, 'not_finite_or_too_large'));
    found.push(cell('1.005', 'unreadable_value'), cell('0.001', 'unreadable_value'));
  }
  return found;
}

const outOfRange = (column: string, ...values: Cell[]): BadCells[] =>
  values.map((value) => ({cells: {[column]: value}, reason: 'out_of_range'}));
const unknown = (column: string, ...values: Cell[]): BadCells[] =>
  values.map((value) => ({cells: {[column]: value}, reason: 'unknown_value'}));
const together = (reason: string, ...rows: Row[]): BadCells[] => rows.map((cells) => ({cells, reason}));

const malformed = ['Jan Peeters', 'P 1', 'P.1', 'é1', 'P1\n', "P'1", '../P1', 'a'.repeat(65), ' ', 'P/1'];
const person = outOfRange('person_id', ...malformed);
const quarter = [
  ...outOfRange('quarter', 20_225, 20_220, 2022, 202_210, 0, -20_221),
  ...together(
    'quarter_outside_year',
    {quarter: 20_211},
    {quarter: 20_214},
    {quarter: 20_231},
    {quarter: 19_994},
  ),
];
const lineKey = [...person, ...quarter, ...outOfRange('line_no', 0, -1), ...outOfRange('version', 0, -1)];
const scheme = unknown('scheme', 'JOBBONUS', 'jobbonus ', 'premie');

const ofTable: Readonly<Record<TableName, readonly BadCells[]>> = {
  employment_lines: [
    ...lineKey,
    ...outOfRange('employer_category', '10', '0100', 'é'),
    ...outOfRange('worker_code', '15', '0495', '4'),
    ...unknown('contract_type', 2, -1),
    ...outOfRange('days_per_week', '0.00', '-0.01', '7.01', '99.99'),
    ...outOfRange('reference_hours_per_week', '0.00', '-38.00', '60.01'),
    ...unknown('education_payment', 0, 11, 21),
  ],
  remunerations: [...lineKey, ...outOfRange('remuneration_code', 0, -1, 1000)],
  services: [
    ...lineKey,
    ...outOfRange('service_code', 0, -1, 1000),
    ...outOfRange('days', '-0.01'),
    ...outOfRange('hours', '-0.01', '-494.00'),
    ...together('null_required', {days: null, hours: null}),
  ],
  persons: [
    ...person,
    ...unknown('sex', 'm', 'V', 'F ', 'MF'),
    ...outOfRange('nis_code', '1100', '110020', '1'),
  ],
  advices: [...person, ...quarter, ...unknown('advice', 'yes', 'Entitled', 'not entitled')],
  registrations: [...person, ...unknown('channel', 'web', 'SELF')],
  notifications: [
    ...person,
    ...scheme,
    ...unknown('kind', 'letter', 'Decision'),
    ...unknown('channel', 'mail', 'e-Box'),
    ...unknown('arm', 'control', 'Treated'),
  ],
  payments: [
    ...person,
    ...scheme,
    ...unknown('kind', 'bonus', 'Award'),
    ...unknown('status', 'paid', 'Executed'),
    ...together(
      'out_of_range',
      {kind: 'recovery', amount: '0.00'},
      {kind: 'recovery', amount: '0.01'},
      {kind: 'recovery', amount: '350.00'},
      {kind: 'award', amount: '0.00'},
      {kind: 'award', amount: '-0.01'},
      {kind: 'supplement', amount: '0.00'},
      {kind: 'supplement', amount: '-20.00'},
    ),
    ...together('null_required', {status: 'executed', executed_on: null}),
  ],
  objections: [...person, ...unknown('outcome', 'yes', 'Granted')],
  complaints: [],
  border_applications: person,
  border_employments: [
    ...quarter,
    ...outOfRange('country', 'N', 'NLD', '€'),
    ...unknown('contract_type', 2, -1),
    ...together('orphan', {application_id: 'A999'}, {application_id: 'a1'}),
  ],
  starters: [...person, ...outOfRange('started_on', '2021-12-31', '2023-01-01', '1922-03-01')],
  de_minimis_declarations: [...person, ...unknown('instalment', 0, 3, -1)],
  credits: [...scheme, ...unknown('appropriation', 'vak', 'VEKK'), ...unknown('kind', 'budgets', 'Budget')],
  campaigns: unknown('kind', 'tv', 'letter wave'),
};

const orphans = (column: string, ...values: Cell[]) =>
  values.map((value) => ({cells: {[column]: value}, reason: 'orphan'}));
const lineOrphans: readonly BadCells[] = [
  ...orphans('person_id', 'P999', 'p001'),
  ...orphans('quarter', 20_222),
  ...orphans('employer_id', 'E2', 'e1'),
  ...orphans('line_no', 2),
  ...orphans('version', 2),
];

/** Everything that can be wrong with a row of a table, one thing a row. */
export function badCells(table: TableName): readonly BadCells[] {
  const general = Object.entries(SHAPES[table].columns).flatMap(([column, type]) =>
    ofType(table, column, type),
  );
  const isLineChild = table === 'remunerations' || table === 'services';
  return [...general, ...ofTable[table], ...(isLineChild ? lineOrphans : [])];
}

/** Types wide enough to hold values that the contract's cannot: what a careless supplier would send. */
export function wideColumns(table: TableName): Readonly<Record<string, DeliveredType>> {
  const wide = Object.entries(SHAPES[table].columns).map(([name, type]): [string, DeliveredType] => {
    if (type === 'integer') return [name, otherTypes.int64];
    return [name, type.startsWith('decimal') ? 'decimal(18,3)' : type];
  });
  return columnsOf(table, Object.fromEntries(wide));
}

/** Values on the right side of every limit. */
export const onTheLimit: Partial<Readonly<Record<TableName, readonly Row[]>>> = {
  employment_lines: [
    {person_id: 'a'.repeat(64), quarter: 20_224, line_no: 2_147_483_647, version: 2_147_483_647},
    {person_id: '-_Az09', days_per_week: '7.00', reference_hours_per_week: '60.00', contract_type: 1},
    {
      days_per_week: '0.01',
      reference_hours_per_week: '0.01',
      hours_per_week: '-99.99',
      education_payment: 10,
    },
    {education_payment: 20, employer_id: 'één werkgever', joint_committee: ' ', worker_code: '015'},
  ],
  remunerations: [
    {remuneration_code: 999, amount: '-999999999.99'},
    {remuneration_code: 2, amount: '0.00'},
  ],
  services: [
    {service_code: 999, days: '0.00', hours: '0.00'},
    {service_code: 2, days: '999.99', hours: '9999.99'},
  ],
  persons: [{birth_date: '0001-01-01', sex: 'X', nis_code: '00000', death_date: '9999-12-31'}],
  payments: [
    {kind: 'recovery', amount: '-0.01', status: 'returned', executed_on: null},
    {kind: 'award', amount: '0.01', status: 'ordered', executed_on: null},
    {kind: 'supplement', amount: '9999999.99', status: 'executed', executed_on: '2023-12-05'},
  ],
  border_employments: [{quarter: 20_221, employer_no: -5, gross_wage: '-0.01', country: 'é?'}],
  starters: [{started_on: '2022-01-01'}, {started_on: '2022-12-31', stopped_on: '2022-01-01'}],
};
