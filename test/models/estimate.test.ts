import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {fillEstimate, readEstimates} from '../../src/models/estimate.js';
import {emptyWorkspace} from '../workspaces.js';

const world = emptyWorkspace('2024-06-30');
afterAll(() => world.close());

describe('an estimate', () => {
  it('is a model that reads what its questions name', async () => {
    const {workspace} = await world.open();
    const [model] = await readEstimates(workspace, join(import.meta.dirname, 'estimates'));
    expect(model).toMatchObject({relation: 'estimates.squares', reads: ['parameters.as_of'], per: 'year'});
    expect(model!.columns).toEqual({number: {}, square: {label: 'Kwadraat'}, seen_on: {}, word: {}});
  });

  it('stores what it computed in the declared types; what is not a number is null', async () => {
    const {workspace} = await world.open();
    const [model] = await readEstimates(workspace, join(import.meta.dirname, 'estimates'));
    await workspace.run(`create or replace table squares as ${model!.sql}`);
    await fillEstimate(workspace, model!, 'squares');
    expect(await workspace.rows('from squares order by number')).toEqual([
      {number: 1, square: 1, seen_on: '2024-06-30', word: "it's"},
      {number: 2, square: 4, seen_on: '2024-06-30', word: null},
      {number: 3, square: null, seen_on: '2024-06-30', word: "it's"},
    ]);
  });

  it('says which column is made but not declared', async () => {
    const {workspace} = await world.open();
    const [model] = await readEstimates(workspace, join(import.meta.dirname, 'estimates'));
    const other = {...model!, computation: {...model!.computation!, compute: () => [{number: 1}]}};
    await expect(fillEstimate(workspace, other, 'squares')).rejects.toThrow('column square');
  });
});
