import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {coverOf} from '../../src/disclosure/approvals.js';
import {requireApprovedTables} from '../../src/disclosure/groupings.js';
import {
  approvedThresholds,
  closedList,
  objection,
  readRegister,
  registerFile,
  registerFrom,
} from '../../src/disclosure/register.js';
import type {Model} from '../../src/models/model.js';
import {signed} from './signed.js';

const register = readRegister();
const today = '2025-06-30';
const shipped = readFileSync(registerFile, 'utf8');

const people = {
  ...{relation: 'intermediate.people', schema: 'intermediate', path: 'people.sql', key: ['person_key']},
  columns: {by_total: {label: 'Totaal'}, by_age: {label: 'Leeftijd'}, by_sex: {label: 'Geslacht'}},
} as unknown as Model;

const table = (key: string[]): Model =>
  ({
    ...{relation: 'marts.t', schema: 'marts', path: 'sql/marts/t.sql', publish: true, key},
    columns: {persons: {unit: 'persons'}},
  }) as unknown as Model;

describe('the register of dimensions', () => {
  it('opens age and sex to everybody, alone and crossed, and nothing else', () => {
    const list = closedList(register, 'public', today, Object.keys(register.dimensions));
    expect(list.map((f) => f.join(' '))).toEqual(['', 'by_age', 'by_sex', 'by_age by_sex']);
  });

  it('says that every other basis awaits the DPO', () => {
    for (const [name, {basis}] of Object.entries(register.dimensions)) {
      const isNamedInTheMemorandum = name === 'by_age' || name === 'by_sex';
      expect(register.bases[basis]!.status).toBe(
        isNamedInTheMemorandum ? 'confirmed' : 'to be confirmed by the DPO',
      );
    }
  });

  it('takes the sums of an approved crossing with it, and no other crossing', () => {
    expect(objection(register, ['by_age', 'by_province'], 'internal', today)).toBeUndefined();
    expect(objection(register, ['by_category', 'by_sector'], 'internal', today)).toMatch(
      /crossing .* has no entry/,
    );
  });

  it.each([
    ['expired', shipped.replaceAll('expires: 2030-12-31', 'expires: 2024-12-31'), /has expired/],
    ['signed by one', shipped.replaceAll(/by: \[[^\]]*\]/g, 'by: [hoofd evaluatie]'), /one approver/],
    ['signed twice by one', shipped.replaceAll(/by: \[[^\]]*\]/g, 'by: [DPO, " dpo "]'), /one approver/],
  ])('refuses an entry that is %s', (_, text, reason) => {
    expect(objection(registerFrom(text), ['by_age'], 'internal', today)).toMatch(reason);
  });

  describe('binds an approval to what it approves', () => {
    const entry = 'source: border, basis: monitoring, approval: monitoring-1, tiers: [internal]';
    const wider = shipped.replace(
      'approval: monitoring-1, tiers: [internal] }',
      'approval: monitoring-1, tiers: [internal, public] }',
    );
    const another = shipped.replace(
      'crossings:\n',
      'crossings:\n  - { dimensions: [by_category, by_sector], basis: monitoring, approval: monitoring-1, tiers: [internal] }\n',
    );

    it.each([
      ['a tier', wider, 'monitoring-1'],
      ['a crossing', another, 'monitoring-1'],
      ['a threshold', shipped.replace('smallest_count: 5', 'smallest_count: 4'), 'monitoring-1'],
      [
        'a dimension',
        shipped.replace('dimensions:\n', `dimensions:\n  by_country: {${entry}}\n`),
        'monitoring-1',
      ],
      [
        'an entry of another approval',
        shipped.replace(
          '[by_age, by_sex], basis: reporting, approval: reporting-1',
          '[by_age, by_sex], basis: reporting, approval: monitoring-1',
        ),
        'reporting-1',
      ],
    ])('%s that comes or goes asks for new signatures', (_, text, name) => {
      expect(text).not.toBe(shipped);
      const changed = registerFrom(text);
      const message = (ask: () => void): string => {
        try {
          ask();
        } catch (error) {
          return (error as Error).message;
        }
        return '';
      };
      const said = message(() => approvedThresholds(changed, today));
      expect(said).toContain(`${name} does not cover what names it now`);
      // the number it prints is the one to sign
      const covers = coverOf(changed, name);
      expect(said).toContain(`sign covers: ${covers}`);
      expect(message(() => approvedThresholds(signed(changed), today))).toBe('');
    });

    it('so nothing that names it may be shown', () => {
      expect(objection(registerFrom(wider), ['by_province'], 'internal', today)).toMatch(
        /by_province stands on an approval that does not hold: monitoring-1/,
      );
      expect(objection(registerFrom(wider), ['by_age'], 'internal', today)).toBeUndefined();
    });

    it('however the file is laid out', () => {
      const relaid = shipped
        .replace('[by_age, by_sex, by_province]', '[by_province, by_sex, by_age]')
        .replaceAll(/ #.*/g, '');
      expect(approvedThresholds(registerFrom(relaid), today)).toEqual(register.thresholds);
    });
  });

  it('refuses a table by a dimension without an entry, and lets it pass once it is gone', () => {
    const ask = (models: readonly Model[]): void =>
      requireApprovedTables(register, models, 'internal', today);
    expect(() => ask([people, table(['reference_year', 'by_nationality'])])).toThrow(
      /by_nationality has no entry/,
    );
    expect(() => ask([people, table(['reference_year', 'nis_code'])])).toThrow(
      /neither a dimension nor an axis/,
    );
    expect(() => ask([people, table(['reference_year', 'dimension', 'category'])])).not.toThrow();
    const withMore = {...people, columns: {...people.columns, by_nationality: {label: 'Nationaliteit'}}};
    expect(() => ask([withMore, table(['reference_year', 'dimension', 'category'])])).toThrow(
      /by_nationality/,
    );
  });
});
