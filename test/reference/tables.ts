import type * as rows from './rows.js';

/** The tables delivered per reference year, with the type of their rows. */
export interface YearTables {
  employment_lines: rows.EmploymentLine;
  remunerations: rows.Remuneration;
  services: rows.Service;
  persons: rows.Person;
  advices: rows.Advice;
  border_applications: rows.BorderApplication;
  border_employments: rows.BorderEmployment;
  starters: rows.Starter;
  de_minimis_declarations: rows.DeMinimisDeclaration;
}

/** The event streams: delivered without a reference year. */
export interface StreamTables {
  registrations: rows.Registration;
  notifications: rows.Notification;
  payments: rows.Payment;
  objections: rows.Objection;
  complaints: rows.Complaint;
  credits: rows.Credit;
  campaigns: rows.Campaign;
}

export type Tables = YearTables & StreamTables;
export type TableName = keyof Tables;

/** `decimal(p,s)` is written as its own text: the precision and the scale are read from it. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | `decimal(${number},${number})`;

export interface TableShape {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
}

const LINE_KEY = ['person_id', 'quarter', 'employer_id', 'line_no', 'version'] as const;
const lineKey = {
  person_id: 'text',
  quarter: 'integer',
  employer_id: 'text',
  line_no: 'integer',
  version: 'integer',
} as const;

/** The sources in the order of the contract's table, with the tables each delivers. */
export const SOURCES = {
  dmfa: ['employment_lines', 'remunerations', 'services'],
  persons: ['persons'],
  advice: ['advices'],
  registrations: ['registrations'],
  notifications: ['notifications'],
  payments: ['payments'],
  objections: ['objections'],
  complaints: ['complaints'],
  border: ['border_applications', 'border_employments'],
  plus: ['starters', 'de_minimis_declarations'],
  budget: ['credits'],
  campaigns: ['campaigns'],
} as const satisfies Record<string, readonly TableName[]>;
export type Source = keyof typeof SOURCES;

export const YEAR_SOURCES = [
  'dmfa',
  'persons',
  'advice',
  'border',
  'plus',
] as const satisfies readonly Source[];
export const STREAM_SOURCES = [
  'registrations',
  'notifications',
  'payments',
  'objections',
  'complaints',
  'budget',
  'campaigns',
] as const satisfies readonly Source[];

/** Columns in the order of the contract (§1, Columns), with the primary key of each table. */
export const SHAPES: Readonly<Record<TableName, TableShape>> = {
  employment_lines: {
    key: LINE_KEY,
    columns: {
      ...lineKey,
      cancelled: 'boolean',
      employer_category: 'text',
      worker_code: 'text',
      joint_committee: 'text',
      contract_type: 'integer',
      days_per_week: 'decimal(4,2)',
      hours_per_week: 'decimal(4,2)',
      reference_hours_per_week: 'decimal(4,2)',
      education_payment: 'integer',
    },
  },
  remunerations: {
    key: [...LINE_KEY, 'remuneration_code'],
    columns: {...lineKey, remuneration_code: 'integer', amount: 'decimal(11,2)'},
  },
  services: {
    key: [...LINE_KEY, 'service_code'],
    columns: {...lineKey, service_code: 'integer', days: 'decimal(5,2)', hours: 'decimal(6,2)'},
  },
  persons: {
    key: ['person_id'],
    columns: {person_id: 'text', birth_date: 'date', sex: 'text', nis_code: 'text', death_date: 'date'},
  },
  advices: {
    key: ['person_id', 'quarter'],
    columns: {person_id: 'text', quarter: 'integer', advice: 'text', reference_wage: 'decimal(10,2)'},
  },
  registrations: {
    key: ['person_id', 'registered_at'],
    columns: {person_id: 'text', registered_at: 'timestamp', ended_at: 'timestamp', channel: 'text'},
  },
  notifications: {
    key: ['notification_id'],
    columns: {
      notification_id: 'text',
      person_id: 'text',
      reference_year: 'integer',
      scheme: 'text',
      kind: 'text',
      channel: 'text',
      sent_on: 'date',
      wave: 'text',
      arm: 'text',
    },
  },
  payments: {
    key: ['payment_id'],
    columns: {
      payment_id: 'text',
      person_id: 'text',
      reference_year: 'integer',
      scheme: 'text',
      kind: 'text',
      amount: 'decimal(9,2)',
      payment_file: 'text',
      ordered_on: 'date',
      executed_on: 'date',
      status: 'text',
    },
  },
  objections: {
    key: ['objection_id'],
    columns: {
      objection_id: 'text',
      person_id: 'text',
      reference_year: 'integer',
      filed_on: 'date',
      decided_on: 'date',
      outcome: 'text',
    },
  },
  complaints: {
    key: ['complaint_id'],
    columns: {
      complaint_id: 'text',
      reference_year: 'integer',
      received_on: 'date',
      admissible: 'boolean',
      founded: 'boolean',
      closed_on: 'date',
    },
  },
  border_applications: {
    key: ['application_id'],
    columns: {application_id: 'text', person_id: 'text', filed_on: 'date', admissible: 'boolean'},
  },
  border_employments: {
    key: ['application_id', 'quarter', 'employer_no'],
    columns: {
      application_id: 'text',
      quarter: 'integer',
      employer_no: 'integer',
      country: 'text',
      gross_wage: 'decimal(11,2)',
      contract_type: 'integer',
      days: 'decimal(5,2)',
      days_per_week: 'decimal(4,2)',
      hours: 'decimal(6,2)',
      reference_hours_per_week: 'decimal(4,2)',
    },
  },
  starters: {
    key: ['person_id'],
    columns: {
      person_id: 'text',
      started_on: 'date',
      stopped_on: 'date',
      last_employed_on: 'date',
      refused: 'boolean',
    },
  },
  de_minimis_declarations: {
    key: ['person_id', 'instalment'],
    columns: {person_id: 'text', instalment: 'integer', declared_on: 'date', within_limit: 'boolean'},
  },
  credits: {
    key: ['credit_id'],
    columns: {
      credit_id: 'text',
      fiscal_year: 'integer',
      article: 'text',
      scheme: 'text',
      appropriation: 'text',
      kind: 'text',
      booked_on: 'date',
      amount: 'decimal(14,2)',
    },
  },
  campaigns: {
    key: ['campaign_id'],
    columns: {campaign_id: 'text', name: 'text', kind: 'text', started_on: 'date', ended_on: 'date'},
  },
};
