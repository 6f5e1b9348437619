import type {Row} from '../reference/rows.js';
import {SOURCES, type Source, type TableName} from '../reference/tables.js';

/** The person of row `n`: P001, P002, and so on. */
export const person = (n: number): string => `P${String(n).padStart(3, '0')}`;

const line = (n: number): Row => ({
  person_id: person(n),
  quarter: 20221,
  employer_id: 'E1',
  line_no: 1,
  version: 1,
});

/** Row `n` (from 1) of each table: good in every respect, for reference year 2022. */
const goodRow: Readonly<Record<TableName, (n: number) => Row>> = {
  employment_lines: (n) => ({
    ...line(n),
    cancelled: n % 7 === 0,
    employer_category: '010',
    worker_code: '495',
    joint_committee: n % 3 === 0 ? null : '322.01',
    contract_type: n % 2,
    days_per_week: '5.00',
    hours_per_week: n % 4 === 0 ? null : '38.00',
    reference_hours_per_week: n % 4 === 0 ? null : '38.00',
    education_payment: n % 5 === 0 ? 12 : null,
  }),
  remunerations: (n) => ({...line(n), remuneration_code: 1, amount: `${6000 + n}.05`}),
  services: (n) => ({...line(n), service_code: 1, days: '65.00', hours: n % 2 ? '494.00' : null}),
  persons: (n) => ({
    person_id: person(n),
    birth_date: n % 6 === 0 ? null : '1985-07-30',
    sex: ['M', 'F', 'X', null][n % 4]!,
    nis_code: n % 5 === 0 ? null : '11002',
    death_date: n % 9 === 0 ? '2023-02-28' : null,
  }),
  advices: (n) => ({
    person_id: person(n),
    quarter: 20221,
    advice: n % 2 ? 'entitled' : 'not_entitled',
    reference_wage: n % 2 ? '2100.55' : null,
  }),
  registrations: (n) => ({
    person_id: person(n),
    registered_at: '2023-01-01T10:00:00.123456Z',
    ended_at: n % 2 ? null : '2024-06-30T22:00:00Z',
    channel: ['self', 'helpdesk', 'digibank', 'partner', null][n % 5]!,
  }),
  notifications: (n) => ({
    notification_id: `N${n}`,
    person_id: person(n),
    reference_year: 2022,
    scheme: n % 2 ? 'jobbonus' : 'plus',
    kind: ['decision', 'refusal', 'reminder', 'confirmation', 'declaration'][n % 5]!,
    channel: ['ebox', 'paper', null][n % 3]!,
    sent_on: '2023-11-06',
    wave: n % 2 ? 'golf 1, deel "a"' : null,
    arm: ['treated', 'holdout', null][n % 3]!,
  }),
  payments: (n) => ({
    payment_id: `B${n}`,
    person_id: person(n),
    reference_year: 2022,
    scheme: 'jobbonus',
    kind: ['award', 'supplement', 'recovery'][n % 3]!,
    amount: n % 3 === 2 ? '-12.34' : '350.00',
    payment_file: `SEPA-2023-${n}`,
    ordered_on: '2023-12-01',
    executed_on: n % 2 ? '2023-12-05' : null,
    status: n % 2 ? 'executed' : 'ordered',
  }),
  objections: (n) => ({
    objection_id: `O${n}`,
    person_id: person(n),
    reference_year: 2022,
    filed_on: '2023-12-10',
    decided_on: n % 2 ? '2024-01-31' : null,
    outcome: n % 2 ? 'partly_granted' : null,
  }),
  complaints: (n) => ({
    complaint_id: `K${n}`,
    reference_year: 2022,
    received_on: '2023-12-10',
    admissible: n % 2 ? true : null,
    founded: n % 2 ? false : null,
    closed_on: n % 2 ? '2024-01-31' : null,
  }),
  border_applications: (n) => ({
    application_id: `A${n}`,
    person_id: person(n),
    filed_on: '2023-10-20',
    admissible: n % 2 ? true : null,
  }),
  border_employments: (n) => ({
    application_id: `A${n}`,
    quarter: 20222,
    employer_no: 1,
    country: 'NL',
    gross_wage: '6600.10',
    contract_type: 0,
    days: n % 2 ? '65.00' : null,
    days_per_week: n % 2 ? '5.00' : null,
    hours: n % 2 ? null : '494.00',
    reference_hours_per_week: n % 2 ? null : '38.00',
  }),
  starters: (n) => ({
    person_id: person(n),
    started_on: '2022-03-01',
    stopped_on: n % 2 ? '2023-06-30' : null,
    last_employed_on: n % 3 ? '2022-02-28' : null,
    refused: n % 4 === 0,
  }),
  de_minimis_declarations: (n) => ({
    person_id: person(n),
    instalment: 1 + (n % 2),
    declared_on: '2023-03-01',
    within_limit: n % 3 > 0,
  }),
  credits: (n) => ({
    credit_id: `C${n}`,
    fiscal_year: 2023,
    article: 'JD0-1JDG2AA-WT',
    scheme: 'jobbonus',
    appropriation: n % 2 ? 'VAK' : 'VEK',
    kind: ['budget', 'realised', 'accrual'][n % 3]!,
    booked_on: '2023-12-31',
    amount: '999999999999.99',
  }),
  campaigns: (n) => ({
    campaign_id: `W${n}`,
    name: n % 2 ? 'Brief "golf 1",\ntwee regels' : 'Één bericht',
    kind: ['letter_wave', 'social_media', 'press', 'partner'][n % 4]!,
    started_on: '2023-11-06',
    ended_on: n % 2 ? '2023-11-20' : null,
  }),
};

/** Good rows `from` to `from + count - 1` of a table. */
export function goodRows(table: TableName, count: number, from = 1): Row[] {
  return Array.from({length: count}, (_, i) => goodRow[table](from + i));
}

export const sourceOf = (table: TableName): Source =>
  (Object.keys(SOURCES) as Source[]).find((source) =>
    (SOURCES[source] as readonly string[]).includes(table),
  )!;
