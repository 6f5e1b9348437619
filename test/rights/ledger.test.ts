import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {answer} from '../../pipelines/answer.js';
import {publishExport} from '../../pipelines/exports.js';
import {letterText} from '../../pipelines/letter.js';
import {auditEndOf, monitor} from '../../pipelines/monitor.js';
import {yearly} from '../../pipelines/yearly.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {layCatalogue} from '../../src/models/catalogue.js';
import {quiet} from '../effects.js';
import {load, quarterAbroad, writeCsv, writeYear} from './delta.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-ledger-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const home = join(folder, 'home');
const pay = (payment_id: string, person_id: string, amount: string, more: object = {}): object => ({
  payment_id,
  person_id,
  reference_year: 2022,
  scheme: 'jobbonus',
  kind: 'award',
  amount,
  payment_file: 'F1',
  ordered_on: '2024-01-02',
  executed_on: '2024-01-05',
  status: 'executed',
  ...more,
});

beforeAll(async () => {
  const {full} = writeYear(folder, 2022, 60);
  await load(home, [
    ...full,
    writeCsv(folder, 'payments-1', 'payments', null, {
      payments: [
        // worked on both sides: the employee part was paid first
        pay('p1', 'bulk_3', '1.00'),
        pay('p2', 'bulk_5', '9000.00'),
        pay('p3', 'bulk_5', '-10.00', {kind: 'recovery', payment_file: 'F2'}),
        pay('p4', 'bulk_6', '5.00', {status: 'returned'}),
        pay('p5', 'bulk_7', '7.00', {status: 'ordered', executed_on: null}),
        // bad input: nobody knows this person; more recovered than paid; a plus payment without a starter
        pay('p6', 'unknown_1', '50.00', {payment_file: 'F2'}),
        pay('p7', 'bulk_8', '-3.00', {kind: 'recovery', payment_file: 'F2'}),
        pay('p8', 'bulk_9', '600.00', {scheme: 'plus', payment_file: 'P1'}),
        pay('p9', 'start_1', '600.00', {
          scheme: 'plus',
          payment_file: 'P1',
          executed_on: '2023-12-29',
          ordered_on: '2023-12-22',
        }),
        // executed before it was ordered, which is after the day: nothing of it is known yet
        pay('p10', 'bulk_10', '11.00', {
          payment_file: 'F3',
          ordered_on: '2024-07-05',
          executed_on: '2024-06-20',
        }),
      ],
    }),
    writeCsv(
      folder,
      'border-2022-later',
      'border',
      2022,
      {
        border_applications: [
          {application_id: 'a3', person_id: 'abroad_1', filed_on: '2023-12-07', admissible: null},
          {application_id: 'a4', person_id: 'abroad_2', filed_on: '2023-12-08', admissible: false},
        ],
        border_employments: [quarterAbroad('a3', 2022)],
      },
      'delta',
    ),
    writeCsv(folder, 'plus-2022', 'plus', 2022, {
      starters: [
        {
          person_id: 'start_1',
          started_on: '2022-03-01',
          stopped_on: null,
          last_employed_on: '2022-02-20',
          refused: false,
        },
        {
          person_id: 'start_2',
          started_on: '2022-05-01',
          stopped_on: '2022-04-01',
          last_employed_on: '2022-04-20',
          refused: false,
        },
      ],
      de_minimis_declarations: [
        {person_id: 'start_1', instalment: 1, declared_on: '2023-11-01', within_limit: true},
        {person_id: 'nobody_1', instalment: 1, declared_on: '2023-11-01', within_limit: true},
      ],
    }),
    writeCsv(folder, 'objections-1', 'objections', null, {
      objections: [
        {
          objection_id: 'o1',
          person_id: 'bulk_5',
          reference_year: 2022,
          filed_on: '2024-02-01',
          decided_on: '2024-01-01',
          outcome: 'granted',
        },
        {
          objection_id: 'o2',
          person_id: 'unknown_2',
          reference_year: 2022,
          filed_on: '2024-02-01',
          decided_on: null,
          outcome: null,
        },
      ],
    }),
    writeCsv(folder, 'complaints-1', 'complaints', null, {
      complaints: [
        {
          complaint_id: 'k1',
          reference_year: 2022,
          received_on: '2024-02-02',
          admissible: true,
          founded: false,
          closed_on: '2024-02-01',
        },
      ],
    }),
  ]);
  await yearly(home, [], '2024-06-30', quiet);
}, 120_000);

/** @param relations that the question names; a question of the workspace's own tables names none */
async function rowsOf(sql: string, ...relations: readonly string[]): Promise<Record<string, unknown>[]> {
  const open = await openWorkspace(home, {mode: 'read'});
  try {
    if (relations.length > 0) await layCatalogue(open, '2024-06-30', undefined, relations);
    return await open.rows(sql);
  } finally {
    open.close();
  }
}

describe('a payment', () => {
  it('is known from its order on, in every table that adds payments up', async () => {
    const [found] = await rowsOf(
      `select
        (select sum(paid_cents) from intermediate.payments_known where scheme = 'jobbonus')::integer as known,
        (select sum(paid_eur) * 100 from marts.paid_monthly where scheme = 'jobbonus')::integer as by_month,
        (select sum(paid_cents - recovered_cents) from intermediate.outflow_counted)::integer as by_year,
        (select sum(executed_cents) from intermediate.payments_filed where scheme = 'jobbonus')::integer as by_file,
        (select sum(persons) from marts.paid_monthly where scheme = 'jobbonus')::integer as persons_by_month,
        (select persons from intermediate.payments_filed where payment_file = 'F1')::integer as persons_of_file`,
      'intermediate.payments_known',
      'marts.paid_monthly',
      'intermediate.outflow_counted',
      'intermediate.payments_filed',
    );
    // 1 + 9000 - 10 + 50 - 3, to bulk_3, bulk_5 twice, unknown_1 and bulk_8; the file has two that were not paid
    expect(found).toEqual({
      known: 9038_00,
      by_month: 9038_00,
      by_year: 9038_00,
      by_file: 9038_00,
      persons_by_month: 4,
      persons_of_file: 4,
    });
  });
});

describe('the ledger', () => {
  it('adds up to the balance of every dossier, and shows a combined file what is still due', async () => {
    const wrong = await rowsOf(
      `select dossiers.person_id from exports.dossiers as dossiers
      left join (select scheme, person_id, sum(amount) as balance from exports.ledger group by all) as booked
        using (scheme, person_id)
      where dossiers.balance <> coalesce(booked.balance, 0)`,
      'exports.dossiers',
      'exports.ledger',
    );
    expect(wrong).toEqual([]);
    const explained = await answer(home, 'bulk_3', 2022, quiet);
    expect(explained.dossiers[0]).toMatchObject({category: 'combined', paid_amount: '1.00'});
    // computed employer by employer: no table of quarters that says nought
    expect(explained.quarters.length).toBeGreaterThan(0);
    expect(new Set(explained.quarters.map((q) => q.exclusion))).toEqual(new Set(['computed_per_employer']));
    const told = letterText(explained);
    expect(told).toContain('the letter, employer by employer');
    expect(told).not.toContain('performance fraction (prestatiebreuk)');
    expect(told).toContain('the lines behind it');
    expect(explained.ledger.map((l) => l.kind)).toEqual(expect.arrayContaining(['award', 'payment']));
    expect(explained.ledger.at(-1)!.balance).toBe(explained.dossiers[0]!.balance);
    // the application and the number of the employer on it, without what tells the sides apart
    expect(explained.employers.map((e) => e.employer).filter((id) => /^(?:x|be)\//.test(id))).toEqual([]);
    expect(explained.employers.length).toBeGreaterThan(0);
    expect(letterText(explained)).toContain('EUR still due');
  });

  it('is told from the quarters to the year for a person of every outcome, to the cent', async () => {
    const people = await rowsOf(
      `select category, status, reason, bonus, supplement, payable, person_id
      from exports.dossiers where reference_year = 2022 and scheme = 'jobbonus'
      qualify row_number() over (partition by category, status, reason order by bonus desc, person_id) <= 2`,
      'exports.dossiers',
    );
    const outcomes = new Set(people.map((p) => `${p['category']} ${p['reason'] ?? p['status']}`));
    expect([...outcomes]).toEqual(
      expect.arrayContaining([
        'employee entitled',
        'employee below_minimum',
        'border pending',
        'border inadmissible',
        'combined entitled',
      ]),
    );
    for (const {person_id, category, status, reason, bonus, supplement, payable} of people) {
      const told = await answer(home, String(person_id), 2022, quiet);
      expect(told.border_applications?.has_admissible ?? false).toBe(
        category !== 'employee' && !['pending', 'inadmissible'].includes(String(status)),
      );
      if (status === 'pending') expect(told.border_applications?.has_pending).toBe(true);
      if (told.year === null) {
        expect(told.quarters.length + told.employers.length).toBe(0);
        expect(bonus).toBe('0.00');
        continue;
      }
      const {quarters_sum, maximum, minimum} = told.year;
      expect(maximum === null).toBe(category === 'employee');
      const rounded = (BigInt(quarters_sum.replace('.', '')) + 5000n) / 10000n;
      const most = maximum === null ? rounded : BigInt(maximum.replace('.', ''));
      const cents = rounded < most ? rounded : most;
      expect(String(cents)).toBe(String(BigInt(String(bonus).replace('.', ''))));
      if (status === 'entitled') expect(cents).toBeGreaterThanOrEqual(BigInt(minimum.replace('.', '')));
      if (reason === 'below_minimum') expect(cents).toBeLessThan(BigInt(minimum.replace('.', '')));
      const rows = letterText(told).split('\n');
      const row = (label: string): string | undefined => rows.find((line) => line.startsWith(label));
      expect(row('sum of the quarters')).toContain(quarters_sum);
      expect(row(`minimum for ${told.year.has_part_time ? 'part' : 'full'}-time work`)).toContain(minimum);
      expect(row('supplement  ')).toContain(supplement);
      expect(row('payable  ')).toContain(payable);
    }
  }, 60_000);

  it('comes with the law, each value with the births or quarters that it holds for', async () => {
    const law = letterText(await answer(home, 'bulk_3', 2022, quiet)).split('the law of 2022')[1]!;
    const held = (label: string): string[] =>
      law
        .split('\n')
        .filter((line) => line.startsWith(label))
        .map((line) => line.slice(label.length).trim().split(/ {2,}/).slice(0, 2).join(': '));
    expect(held('Pensioenleeftijd')).toEqual([
      'born before 1960-01-01: 65',
      'born from 1960-01-01 and before 1964-01-01: 66',
      'born from 1964-01-01: 67',
    ]);
    expect(held('Bovenste loongrens')).toEqual(['Q1 to Q2: 2699.99', 'Q3 to Q4: 2899.99']);
    expect(held('Forfaitaire toeslag')).toEqual(['50.00: EUR/year']);
  });

  it('is only added to: another day brings corrections, never another row', async () => {
    const before = await rowsOf('select * from ws.postings order by all');
    await yearly(home, [], '2022-12-31', quiet);
    await yearly(home, [], '2026-01-05', quiet);
    const after = await rowsOf('select * from ws.postings order by all');
    const text = (row: object): string =>
      JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? String(v) : v));
    const now = new Set(after.map(text));
    expect(before.filter((row) => !now.has(text(row)))).toEqual([]);
    expect(after.length).toBeGreaterThan(before.length);
  }, 120_000);

  it('writes off what nobody claimed once the deadline has passed', async () => {
    await yearly(home, [], '2026-01-05', quiet);
    const open = await openWorkspace(home, {mode: 'read'});
    await layCatalogue(open, '2026-01-05', undefined, ['marts.ledger']);
    const rows = await open.rows(`
      select kind, min(entry_on) as entry_on, sum(amount) < 0 as is_less from marts.ledger where kind = 'write_off' group by all`);
    open.close();
    expect(rows).toEqual([{kind: 'write_off', entry_on: '2026-01-01', is_less: true}]);
    await yearly(home, [], '2024-06-30', quiet);
  }, 120_000);
});

describe('payment files', () => {
  it('close to the cent, with differences listed and never netted', async () => {
    const rows = await rowsOf(
      `select scheme, payment_file, orders, ordered_eur, executed_eur, returned_eur, waiting_eur, on_dossiers_eur,
        unplaced_orders, unplaced_paid_eur
      from exports.payment_files order by all`,
      'exports.payment_files',
    );
    expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
      'jobbonus F1 4 9013.00 9001.00 5.00 7.00 9001.00 0 0.00',
      'jobbonus F2 3 37.00 37.00 0.00 0.00 37.00 0 0.00',
      'plus P1 2 1200.00 1200.00 0.00 0.00 600.00 1 600.00',
    ]);
  });
});

describe('bad input is listed, never silent', () => {
  it.each([
    ['payments_without_a_dossier', 2],
    ['recovered_within_what_was_paid', 1],
    ['objections_in_order_of_time', 1],
    ['objections_have_a_dossier', 1],
    ['declarations_have_a_starter', 1],
    ['complaints_in_order_of_time', 1],
    ['starters_in_order_of_time', 1],
    ['ledger_is_the_balance', 0],
    ['payment_files_reconcile', 0],
    ['audit_trail_is_unbroken', 0],
  ])('%s finds %i', async (name, failing) => {
    const results = await monitorOnce();
    expect(results.filter((r) => r.name === name).reduce((sum, r) => sum + r.failing, 0)).toBe(failing);
  });
});

describe('the end of the audit trail, kept elsewhere', () => {
  const verdicts = async (workspace: string, hash: string): Promise<unknown> =>
    Object.fromEntries(
      (await monitor(workspace, quiet, hash))
        .filter(({name}) => name.startsWith('audit_trail'))
        .map(({name, failing}) => [name, failing]),
    );

  it('is missed once the last entries are cut off, which leaves a whole chain', async () => {
    const {entries, last_hash} = await auditEndOf(home);
    expect(entries).toBeGreaterThan(1);
    const cut = join(folder, 'cut');
    cpSync(home, cut, {recursive: true});
    const whole = {audit_trail_is_unbroken: 0, audit_trail_keeps_its_end: 0};
    expect(await verdicts(cut, last_hash!)).toEqual(whole);
    const open = await openWorkspace(cut, {mode: 'write'});
    await open.run(`delete from ws.audit where entry_no = ${entries}`);
    open.close();
    expect(await verdicts(cut, last_hash!)).toEqual({...whole, audit_trail_keeps_its_end: 1});
  });
});

let monitored: ReturnType<typeof monitor> | undefined;
const monitorOnce = (): ReturnType<typeof monitor> => {
  monitored ??= monitor(home, quiet);
  return monitored;
};

describe('plus-income', () => {
  const file = join(folder, 'income.csv');

  it('goes out with a purpose and a recipient only', async () => {
    await expect(publishExport(home, 'plus-income', [], 'csv', file, quiet)).rejects.toMatchObject({
      code: 'DISCLOSURE',
      exitCode: 2,
    });
  });

  it('gives the taxable amount per person and year, and leaves a trace', async () => {
    const disclosure = {purpose: 'inkomenstoets', recipient: 'VUTG'};
    await publishExport(home, 'plus-income', [], 'csv', file, quiet, disclosure);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toEqual([
      'income_year,person_id,taxable_amount,payment_count',
      '2023,start_1,600.00,1',
      '2024,bulk_9,600.00,1',
    ]);
    const trail = await rowsOf(
      `select action, subject, purpose, recipient from ws.audit where action = 'disclose'`,
    );
    expect(trail).toEqual([{action: 'disclose', subject: 'export plus-income', ...disclosure}]);
  });
});

describe('revisions', () => {
  it('keep every headline figure of every day it was seen from', async () => {
    const rows = await rowsOf(
      'select distinct as_of_date, vintage_no from marts.revisions where reference_year = 2022 order by all',
      'marts.revisions',
    );
    expect(rows).toEqual([
      {as_of_date: '2022-12-31', vintage_no: 1},
      {as_of_date: '2024-06-30', vintage_no: 2},
      {as_of_date: '2026-01-05', vintage_no: 3},
    ]);
  });
});
