import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {requireApprovedTables} from '../../src/disclosure/groupings.js';
import {
  closedList,
  objection,
  readRegister,
  registerFile,
  registerFrom,
} from '../../src/disclosure/register.js';
import type {Model} from '../../src/models/model.js';

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
