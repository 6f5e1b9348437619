import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {readContracts} from '../../src/contracts/contract.js';
import type {YearFacts} from './facts.js';
import type {Case} from './read.js';

type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Take one row of a delivery; a source without a reference year is a stream of events. */
type Add = (source: string, year: number | null, table: string, row: Row) => void;

/**
 * Write the facts of all cases as deliveries of contract §1, in CSV: one folder a source and reference year.
 *
 * @returns the folders, in the order to load them
 */
export function deliver(cases: readonly Case[], folder: string): string[] {
  const drafts = new Map<string, {source: string; year: number | null; rows: Map<string, Row[]>}>();
  const add: Add = (source, year, table, row) => {
    const name = year === null ? source : `${source}-${year}`;
    const draft = drafts.get(name) ?? {source, year, rows: new Map<string, Row[]>()};
    drafts.set(name, draft);
    draft.rows.set(table, [...(draft.rows.get(table) ?? []), row]);
  };
  for (const c of cases) {
    for (const [year, facts] of yearsOf(c)) {
      addWork(add, c.personId, year, facts);
      addApplications(add, c.personId, year, facts);
    }
    addStarter(add, c);
    addEvents(add, c);
  }
  return [...drafts].map(([name, {source, year, rows}]) =>
    write(join(folder, name), name, source, year, rows),
  );
}

const yearsOf = (c: Case): [number, YearFacts][] => [
  [c.year, c],
  ...(c.year_before ? [[c.year - 1, c.year_before] as [number, YearFacts]] : []),
];

function addWork(add: Add, person_id: string, year: number, {person, lines}: YearFacts): void {
  if (person.known) {
    const {born: birth_date, lives_in: nis_code, died: death_date} = person;
    add('persons', year, 'persons', {person_id, birth_date, nis_code, death_date});
  }
  for (const line of lines) {
    for (const quarterNo of line.quarters) {
      const quarter = year * 10 + quarterNo;
      const key = {person_id, quarter, employer_id: line.employer, line_no: line.line, version: line.version};
      add('dmfa', year, 'employment_lines', {
        ...key,
        cancelled: line.cancelled,
        employer_category: line.employer_category,
        worker_code: line.worker_code,
        contract_type: line.contract,
        days_per_week: line.days_per_week,
        reference_hours_per_week: line.reference_hours,
        education_payment: line.paid_in,
      });
      const paid = {...(line.wage === undefined ? {} : {1: line.wage}), ...line.remunerations};
      for (const [remuneration_code, amount] of Object.entries(paid))
        add('dmfa', year, 'remunerations', {...key, remuneration_code, amount});
      const {days, hours} = line;
      const worked = {
        ...(days === undefined && hours === undefined ? {} : {1: {days, hours}}),
        ...line.services,
      };
      for (const [service_code, time] of Object.entries(worked))
        add('dmfa', year, 'services', {...key, service_code, ...time});
    }
  }
}

function addApplications(add: Add, person_id: string, year: number, {applications}: YearFacts): void {
  applications.forEach(({filed: filed_on, admissible, employments}, index) => {
    const application_id = `${person_id}-${year}-${index + 1}`;
    add('border', year, 'border_applications', {application_id, person_id, filed_on, admissible});
    for (const e of employments) {
      for (const quarter of e.quarters)
        add('border', year, 'border_employments', {
          application_id,
          quarter: year * 10 + quarter,
          employer_no: e.employer,
          country: e.country,
          gross_wage: e.wage,
          contract_type: e.contract,
          days: e.days,
          days_per_week: e.days_per_week,
          hours: e.hours,
          reference_hours_per_week: e.reference_hours,
        });
    }
  });
}

function addStarter(add: Add, {personId: person_id, year, starter}: Case): void {
  if (!starter) return;
  const {started: started_on, stopped: stopped_on, last_employed: last_employed_on, refused} = starter;
  add('plus', year, 'starters', {person_id, started_on, stopped_on, last_employed_on, refused});
  for (const {instalment, on: declared_on, within_limit} of starter.declarations)
    add('plus', year, 'de_minimis_declarations', {person_id, instalment, declared_on, within_limit});
}

function addEvents(add: Add, c: Case): void {
  const {personId: person_id, year: reference_year} = c;
  for (const {at: registered_at, ended: ended_at} of c.registrations)
    add('registrations', null, 'registrations', {person_id, registered_at, ended_at, channel: 'self'});
  c.letters.forEach(({scheme, kind, sent: sent_on, channel}, index) => {
    const notification_id = `${person_id}-${index + 1}`;
    const letter = {notification_id, person_id, reference_year, scheme, kind, channel, sent_on};
    add('notifications', null, 'notifications', {...letter, arm: channel === null ? 'holdout' : null});
  });
  c.payments.forEach(({scheme, kind, amount, ordered, executed, status}, index) => {
    add('payments', null, 'payments', {
      payment_id: `${person_id}-${index + 1}`,
      person_id,
      reference_year,
      scheme,
      kind,
      amount,
      payment_file: 'cases',
      ordered_on: ordered,
      executed_on: executed,
      status: status ?? (executed === undefined ? 'ordered' : 'executed'),
    });
  });
}

function write(
  folder: string,
  delivery_id: string,
  source: string,
  year: number | null,
  rows: ReadonlyMap<string, readonly Row[]>,
): string {
  mkdirSync(folder, {recursive: true});
  const tables = readContracts()
    .get(source)!
    .tables.map(({name, columns}) => {
      const those = rows.get(name) ?? [];
      const lines = those.map((row) => columns.map((column) => String(row[column.name] ?? '')).join(','));
      const text = [columns.map((column) => column.name).join(','), ...lines, ''].join('\n');
      writeFileSync(join(folder, `${name}.csv`), text);
      const sha256 = createHash('sha256').update(text).digest('hex');
      return {name, file: `${name}.csv`, rows: those.length, sha256};
    });
  const manifest = {
    delivery_id,
    source,
    ...(year === null ? {} : {reference_year: year}),
    delivered_at: '2026-11-22T06:00:00Z',
    mode: 'full',
    tables,
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
  return folder;
}
