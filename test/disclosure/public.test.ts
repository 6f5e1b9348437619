import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {publish} from '../../pipelines/publish.js';
import {sample} from '../../pipelines/sample.js';
import {yearly} from '../../pipelines/yearly.js';
import {root} from '../../src/house.js';
import {quiet} from '../effects.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-public-'));
const home = join(folder, 'workspace');
const environment = {JOBBONUS_SECRET_FILE: join(folder, 'secret')};

beforeAll(async () => {
  const made = await sample(
    {out: join(folder, 'deliveries'), persons: 1000, seed: 3, years: [2022], format: 'parquet'},
    quiet,
  );
  await intake(
    home,
    made.map((d) => d.folder),
    5,
    quiet,
  );
  await yearly(home, [2022], '2024-01-31', quiet);
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
