/**
 * The rows of every table of the contract (§1), as the reference keeps them: decimals as text with a point
 * ('12.30'), dates 'YYYY-MM-DD', timestamps ISO with a zone, quarters as the integer yyyyq.
 * Type aliases and not interfaces, so that a row can also be read as a plain record of cells.
 */
export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export type EmploymentLine = Readonly<{
  person_id: string;
  quarter: number;
  employer_id: string;
  line_no: number;
  version: number;
  cancelled: boolean;
  employer_category: string;
  worker_code: string;
  joint_committee: string | null;
  contract_type: number;
  days_per_week: string;
  hours_per_week: string | null;
  reference_hours_per_week: string | null;
  education_payment: number | null;
}>;

export type Remuneration = Readonly<{
  person_id: string;
  quarter: number;
  employer_id: string;
  line_no: number;
  version: number;
  remuneration_code: number;
  amount: string;
}>;

export type Service = Readonly<{
  person_id: string;
  quarter: number;
  employer_id: string;
  line_no: number;
  version: number;
  service_code: number;
  days: string | null;
  hours: string | null;
}>;

export type Person = Readonly<{
  person_id: string;
  birth_date: string | null;
  sex: string | null;
  nis_code: string | null;
  death_date: string | null;
}>;

export type Advice = Readonly<{
  person_id: string;
  quarter: number;
  advice: string;
  reference_wage: string | null;
}>;

export type Registration = Readonly<{
  person_id: string;
  registered_at: string;
  ended_at: string | null;
  channel: string | null;
}>;

export type Scheme = 'jobbonus' | 'plus';

export type Notification = Readonly<{
  notification_id: string;
  person_id: string;
  reference_year: number;
  scheme: string;
  kind: string;
  channel: string | null;
  sent_on: string;
  wave: string | null;
  arm: string | null;
}>;

export type Payment = Readonly<{
  payment_id: string;
  person_id: string;
  reference_year: number;
  scheme: string;
  kind: string;
  amount: string;
  payment_file: string;
  ordered_on: string;
  executed_on: string | null;
  status: string;
}>;

export type Objection = Readonly<{
  objection_id: string;
  person_id: string;
  reference_year: number;
  filed_on: string;
  decided_on: string | null;
  outcome: string | null;
}>;

export type Complaint = Readonly<{
  complaint_id: string;
  reference_year: number;
  received_on: string;
  admissible: boolean | null;
  founded: boolean | null;
  closed_on: string | null;
}>;

export type BorderApplication = Readonly<{
  application_id: string;
  person_id: string;
  filed_on: string;
  admissible: boolean | null;
}>;

export type BorderEmployment = Readonly<{
  application_id: string;
  quarter: number;
  employer_no: number;
  country: string;
  gross_wage: string;
  contract_type: number;
  days: string | null;
  days_per_week: string | null;
  hours: string | null;
  reference_hours_per_week: string | null;
}>;

export type Starter = Readonly<{
  person_id: string;
  started_on: string;
  stopped_on: string | null;
  last_employed_on: string | null;
  refused: boolean;
}>;

export type DeMinimisDeclaration = Readonly<{
  person_id: string;
  instalment: number;
  declared_on: string;
  within_limit: boolean;
}>;

export type Credit = Readonly<{
  credit_id: string;
  fiscal_year: number;
  article: string;
  scheme: string;
  appropriation: string;
  kind: string;
  booked_on: string;
  amount: string;
}>;

export type Campaign = Readonly<{
  campaign_id: string;
  name: string;
  kind: string;
  started_on: string;
  ended_on: string | null;
}>;
