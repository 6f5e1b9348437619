import {describe, expect, it} from 'vitest';
import {brusselsDay, endOfBrusselsDay, instantOf} from './days.js';
import {expectedExports} from './expected.js';
import {dmfa, dossierOf, fullTimeYear, type HandLine, person, seen, worldOf} from './hand.js';
import type {Payment, Person, Starter} from './rows.js';
import type {StreamRows, YearRows} from './world.js';

const GOOD = fullTimeYear(2023, '6000.00');
const LATE = '2029-12-31';
const statusOf = (lines: readonly HandLine[], who?: Person) => {
  const {status, reason} = dossierOf(seen(lines, who));
  return [status, reason];
};

describe('status and reason, first that applies', () => {
  it.each<[string, Partial<Person>, [string, string | null]]>([
    ['without a birth date', {birth_date: null, nis_code: null}, ['incomplete', 'person_data_incomplete']],
    ['dead on 1 January after', {death_date: '2024-01-01', nis_code: null}, ['out_of_scope', 'deceased']],
    ['dead the day after', {death_date: '2024-01-02'}, ['entitled', null]],
    ['without a municipality', {nis_code: null}, ['out_of_scope', 'not_domiciled']],
    ['in Brussels', {nis_code: '21004'}, ['out_of_scope', 'not_domiciled']],
    ['in Nivelles, beside Leuven', {nis_code: '25014'}, ['out_of_scope', 'not_domiciled']],
    ['18 in the year', {birth_date: '2005-01-01'}, ['out_of_scope', 'under_age']],
    ['18 the year before', {birth_date: '2004-12-31'}, ['entitled', null]],
    ['65 on the first day of the year', {birth_date: '1958-01-01'}, ['out_of_scope', 'pension_age']],
    ['66 not yet, born in 1960', {birth_date: '1960-01-01'}, ['entitled', null]],
  ])('%s', (_, changes, verdict) => {
    expect(statusOf(GOOD, person(changes))).toEqual(verdict);
  });

  it('nobody disappears: a missing person row is incomplete, with the bonus still computed', () => {
    const result = expectedExports(worldOf({2023: dmfa(GOOD)}), LATE);
    expect(dossierOf(result)).toMatchObject({
      status: 'incomplete',
      bonus: '600.00',
      supplement: '0.00',
      payable: '0.00',
    });
  });

  it('pension age reached on the first day of a quarter takes it out, a day later keeps it', () => {
    const exclusions = (birth_date: string) =>
      seen(GOOD, person({birth_date})).quarters.map((row) => row.exclusion);
    expect(exclusions('1958-07-01')).toEqual([null, null, 'pension_age', 'pension_age']);
    expect(exclusions('1958-07-02')).toEqual([null, null, null, 'pension_age']);
    expect(seen(GOOD, person({birth_date: '1958-07-01'})).quarters[3]).toMatchObject({
      reference_wage: '2000.00',
      payout_fraction: '1.00',
      quarter_bonus: '0.000000',
    });
  });

  it.each<[string, HandLine[], string]>([
    ['wage without time', [{quarter: 20_231, wage: '10.00', days: null}], 'dmfa_incomplete'],
    [
      'wage with holidays only',
      [{quarter: 20_231, wage: '10.00', days: null, services: {2: {days: '9.00'}}}],
      'dmfa_incomplete',
    ],
    [
      'wage with hours of nobody',
      [{quarter: 20_231, wage: '10.00', hours: '9.00', changes: {reference_hours_per_week: null}}],
      'dmfa_incomplete',
    ],
    ['time without wage', [{quarter: 20_231}], 'dmfa_incomplete'],
    [
      'time with a wage corrected to zero',
      [{quarter: 20_231, wage: '5.00', wages: {4: '-5.00'}}],
      'dmfa_incomplete',
    ],
    ['no wage and no time', [{quarter: 20_231, days: null}], 'no_counted_days'],
    [
      'so little time that the fraction is 0.00',
      [{quarter: 20_231, wage: '5.00', days: '0.32'}],
      'no_counted_days',
    ],
    [
      'every line a student',
      [{quarter: 20_231, wage: '5.00', changes: {worker_code: '840'}}],
      'excluded_worker',
    ],
    [
      'every line on termination pay',
      [{quarter: 20_231, wage: '5.00', wages: {3: '1.00'}}],
      'no_counted_days',
    ],
    ['a wage above the limit', [{quarter: 20_231, wage: '9000.00'}], 'wage_above_limit'],
    ['a few days', [{quarter: 20_231, wage: '600.00', days: '6.50'}], 'below_minimum'],
  ])('%s', (_, lines, reason) => {
    expect(statusOf(lines)[1]).toBe(reason);
  });

  it('exactly the minimum is paid, one cent less is not; part-time work has its own', () => {
    const once = (wage: string, hours: string, contract_type: number) =>
      dossierOf(seen([{quarter: 20_231, wage, hours, changes: {contract_type}}]));
    // full-time 50: A(2,727.30) / 4 = 199.985 / 4 = 49.996, A(2,727.31) / 4 = 49.995 less a hair
    expect(once('8181.90', '494.00', 0)).toMatchObject({
      bonus: '50.00',
      status: 'entitled',
      payable: '100.00',
    });
    expect(once('8181.93', '494.00', 0)).toMatchObject({
      bonus: '49.99',
      reason: 'below_minimum',
      payable: '0.00',
    });
    expect(once('8181.93', '494.00', 1)).toMatchObject({bonus: '49.99', status: 'entitled'});
    // part-time 10 at a quarter of the time: A(2,800.00) / 16 = 160 / 16, A(2,800.16) / 16 = 9.9945
    expect(once('2100.00', '123.50', 1)).toMatchObject({
      bonus: '10.00',
      status: 'entitled',
      payable: '60.00',
    });
    expect(once('2100.12', '123.50', 1)).toMatchObject({bonus: '9.99', reason: 'below_minimum'});
  });

  it('one part-time line makes the year part-time, unless its quarter is out', () => {
    const fullTime = {quarter: 20_231, wage: '8181.93'};
    const partTime = {quarter: 20_232, wage: '10.00', days: '0.65', changes: {contract_type: 1}};
    expect(statusOf([fullTime, {...partTime, wage: '9999.00'}])[0]).toBe('entitled');
    expect(statusOf([fullTime, {...partTime, days: '0.32'}])[1]).toBe('below_minimum');
  });
});

describe('border and combined', () => {
  const application = {application_id: 'a1', person_id: 'ann', filed_on: '2024-03-01', admissible: true};
  const abroad = (employer_no: number, gross_wage: string) =>
    [1, 2, 3, 4].map((number) => ({
      application_id: 'a1',
      quarter: 20_230 + number,
      employer_no,
      country: 'NL',
      gross_wage,
      contract_type: 0,
      days: '65.00',
      days_per_week: '5.00',
      hours: null,
      reference_hours_per_week: null,
    }));
  const view = (rows: Partial<YearRows>, asOf = LATE) =>
    expectedExports(worldOf({2023: {persons: [person()], ...rows}}), asOf);

  it('each employer apart, the sum capped at the maximum, one supplement', () => {
    const one = view({border_applications: [application], border_employments: abroad(1, '7500.00')});
    // 2,500 a month: 600 − 500 × 0.55 = 325
    expect(dossierOf(one)).toMatchObject({
      category: 'border',
      status: 'entitled',
      bonus: '325.00',
      payable: '375.00',
    });
    const two = view({
      border_applications: [application],
      border_employments: [...abroad(1, '7500.00'), ...abroad(2, '7500.00')],
    });
    expect(dossierOf(two)).toMatchObject({bonus: '600.00', supplement: '50.00'});
    expect(two.quarters).toEqual([]);
  });

  it('a combined dossier once the application is filed and admissible, the employee dossier until then', () => {
    const rows = {
      ...dmfa(fullTimeYear(2023, '7500.00')),
      border_applications: [application],
      border_employments: abroad(1, '9000.00'),
    };
    expect(dossierOf(view(rows))).toMatchObject({category: 'combined', status: 'entitled', bonus: '325.00'});
    expect(view(rows).quarters).toEqual([]);
    expect(dossierOf(view(rows, '2024-02-29'))).toMatchObject({category: 'employee'});
    expect(view(rows, '2024-02-29').quarters).toHaveLength(4);
    const open = {...rows, border_applications: [{...application, admissible: null}]};
    expect(dossierOf(view(open))).toMatchObject({category: 'employee', status: 'entitled'});
  });

  it('work across the border stands beside lines that are left out by code', () => {
    const student = dmfa(GOOD.map((line) => ({...line, changes: {worker_code: '840'}})));
    const rows = {...student, border_applications: [application]};
    expect(dossierOf(view({...rows, border_employments: abroad(1, '7500.00')}))).toMatchObject({
      status: 'entitled',
    });
    expect(dossierOf(view(rows))).toMatchObject({category: 'combined', reason: 'excluded_worker'});
  });

  it('tenths: the year of 4 is kept per employer', () => {
    const teacher = GOOD.map((line) => ({...line, wage: '9000.00', changes: {education_payment: 10}}));
    const rows = {
      ...dmfa([...teacher, ...teacher.slice(0, 1).map((line) => ({...line, employer: 'other'}))]),
      border_applications: [application],
    };
    // 10/12 of 9,000 is 7,500: 2,500 a month and 81.25 a quarter, times 4 and 1.2
    expect(dossierOf(view(rows))).toMatchObject({category: 'combined', bonus: '422.50'});
    // pooled, the first quarter has 2.4, and 2.4 + 1.2 + 0.4 is 4
    expect(dossierOf(view(rows, '2024-02-29'))).toMatchObject({category: 'employee', bonus: '325.00'});
  });

  it('pending while one is not judged, else inadmissible; both are received and neither is to calculate', () => {
    const refused = {...application, admissible: false};
    const open = {...application, application_id: 'a2', admissible: null};
    const rows = (...border_applications: (typeof refused | typeof open)[]) =>
      view({border_applications, border_employments: abroad(1, '7500.00')});
    expect(dossierOf(rows(refused, open))).toMatchObject({status: 'pending', reason: null, bonus: '0.00'});
    expect(dossierOf(rows(refused))).toMatchObject({status: 'inadmissible', reason: null, bonus: '0.00'});
    const board = Object.fromEntries(rows(refused).scoreboard.map(({line, value}) => [line, value]));
    expect(board).toMatchObject({border_received: '1', border_admissible: '0', border_to_calculate: '0'});
    expect(view({border_applications: [refused]}, '2024-02-29').dossiers).toEqual([]);
  });
});

describe('plus', () => {
  const starter: Starter = {
    person_id: 'ann',
    started_on: '2024-05-31',
    stopped_on: null,
    last_employed_on: '2024-02-29',
    refused: false,
  };
  const declared = (instalment: number, declared_on: string, within_limit = true) => ({
    person_id: 'ann',
    instalment,
    declared_on,
    within_limit,
  });
  const both = [declared(1, '2024-06-30'), declared(2, '2025-01-15')];
  const plusOf = (changes: Partial<Starter>, declarations = both, asOf = LATE, before = GOOD) => {
    const years = {
      2023: {...dmfa(before), persons: [person()]},
      2024: {starters: [{...starter, ...changes}], de_minimis_declarations: declarations},
    };
    const {status, reason, bonus, supplement, payable, category} = dossierOf(
      expectedExports(worldOf(years), asOf),
      'plus',
    );
    expect([supplement, payable, category]).toEqual(['0.00', bonus, 'starter']);
    return [status, reason, bonus];
  };

  it('takes the conditions in order', () => {
    expect(plusOf({refused: true, last_employed_on: null})).toEqual(['refused', 'refused_by_person', '0.00']);
    expect(plusOf({last_employed_on: null}, both, LATE, fullTimeYear(2023, '9999.00'))).toEqual([
      'refused',
      'no_jobbonus_year_before',
      '0.00',
    ]);
    expect(plusOf({last_employed_on: null})).toEqual(['refused', 'not_recently_employed', '0.00']);
    expect(plusOf({}, [declared(1, '2024-06-30', false)])).toEqual(['refused', 'above_de_minimis', '0.00']);
    expect(plusOf({}, [declared(2, '2024-06-30')])).toEqual(['pending', 'declaration_missing', '0.00']);
  });

  it('three months before 31 May 2024 is 29 February', () => {
    expect(plusOf({last_employed_on: '2024-02-29'})[0]).toBe('entitled');
    expect(plusOf({last_employed_on: '2024-02-28'})[1]).toBe('not_recently_employed');
  });

  it('pays the second instalment once the anniversary has come and the work goes on after it', () => {
    expect(plusOf({}, both, '2025-05-30')[2]).toBe('600.00');
    expect(plusOf({}, both, '2025-05-31')[2]).toBe('1200.00');
    expect(plusOf({stopped_on: '2025-05-31'}, both, '2025-05-31')[2]).toBe('600.00');
    expect(plusOf({stopped_on: '2025-06-01'}, both, '2025-06-01')[2]).toBe('1200.00');
    expect(plusOf({}, [declared(1, '2024-06-30'), declared(2, '2025-06-30', false)])[2]).toBe('600.00');
    // the anniversary of 29 February is 28 February
    const leap = {started_on: '2024-02-29', last_employed_on: '2024-02-28'};
    expect([plusOf(leap, both, '2025-02-27')[2], plusOf(leap, both, '2025-02-28')[2]]).toEqual([
      '600.00',
      '1200.00',
    ]);
  });
});

describe('what is known on the day', () => {
  const view = (streams: Partial<StreamRows>, asOf: string) =>
    dossierOf(expectedExports(worldOf({2023: {...dmfa(GOOD), persons: [person()]}}, streams), asOf));
  const registered = (registered_at: string, ended_at: string | null = null) => ({
    person_id: 'ann',
    registered_at,
    ended_at,
    channel: null,
  });

  it('a day in Brussels ends at its own midnight, summer time observed', () => {
    expect(endOfBrusselsDay('2024-10-27') - endOfBrusselsDay('2024-10-26')).toBe(25 * 3_600_000_000);
    expect(endOfBrusselsDay('2024-03-31') - endOfBrusselsDay('2024-03-30')).toBe(23 * 3_600_000_000);
    expect(brusselsDay(instantOf('2024-06-30T22:00:00Z'))).toBe('2024-07-01');
    expect(brusselsDay(instantOf('2024-12-31T22:59:59.999999Z'))).toBe('2024-12-31');
  });

  it('registered on the Brussels day of the earliest registration valid at the end of the day', () => {
    const early = registered('2024-06-30T22:00:00Z', '2024-10-27T23:00:00Z');
    const late = registered('2024-08-01T10:00:00+02:00');
    expect(view({registrations: [late, early]}, '2024-10-27').registered_on).toBe('2024-07-01');
    expect(view({registrations: [late, early]}, '2024-10-28').registered_on).toBe('2024-08-01');
    expect(view({registrations: [early]}, '2024-06-30').registered_on).toBeNull();
  });

  it('notified by the first letter that went out; a hold-out has none', () => {
    const letter = {
      notification_id: 'n',
      person_id: 'ann',
      reference_year: 2023,
      scheme: 'jobbonus',
      kind: 'reminder',
      wave: null,
      arm: null,
    };
    const notifications = [
      {...letter, channel: null, sent_on: '2024-11-01'},
      {...letter, notification_id: 'm', channel: 'paper', sent_on: '2024-11-20'},
      {...letter, notification_id: 'o', scheme: 'plus', channel: 'ebox', sent_on: '2024-11-02'},
    ];
    expect(view({notifications}, '2024-11-20').notified_on).toBe('2024-11-20');
    expect(view({notifications}, '2024-11-19').notified_on).toBeNull();
  });

  it('only executed payments count; a payment alone makes an employee dossier', () => {
    const payment = (id: string, changes: Partial<Payment>): Payment => ({
      payment_id: id,
      person_id: 'ann',
      reference_year: 2023,
      scheme: 'jobbonus',
      kind: 'award',
      amount: '600.00',
      payment_file: 'f',
      ordered_on: '2024-12-01',
      executed_on: '2024-12-10',
      status: 'executed',
      ...changes,
    });
    const payments = [
      payment('1', {}),
      payment('2', {status: 'returned'}),
      payment('3', {status: 'ordered', executed_on: null}),
      payment('4', {kind: 'recovery', amount: '-100.00', executed_on: '2024-12-02'}),
      payment('5', {person_id: 'bob', status: 'returned', executed_on: null}),
      payment('6', {person_id: 'cas', scheme: 'plus'}),
    ];
    expect(view({payments}, '2024-12-10')).toMatchObject({
      first_paid_on: '2024-12-10',
      paid_amount: '500.00',
      balance: '150.00',
    });
    expect(view({payments}, '2024-12-09')).toMatchObject({
      first_paid_on: null,
      paid_amount: '-100.00',
      balance: '750.00',
    });
    const all = expectedExports(
      worldOf({2023: {persons: [person(), person({person_id: 'bob'})]}}, {payments}),
      '2024-12-31',
    );
    expect(all.dossiers.map((row) => [row.person_id, row.category, row.status, row.reason])).toEqual([
      ['ann', 'employee', 'refused', 'no_counted_days'],
      ['bob', 'employee', 'refused', 'no_counted_days'],
    ]);
  });
});
