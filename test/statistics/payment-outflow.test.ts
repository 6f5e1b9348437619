import {describe, expect, it} from 'vitest';
import {asKnownThen} from '../../src/statistics/campaigns.js';
import {paymentShares, paymentsAhead} from '../../src/statistics/payment-outflow.js';

describe('the delay of payments', () => {
  const flows = [
    {payableIn: 100, paidIn: 100, cents: 600},
    {payableIn: 100, paidIn: 101, cents: 300},
    {payableIn: 100, paidIn: null, cents: 100},
    {payableIn: 101, paidIn: 101, cents: 400},
    {payableIn: 101, paidIn: null, cents: 600},
  ];

  it('is learnt from what had the time: by hand', () => {
    // month 100 had two months, month 101 one: (600 + 400) of 2000 at once, 300 of 1000 a month later
    expect(paymentShares(flows, 102)).toEqual([0.5, 0.3]);
  });

  it('knows nothing of what came later than the day it is seen from', () => {
    expect(paymentShares(flows, 101)).toEqual([0.6]);
  });

  it('goes on with what is open and what becomes payable: by hand', () => {
    // 600 of month 101 are one month old: 0.3 of the 0.5 that were left; 1000 come in the next month
    expect(paymentsAhead(flows, [1000], [0.5, 0.3], 102)).toEqual([600 * 0.6 + 500, 300, 0]);
  });

  it('expects nothing where nothing was ever paid', () => {
    expect(paymentsAhead([{payableIn: 100, paidIn: null, cents: 5}], [], [], 101)).toEqual([]);
  });
});

describe('a campaign some weeks ago', () => {
  const cohort = {
    stratum: 's',
    age: 4,
    registered: [5, 3, 2, 1, 0],
    exited: [0, 0, 1, 0, 0],
    atRisk: [20, 15, 12, 9, 8],
    meanCents: 100,
  };
  const later = {...cohort, age: 0, registered: [2], exited: [1], atRisk: [7]};
  const then = asKnownThen({year: 2023, weeksToDeadline: 10, cohorts: [cohort, later]}, 2);

  it('has longer to go and knows nothing of the weeks since', () => {
    expect(then.weeksToDeadline).toBe(12);
    expect(then.cohorts[0]).toMatchObject({
      age: 2,
      registered: [5, 3, 0],
      exited: [0, 0, 0],
      atRisk: [20, 15, 12],
    });
  });

  it('holds whole who waited for a letter that came since', () => {
    expect(then.cohorts[1]).toMatchObject({age: 0, registered: [0], atRisk: [10]});
  });
});
