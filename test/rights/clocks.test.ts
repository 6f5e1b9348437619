import {afterAll, describe, expect, it} from 'vitest';
import {emptyWorkspace} from '../workspaces.js';

const house = emptyWorkspace();
afterAll(() => house.close());

describe('Easter', () => {
  // published dates of the feast
  const known = [
    '2018-04-01',
    '2019-04-21',
    '2020-04-12',
    '2021-04-04',
    '2022-04-17',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2028-04-16',
    '2038-04-25',
    '2285-03-22',
  ];

  it('falls on its known Sundays, the earliest and the latest there are included', async () => {
    const {workspace} = await house.open();
    for (const day of known) {
      const found = await workspace.value<string>(`select easter_sunday(${day.slice(0, 4)})`);
      expect(found).toBe(day);
    }
  });
});

describe('the term of objection', () => {
  const sent: [why: string, sent: string, begins: string, until: string][] = [
    ['an ordinary Monday', '2023-11-06', '2023-11-09', '2024-02-09'],
    ['the Saturday of a weekend counts from Monday', '2023-11-18', '2023-11-22', '2024-02-22'],
    ['Christmas is no working day', '2023-12-22', '2023-12-28', '2024-03-28'],
    ['New Year is no working day', '2023-12-28', '2024-01-03', '2024-04-03'],
    ['Easter Monday is no working day', '2024-03-28', '2024-04-03', '2024-07-03'],
    ['Ascension is no working day', '2024-05-08', '2024-05-14', '2024-08-14'],
    ['Whit Monday is no working day', '2024-05-17', '2024-05-23', '2024-08-23'],
    ['All Saints is no working day', '2023-10-31', '2023-11-06', '2024-02-06'],
    ['a shorter month ends on its last day', '2023-11-27', '2023-11-30', '2024-02-29'],
  ];

  it.each(sent)('%s: sent on %s it begins on %s and ends on %s', async (_, day, begins, until) => {
    const {workspace, catalogue} = await house.open();
    const model = catalogue.models.find((m) => m.relation === 'intermediate.objection_terms')!;
    const rows = await workspace.rows(
      `select term_begins_on, last_day from (${model.sql}) where reference_year = 2022 and sent_on = '${day}'`,
    );
    expect(rows).toEqual([{term_begins_on: begins, last_day: until}]);
  });

  it('is known for who got no letter, and the application deadline is 31 December of the third year', async () => {
    const {workspace} = await house.open();
    const wrong = await workspace.rows(`
      select reference_year from parameters.years
      where application_deadline_date <> make_date(reference_year + 3, 12, 31)
        or objection_without_notice_date <> make_date(reference_year + 4, 12, 31)`);
    expect(wrong).toEqual([]);
  });
});
