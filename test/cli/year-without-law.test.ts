import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {openDesk} from '../delivery/desk.js';
import {draft} from '../delivery/draft.js';
import {quiet} from '../effects.js';
import {asked} from './jobbonus.js';

const desk = openDesk();
const home = join(desk.folder, 'home');
const load = async (...years: readonly number[]): Promise<void> => {
  const folders = await Promise.all(
    years.map((year) =>
      desk.write(draft('dmfa', {reference_year: year, delivery_id: `dmfa-${year}`, count: 0})),
    ),
  );
  await intake(home, folders, 5, quiet);
};

beforeAll(() => load(2022, 2023, 2031));
afterAll(() => desk.clear());

it('a delivery of a year without a law stops a run of everything, and the sentence says which years can be run', async () => {
  const {code, err} = await asked('run', '--as-of', '2024-06-30', '--workspace', home);
  expect(code).toBe(4);
  expect(err).toContain(
    'reference year 2031 has a delivery and no law; compute the years that have one with --year 2022,2023, or add sql/parameters/2031.yaml, as in sql/parameters/2025.yaml',
  );
  // nothing of the machine, and one sentence
  expect(err.trim().split('\n')).toHaveLength(1);
});

it('and what it advises works', async () => {
  const {code, err} = await asked('run', '--year', '2022,2023', '--as-of', '2024-06-30', '--workspace', home);
  expect({code, err: code === 0 ? '' : err}).toEqual({code: 0, err: ''});
});

it('every such year is named at once', async () => {
  await load(2032);
  const {err} = await asked('run', '--as-of', '2024-06-30', '--workspace', home);
  expect(err).toContain('reference years 2031, 2032 have a delivery and no law; ');
  expect(err).toContain('add sql/parameters/2031.yaml, sql/parameters/2032.yaml, as in');
});
