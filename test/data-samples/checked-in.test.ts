import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {filesIn, rooms} from '../../src/house.js';
import {quiet} from '../effects.js';
import {checkIn, drawInto, sampledDeliveries, sampledSources} from './checked-in.js';
import {globbed, hashes} from './deliveries.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-checked-in-'));
const drawn = join(folder, 'fresh');

beforeAll(async () => {
  await drawInto(drawn);
  if (process.env['UPDATE'] === '1') checkIn(drawn);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('the checked-in deliveries', () => {
  it('are of every source', () => {
    expect(sampledSources()).toEqual(filesIn(rooms.sources, '.yaml').map((file) => basename(file, '.yaml')));
  });

  it('are what the twin draws today (UPDATE=1 puts a fresh drawing in their place)', () => {
    const fresh = hashes(drawn);
    const kept = Object.fromEntries(
      Object.entries(hashes(rooms.samples)).filter(([path]) =>
        sampledSources().includes(path.split('/')[0]!),
      ),
    );
    expect(kept).toEqual(fresh);
  });

  it('load without a refusal or a bad row', async () => {
    const reports = await intake(join(folder, 'workspace'), sampledDeliveries(), 0, quiet);
    expect(reports.filter((r) => r.status !== 'loaded')).toEqual([]);
    expect(reports.flatMap((r) => r.tables).filter((t) => t.quarantined > 0)).toEqual([]);
  });
});

describe('the imperfect deliveries', () => {
  it('load with the bad rows in quarantine, each under its reason', async () => {
    const reports = await intake(
      join(folder, 'imperfect'),
      globbed(join(rooms.samples, 'imperfect')),
      5,
      quiet,
    );
    expect(reports.map((r) => r.status)).toEqual(['loaded', 'loaded']);
    expect(
      Object.fromEntries(reports.flatMap((r) => r.tables).map((t) => [t.name, t.quarantinedBy])),
    ).toEqual({
      employment_lines: {quarter_outside_year: 1, unknown_value: 1},
      // what belonged to the two lines went with them
      remunerations: {orphan: 5, unreadable_value: 1},
      services: {orphan: 4, null_required: 1},
      persons: {unreadable_value: 1, unknown_value: 1, duplicate_key: 1},
    });
  });
});
