import {describe, expect, it} from 'vitest';
import {
  count,
  decimal,
  euro,
  euroShort,
  longDay,
  percent,
  points,
  shortDay,
  signed,
  writtenApart,
} from '../src/format.js';

const nbsp = '\u00A0';

describe('numbers the Flemish way', () => {
  it('group thousands with a point', () => {
    expect(count(967550)).toBe('967.550');
    expect(count(-1234)).toBe('−1.234');
    expect(count(0)).toBe('0');
    expect(count(9007199254740993n)).toBe('9.007.199.254.740.993');
    expect(count(null)).toBe('–');
  });

  it('write euros from their digits, to the cent, whatever their size', () => {
    expect(euro('1234.5')).toBe(`€${nbsp}1.234,50`);
    expect(euro('90071992547409.93')).toBe(`€${nbsp}90.071.992.547.409,93`);
    expect(euro('-0.004')).toBe(`€${nbsp}0,00`);
    expect(euro('-12.30')).toBe(`€${nbsp}−12,30`);
    expect(euro(null)).toBe('–');
  });

  it('round a half away from zero', () => {
    expect(decimal('0.005', 2)).toBe('0,01');
    expect(decimal('-0.005', 2)).toBe('−0,01');
    expect(decimal('1.0049', 2)).toBe('1,00');
    expect(decimal('2.5', 0)).toBe('3');
  });

  it('write shares with one decimal and no sign of nothing', () => {
    expect(percent(0.941)).toBe('94,1%');
    expect(percent(0)).toBe('0,0%');
    expect(percent(Number.NaN)).toBe('–');
    expect(percent(1, 0)).toBe('100%');
  });

  it('are apart what a reader finds who subtracts them', () => {
    // 90,5% and 87,0%, and 3,6 points apart before they are rounded
    expect([0.90549, 0.86951].map((share) => percent(share))).toEqual(['90,5%', '87,0%']);
    expect(points(0.90549 - 0.86951)).toBe('3,6');
    expect(points(writtenApart(0.90549, 0.86951))).toBe('3,5');
    expect(writtenApart(0.62004, 0.61496)).toBe(0.005);
    expect(writtenApart(0.30004, 0.29996)).toBe(0);
    expect(writtenApart(-0.2, 0.1)).toBe(-0.3);
    expect(writtenApart(Number.NaN, 0.1)).toBeNaN();
    const written = (share: number): number => Math.round(Number(points(share).replace(',', '.')) * 10);
    for (let i = 0; i < 500; i++) {
      const [one, other] = [Math.sin(i) ** 2, Math.cos(3 * i) ** 2];
      const apart = writtenApart(one, other);
      expect(Math.round(apart * 1000)).toBe(written(one) - written(other));
      expect(points(Math.abs(apart))).toBe(
        String((Math.abs(written(one) - written(other)) / 10).toFixed(1)).replace('.', ','),
      );
    }
  });

  it('put the sign of a change against its digits, as the platform does, and none before nothing', () => {
    expect(signed(euro('30.00'))).toBe(`€${nbsp}+30,00`);
    expect(signed(euro('-30.00'))).toBe(euro('-30.00'));
    expect(signed(euroShort(-1380805))).toBe(`€${nbsp}−1,4${nbsp}miljoen`);
    expect(signed(percent(0.071))).toBe('+7,1%');
    expect(signed(percent(-0.337))).toBe('−33,7%');
    expect(signed(count(0))).toBe('0');
    expect(signed(euro(null))).toBe('–');
  });

  it('shorten amounts for a headline', () => {
    expect(euroShort('240000000')).toBe(`€${nbsp}240,0${nbsp}miljoen`);
    expect(euroShort(1.25e9)).toBe(`€${nbsp}1,3${nbsp}miljard`);
    expect(euroShort('15857.24')).toBe(`€${nbsp}15.857`);
  });

  it('agree with the platform for Belgium in Dutch', () => {
    const platform = new Intl.NumberFormat('nl-BE', {style: 'currency', currency: 'EUR'});
    for (const value of ['0.00', '12.34', '1234567.89', '-5.50'])
      expect(euro(value)).toBe(platform.format(Number(value)).replace('-', '−'));
    const change = new Intl.NumberFormat('nl-BE', {
      style: 'currency',
      currency: 'EUR',
      signDisplay: 'exceptZero',
    });
    for (const value of ['0.00', '12.34', '-5.50'])
      expect(signed(euro(value))).toBe(change.format(Number(value)).replace('-', '−'));
  });

  it('write days in words and in digits', () => {
    expect(longDay('2024-12-31')).toBe('31 december 2024');
    expect(shortDay('2024-12-31T23:00:00Z')).toBe('31/12/2024');
    expect(longDay(null)).toBe('–');
  });
});
