import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {publish} from '../../pipelines/publish.js';
import {quiet} from '../effects.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-few-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

it('twenty people, of whom nearly everything is hidden, still make a site of every page', async () => {
  await computedTwin(folder, {persons: 20, seed: 1, years: [2022]}, '2024-06-30');
  const site = await publish(join(folder, 'workspace'), join(folder, 'site'), quiet);
  expect(site.pages.every(({figures}) => figures > 0)).toBe(true);
  expect(site.pages.length).toBeGreaterThan(15);
}, 60_000);
