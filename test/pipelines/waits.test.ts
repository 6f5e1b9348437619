import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {yearly} from '../../pipelines/yearly.js';
import type {Plain} from '../../src/db/plain.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {deliver} from '../cases/deliver.js';
import {readCases} from '../cases/read.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-waits-'));
const asOf = '2024-06-30';
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Nobody here earns the bonus of 2022: the wage is far above the limit. Whoever got a decision was told otherwise. */
const told = (name: string, born: string, registered: string | null, letters: readonly string[]): string => `
- name: ${name}
  article: none
  because: none
  person: { born: ${born} }
  lines:
    - { quarters: 1-4, days: 65, wage: 30000.00 }
  letters: [${letters.join(', ')}]
  registrations: [${registered === null ? '' : `{ at: ${registered}T10:00:00Z }`}]
  expect: { status: refused }
`;
const decision = (sent: string): string => `{ sent: ${sent}, channel: paper }`;
const refusal = (sent: string): string => `{ kind: refusal, sent: ${sent} }`;

const people = [
  // zero is 9 November 2023; the account came on 23 November, the refusal a fortnight later
  told('registered first', '1990-05-15', '2023-11-23', [decision('2023-11-06'), refusal('2023-12-07')]),
  told('withdrawn first', '1960-05-15', '2023-12-14', [decision('2023-11-06'), refusal('2023-12-07')]),
  told('withdrawn without an account', 'unknown', null, [decision('2023-11-06'), refusal('2023-12-07')]),
  told('registered, refused today', '2000-05-15', '2023-11-23', [decision('2023-11-06')]),
  told('account before the letter', '1980-05-15', '2023-01-02', [
    decision('2023-11-06'),
    refusal('2023-12-07'),
  ]),
  // a refusal that a later decision took back is not the one that ended the wait
  told('refused, then told so', '1970-05-15', '2023-11-23', [refusal('2023-10-02'), decision('2023-11-06')]),
];

let rows: Record<string, Plain>[];

beforeAll(async () => {
  writeFileSync(join(folder, '2022.yaml'), `reference_year: 2022\ncases:${people.join('')}`);
  const home = join(folder, 'workspace');
  const deliveries = deliver(readCases(join(folder, '2022.yaml')), join(folder, 'deliveries'));
  await intake(home, deliveries, 5, quiet);
  await yearly(home, [2022], asOf, quiet);
  const workspace = await openWorkspace(home, {mode: 'read'});
  await layCatalogue(workspace, asOf);
  rows = await workspace.rows(`
    select people.person_id, waited.state, waited.outcome, waited.week_no, waited.by_age, waited.by_return, waited.last_contact
    from intermediate.people_waited as waited inner join meta.people as people using (person_key) order by people.person_id`);
  workspace.close();
}, 120_000);

const of = (name: string): Record<string, Plain> | undefined =>
  rows.find(
    (row) =>
      row.person_id === `case-2022-${people.findIndex((text) => text.includes(`name: ${name}\n`)) + 1}`,
  );

it('who registered before the withdrawal is a registration in time, and withdrawn in the end', () => {
  expect(of('registered first')).toMatchObject({state: 'withdrawn', outcome: 'registered', week_no: 2});
  expect(of('registered, refused today')).toMatchObject({
    state: 'withdrawn',
    outcome: 'registered',
    week_no: 2,
  });
  expect(of('registered first')).toMatchObject({last_contact: 'letter_paper'});
});

it('who was withdrawn before any account left the wait that day', () => {
  expect(of('withdrawn first')).toMatchObject({state: 'withdrawn', outcome: 'exited', week_no: 4});
  expect(of('withdrawn without an account')).toMatchObject({
    outcome: 'exited',
    week_no: 4,
    last_contact: null,
  });
});

it('an account before the letter was never waited for, withdrawn or not', () => {
  expect(of('account before the letter')).toMatchObject({
    state: 'withdrawn',
    week_no: null,
    last_contact: null,
  });
});

it('a refusal from before the decision ends nothing', () => {
  expect(of('refused, then told so')).toMatchObject({outcome: 'registered', week_no: 2});
});

it('the withdrawn stand in the groups of their own age', () => {
  expect(rows.map((row) => row.by_age)).toEqual(['25–34', '55–64', 'Onbekend', '18–24', '35–44', '45–54']);
});

it('nobody is called new when the year before is not there', () => {
  expect(new Set(rows.map((row) => row.by_return))).toEqual(new Set(['Onbekend']));
});
