import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {publish} from '../../pipelines/publish.js';
import {readRegister} from '../../src/disclosure/register.js';
import {type PublicRelease, requireRoom, type ShownCell} from '../../src/disclosure/release.js';
import {fingerprintOf} from '../../src/disclosure/secret.js';
import {root} from '../../src/house.js';
import {quiet} from '../effects.js';
import {computedTwin} from '../workspaces.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-public-'));
const home = join(folder, 'workspace');
const environment = {JOBBONUS_SECRET_FILE: join(folder, 'secret')};

beforeAll(async () => {
  await computedTwin(folder, {persons: 1000, seed: 3, years: [2022]}, '2024-01-31');
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('the public tier', () => {
  it('asks for its secret in one sentence', async () => {
    const asked = publish(home, join(folder, 'site'), quiet, {tier: 'public', environment: {}});
    await expect(asked).rejects.toThrow(/JOBBONUS_SECRET_FILE/);
  });

  it('withstands its audit, binds the report to the release, and is the same twice', async () => {
    writeFileSync(environment.JOBBONUS_SECRET_FILE, 'x1'.repeat(20), {mode: 0o600});
    const cells = async (): Promise<unknown> => {
      const site = await publish(home, join(folder, 'site'), quiet, {tier: 'public', environment});
      expect(site.audit?.lines.filter((line) => !line.passed)).toEqual([]);
      const release = JSON.parse(readFileSync(join(site.folder, 'release.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      expect(release.families).toEqual(['by_total', 'by_age', 'by_sex', 'by_age by_sex']);
      expect(release.audit_sha256).toMatch(/^[0-9a-f]{64}$/);
      return release.cells_sha256;
    };
    expect(await cells()).toBe(await cells());
  });

  it('refuses another secret for a year that was rounded before, and leaves what was there', async () => {
    const other = {JOBBONUS_SECRET_FILE: join(folder, 'another-secret')};
    writeFileSync(other.JOBBONUS_SECRET_FILE, 'y2'.repeat(20), {mode: 0o600});
    const place = join(folder, 'site');
    const before = readFileSync(join(place, 'release.json'), 'utf8');
    const asked = publish(home, place, quiet, {tier: 'public', environment: other});
    await expect(asked).rejects.toMatchObject({
      code: 'SECRET_CHANGED',
      message: expect.stringMatching(/2022 was rounded with another secret in public release 0001/),
    });
    expect(readFileSync(join(place, 'release.json'), 'utf8')).toBe(before);
    expect(before).not.toContain(fingerprintOf('x1'.repeat(20), 2022));
  });

  it('is built by a process that the system keeps from the workspace', () => {
    const result = spawnSync(
      process.execPath,
      [
        '--experimental-permission',
        '--no-warnings',
        '--allow-addons',
        `--allow-fs-read=${join(root, 'dist')}/*`,
        `--allow-fs-read=${join(root, 'node_modules')}/*`,
        `--allow-fs-read=${join(root, 'package.json')}`,
        join(root, 'dist', 'pipelines', 'public-site.js'),
        home,
        join(folder, 'out'),
      ],
      {encoding: 'utf8', env: {}},
    );
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('ERR_ACCESS_DENIED');
  });
});

describe('the open data of the public tier', () => {
  const read = (name: string): string => readFileSync(join(folder, 'site', 'open-data', name), 'utf8');

  it('are CSV files with a description that names their columns and signs', () => {
    const [head = '', ...lines] = read('jobbonus-leeftijd-geslacht.csv').trimEnd().split('\r\n');
    const description = JSON.parse(read('jobbonus-leeftijd-geslacht.csv-metadata.json')) as {
      tableSchema: {columns: {name: string; 'dc:description'?: string}[]};
    };
    expect(description.tableSchema.columns.map((c) => c.name)).toEqual(head.split(','));
    expect(description.tableSchema.columns.at(-1)?.['dc:description']).toMatch(/<10 = .*; x = .*; - = /);
    expect(lines.length).toBeGreaterThan(10);
    const counts = lines.flatMap((line) => line.split(',').slice(3, 6));
    for (const count of counts) expect(count).toMatch(/^(<10|\d*0)$/);
    const files = JSON.parse(read('catalogus.json')) as {tables: unknown[]};
    expect(files.tables).toHaveLength(4);
  });

  it('tell too few, too few for a rate, and no group apart', () => {
    const cells = read('jobbonus-leeftijd-geslacht.csv').split(/[\r\n,]+/);
    expect(cells).toEqual(expect.arrayContaining(['<10', 'x', '-']));
  });
});

describe('a fifth public release of a year', () => {
  it('is refused, and the same release again is not', () => {
    const cell = (entitled: number): ShownCell => ({
      id: '2022|by_total|Iedereen',
      entitled,
      notRegistered: 0,
    });
    const earlier = [10, 20, 30, 40].map((entitled, i) => ({
      ...{name: String(i), as_of: '2025-01-31', run: 'x', cells_sha256: ''},
      cells: [cell(entitled)],
    }));
    // only what is compared
    const release = (entitled: number): PublicRelease =>
      ({
        ...{tier: 'public', thresholds: readRegister().thresholds},
        ...{keyed: [{year: 2022}], cells: [cell(entitled)]},
      }) as unknown as PublicRelease;
    expect(() => requireRoom(release(50), earlier)).toThrow(/2022 has 4 public releases/);
    expect(() => requireRoom(release(20), earlier)).not.toThrow();
    expect(() => requireRoom(release(50), earlier.slice(1))).not.toThrow();
  });
});
