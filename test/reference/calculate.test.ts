import {describe, expect, it} from 'vitest';
import {bigTimesOver, formatDecimal, parseDecimal, timesOver} from './exact.js';
import {dossierOf, fullTimeYear, type HandLine, person, seen} from './hand.js';
import {makeRandom} from './random.js';

const quarterWage = (monthly: string): string => formatDecimal(3 * parseDecimal(monthly, 2), 2);
const yearAt = (year: number, monthly: string) => dossierOf(seen(fullTimeYear(year, quarterWage(monthly))));

describe('exact arithmetic', () => {
  it('rounds half away from zero', () => {
    expect([timesOver(5, 1, 10), timesOver(-5, 1, 10), timesOver(4, 1, 10), timesOver(-4, 1, 10)]).toEqual([
      1, -1, 0, 0,
    ]);
  });

  it('gives the same by number as by BigInt, also for products beyond 2^53', () => {
    const random = makeRandom(7);
    for (let round = 0; round < 20_000; round += 1) {
      const [a, b] = [random.between(-(10 ** 9), 10 ** 9), random.between(1, 10 ** random.between(1, 8))];
      const divisor = random.between(Math.ceil(b / 1000), 10 ** random.between(3, 9));
      expect(timesOver(a, b, divisor)).toBe(bigTimesOver(a, b, divisor));
    }
  });

  it('reads and writes decimals digit by digit', () => {
    expect([parseDecimal('-0.05', 2), parseDecimal('12.3', 2), parseDecimal('7', 2)]).toEqual([
      -5, 1230, 700,
    ]);
    expect([formatDecimal(-5, 2), formatDecimal(0, 2), formatDecimal(1_234_567, 6)]).toEqual([
      '-0.05',
      '0.00',
      '1.234567',
    ]);
    expect(() => parseDecimal('1.005', 2)).toThrow(RangeError);
    expect(() => parseDecimal('1e3', 2)).toThrow(RangeError);
  });
});

describe('the derived check values of regulation §3.2, full-time all year', () => {
  it.each([
    [2021, '1950.00', '475.71'],
    [2021, '2100.00', '351.43'],
    [2021, '2400.00', '102.86'],
    [2022, '2500.00', '239.12'],
    [2022, '2800.00', '53.95'],
    [2023, '2250.00', '462.50'],
    [2024, '2250.00', '560.00'],
    [2025, '2250.00', '569.00'],
  ])('in %i at %s a month: %s', (year, monthly, bonus) => {
    expect(yearAt(year, monthly)).toMatchObject({status: 'entitled', bonus});
  });

  it('adds the supplement once', () => {
    expect(yearAt(2022, '2800.00')).toMatchObject({supplement: '50.00', payable: '103.95'});
    expect(yearAt(2021, '1800.00')).toMatchObject({bonus: '600.00', supplement: '100.00', payable: '700.00'});
  });
});

describe('the bounds of regulation §2, one cent apart', () => {
  // at the last eligible cent the award is E and one cent of slope: E + 0.01 × (M − E) / (U − L)
  it.each([
    [2021, '1800.00', '600.00', '1800.01', '599.99', '2499.99', '20.01', '2500.00'],
    [2023, '2000.00', '600.00', '2000.01', '599.99', '2999.99', '50.01', '3000.00'],
    [2024, '2100.00', '650.00', '2100.01', '649.99', '3099.99', '50.01', '3100.00'],
    [2025, '2115.00', '650.00', '2115.01', '649.99', '3114.99', '50.01', '3115.00'],
  ])('in %i', (year, lower, atLower, over, atOver, last, atLast, upper) => {
    expect(yearAt(year, lower)).toMatchObject({bonus: atLower});
    expect(yearAt(year, over)).toMatchObject({bonus: atOver});
    expect(yearAt(year, last)).toMatchObject({status: 'entitled', bonus: atLast});
    expect(yearAt(year, upper)).toMatchObject({
      status: 'refused',
      reason: 'wage_above_limit',
      payable: '0.00',
    });
  });

  it('the second half of 2022 has its own upper bound', () => {
    const {quarters} = seen(fullTimeYear(2022, quarterWage('2700.00')));
    // 600 − 750 × 550/950 = 165.789…, a quarter of it in each quarter of the second half
    expect(quarters.map((row) => row.quarter_bonus)).toEqual([
      '0.000000',
      '0.000000',
      '41.447368',
      '41.447368',
    ]);
    expect(yearAt(2022, '2899.99')).toMatchObject({bonus: '25.00', reason: 'below_minimum'});
    expect(yearAt(2022, '2900.00')).toMatchObject({reason: 'wage_above_limit'});
  });
});

describe('quarters', () => {
  it('half-time at 3,300 a quarter is 2,200 a month: 33.57 a quarter, 134.29 a year', () => {
    const halfTime = [1, 2, 3, 4].map((number) => ({
      quarter: 20_210 + number,
      wage: '3300.00',
      hours: '247.00',
      changes: {contract_type: 1},
    }));
    const result = seen(halfTime);
    expect(result.quarters[0]).toEqual({
      reference_year: '2021',
      person_id: 'ann',
      quarter: '20211',
      wage_fraction: '0.50',
      payout_fraction: '0.50',
      counted_wage: '3300.00',
      reference_wage: '2200.00',
      quarter_bonus: '33.571429',
      exclusion: null,
    });
    expect(dossierOf(result)).toMatchObject({bonus: '134.29', supplement: '100.00', payable: '234.29'});
  });

  it('rounds each line to 8 decimals before the sum is rounded to 2', () => {
    // 78.78 hours of 13 × 36 are 0.1683333…: three times is 0.505, but 0.50499999 once each is rounded
    const third = {
      quarter: 20_231,
      wage: '900.00',
      hours: '78.78',
      changes: {reference_hours_per_week: '36.00'},
    };
    expect(seen([third, third, third]).quarters[0]).toMatchObject({
      wage_fraction: '0.50',
      reference_wage: '1800.00',
    });
    // 249.47 of 13 × 38 hours is 0.505 exactly
    expect(seen([{quarter: 20_231, wage: '900.00', hours: '249.47'}]).quarters[0]).toMatchObject({
      wage_fraction: '0.51',
    });
  });

  it('rounds the reference wage half up', () => {
    // 2,400.03 / 0.40 / 3 = 2,000.025
    expect(seen([{quarter: 20_231, wage: '2400.03', hours: '197.60'}]).quarters[0]).toMatchObject({
      reference_wage: '2000.03',
    });
  });

  it('caps the payout at 1, not the wage fraction', () => {
    const twoJobs = [1, 2].map((number) => ({
      quarter: 20_231,
      wage: '4500.00',
      days: number === 1 ? '65.00' : '32.50',
    }));
    expect(seen(twoJobs).quarters[0]).toMatchObject({
      wage_fraction: '1.50',
      payout_fraction: '1.50',
      reference_wage: '2000.00',
      quarter_bonus: '150.000000',
    });
  });

  it('counts holidays for the payout only', () => {
    const line = {
      quarter: 20_231,
      wage: '4800.00',
      days: '52.00',
      services: {2: {days: '10.00'}, 12: {days: '3.00'}, 71: {days: '9.00'}},
    };
    expect(seen([line]).quarters[0]).toMatchObject({
      wage_fraction: '0.80',
      payout_fraction: '1.00',
      reference_wage: '2000.00',
      quarter_bonus: '150.000000',
    });
  });

  it('takes hours when any counted service has hours, and then only hours', () => {
    const mixed = {
      quarter: 20_231,
      wage: '900.00',
      days: '65.00',
      services: {2: {hours: '49.40'}, 3: {hours: '49.40'}},
    };
    expect(seen([mixed]).quarters[0]).toMatchObject({wage_fraction: '0.10', payout_fraction: '0.20'});
    const hoursElsewhere = {quarter: 20_231, wage: '6000.00', services: {71: {hours: '49.40'}}};
    expect(seen([hoursElsewhere]).quarters[0]).toMatchObject({wage_fraction: '1.00'});
  });

  it('adds the counted codes only, corrections included', () => {
    const line = {
      quarter: 20_231,
      wage: '6100.00',
      wages: {2: '999.00', 4: '-50.00', 5: '-25.00', 12: '-25.00', 6: '9.00'},
    };
    expect(seen([line]).quarters[0]).toMatchObject({counted_wage: '6000.00'});
  });

  it('leaves out lines by code, by category and by remuneration, wage and time', () => {
    const good = {quarter: 20_231, wage: '6000.00'};
    const out: HandLine[] = [
      {...good, changes: {worker_code: '035'}},
      {...good, changes: {employer_category: '272'}},
      {...good, wages: {9: '0.00'}},
      {...good, changes: {cancelled: true}},
    ];
    expect(seen([good, ...out]).quarters).toHaveLength(1);
    expect(seen([good, ...out]).quarters[0]).toMatchObject({counted_wage: '6000.00', wage_fraction: '1.00'});
  });

  it('takes the highest version of a line, whatever its place', () => {
    const versions = [10, 9, 2].map((version) => ({quarter: 20_231, wage: `${version}00.00`, version}));
    expect(seen(versions).quarters[0]).toMatchObject({counted_wage: '1000.00', wage_fraction: '1.00'});
    const withdrawn = [
      {quarter: 20_231, wage: '1.00', version: 3, changes: {cancelled: true}},
      ...versions.slice(2),
    ];
    expect(seen(withdrawn).quarters).toEqual([]);
    expect(dossierOf(seen(withdrawn))).toMatchObject({status: 'refused', reason: 'no_counted_days'});
  });
});

describe('education in tenths', () => {
  const tenths = (number: number, wage: string, days = '65.00'): HandLine => ({
    quarter: 20_230 + number,
    wage,
    days,
    changes: {education_payment: 10},
  });

  it('a school year gives fractions 1.2 + 1.2 + 0.4 + 1.2 = 4 and the bonus of a permanent colleague', () => {
    // 1,900 a month over twelve months is 2,280 over ten: the quarters hold 3, 3, 1 and 3 of those
    const result = seen([
      tenths(1, '6840.00'),
      tenths(2, '6840.00'),
      tenths(3, '2280.00', '21.67'),
      tenths(4, '6840.00'),
    ]);
    expect(result.quarters.map((row) => row.payout_fraction)).toEqual(['1.20', '1.20', '0.40', '1.20']);
    expect(result.quarters.map((row) => row.wage_fraction)).toEqual(['1.00', '1.00', '0.33', '1.00']);
    expect(result.quarters[0]).toMatchObject({
      counted_wage: '5700.00',
      reference_wage: '1900.00',
      quarter_bonus: '180.000000',
    });
    expect(dossierOf(result).bonus).toBe(yearAt(2023, '1900.00').bonus);
  });

  it('the year never pays more than 4: the last quarters are cut, also behind a quarter above the limit', () => {
    const full = [1, 2, 3, 4].map((number) => tenths(number, number === 1 ? '90000.00' : '6000.00'));
    const result = seen(full);
    expect(result.quarters.map((row) => row.quarter_bonus)).toEqual([
      '0.000000',
      '180.000000',
      '180.000000',
      '60.000000',
    ]);
    expect(dossierOf(result)).toMatchObject({bonus: '420.00'});
  });

  it('a quarter out takes nothing of the 4', () => {
    const retired = seen(
      [1, 2, 3, 4].map((number) => tenths(number, '6000.00')),
      person({birth_date: '1958-01-02'}),
    );
    // 65 on 2 January 2023: only the first quarter counts
    expect(retired.quarters.map((row) => row.exclusion)).toEqual([
      null,
      'pension_age',
      'pension_age',
      'pension_age',
    ]);
    const idle = seen([
      tenths(1, '6000.00', '0.30'),
      ...[2, 3, 4].map((number) => tenths(number, '6000.00')),
    ]);
    expect(idle.quarters.map((row) => row.quarter_bonus)).toEqual([
      '0.000000',
      '180.000000',
      '180.000000',
      '180.000000',
    ]);
  });

  it('ten twelfths of a wage are rounded to the cent, half up, below zero away from it', () => {
    const wageOf = (wage: string) => seen([tenths(1, wage)]).quarters[0]?.counted_wage;
    expect([wageOf('0.03'), wageOf('-0.03'), wageOf('0.02'), wageOf('10.00')]).toEqual([
      '0.03',
      '-0.03',
      '0.02',
      '8.33',
    ]);
  });
});
