import {execFileSync} from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {intake} from '../../pipelines/intake.js';
import {sample} from '../../pipelines/sample.js';
import {openWorkspace} from '../../src/db/workspace.js';
import {fileMistake} from '../../src/errors.js';
import {quiet} from '../effects.js';
import {asked} from './jobbonus.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-files-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('a file that is not what was meant', () => {
  it('is one sentence and no stack, for people and for machines', async () => {
    writeFileSync(join(folder, 'file'), '');
    const {code, out, err} = await asked(
      'sample',
      '--out',
      join(folder, 'file', 'x'),
      '--persons',
      '1000',
      '--json',
    );
    expect(code).toBe(4);
    expect(err.trim().split('\n').at(-1)).toMatch(
      /file.x.*cannot be there: a part of that path is a file, not a folder$/,
    );
    expect(err).not.toContain(' at ');
    expect(JSON.parse(out)).toMatchObject({error: {code: 'FILE'}});
  });

  it.each([
    ['EISDIR', 'rename', 'is a folder; name a file in it'],
    ['EACCES', 'open', 'may not be read or written by this user'],
    ['ENOSPC', 'write', 'does not fit: the disk is full'],
  ])('%s says what would be right', (code, syscall, why) => {
    const error = Object.assign(new Error(code), {code, syscall, path: '/x/out.csv.unfinished'});
    expect(fileMistake(error)?.message).toBe(`/x/out.csv ${why}`);
  });

  it('a bug of ours is no such mistake', () => {
    expect(fileMistake(new TypeError('x is not a function'))).toBeUndefined();
    expect(fileMistake(undefined)).toBeUndefined();
  });
});

describe('a load that stops on a mistake of the machine', () => {
  it('keeps what was loaded before it, in a workspace that was not there', async () => {
    const workspace = join(folder, 'kept');
    const made = await sample(
      {out: join(folder, 'few'), persons: 10, seed: 1, years: [2021], format: 'csv'},
      quiet,
    );
    const [first, second] = made.map((delivery) => delivery.folder);
    const step = (_: string, what: string) => {
      if (what === made[1]!.delivery_id) throw new Error('the disk is gone');
      return {done: () => {}};
    };
    const effects = {...quiet, progress: {...quiet.progress, step}};
    await expect(intake(workspace, [first!, second!], 5, effects)).rejects.toThrow('the disk is gone');
    const open = await openWorkspace(workspace, {mode: 'read'});
    try {
      expect(await open.rows('select delivery_id from ws.deliveries')).toEqual([
        {delivery_id: made[0]!.delivery_id},
      ]);
    } finally {
      open.close();
    }
  });
});

describe('a site', () => {
  it('replaces an earlier site only, never a folder of something else', async () => {
    const [home, other] = [join(folder, 'kept'), join(folder, 'other')];
    mkdirSync(other);
    writeFileSync(join(other, 'thesis.txt'), 'years of work');
    for (const place of [other, home, folder, join(other, 'thesis.txt')]) {
      const {code, err} = await asked('build', '--workspace', home, '--out', place);
      expect(code).toBe(2);
      expect(err).toMatch(
        /holds something else than a site; choose a new or empty folder$|is a file; name a folder$/m,
      );
    }
    expect(readFileSync(join(other, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(existsSync(join(home, 'jobbonus.duckdb'))).toBe(true);
  });
});

describe('an export', () => {
  const to = (...args: string[]) =>
    asked('export', 'quarantine', '--workspace', join(folder, 'kept'), '--out', ...args);

  it('goes where a link leads, and stays for the eyes it was for', async () => {
    const [file, link] = [join(folder, 'real.csv'), join(folder, 'link.csv')];
    writeFileSync(file, 'old', {mode: 0o600});
    symlinkSync(file, link);
    expect((await to(link)).code).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(/^delivery_id,/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replaces no pipe and no device', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const {code, out, err} = await to(pipe);
    expect({code, out}).toEqual({code: 2, out: ''});
    expect(err).toMatch(/pipe is no file; name one, or one that does not exist yet$/m);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it.each([
    ['x.parquet', 'PAR1'],
    ['x.arrow', 'ARROW1'],
    ['x.XLSX', 'PK'],
    ['x.txt', 'delivery_id,'],
  ])('to %s is what its name says', async (name, head) => {
    expect((await to(join(folder, name))).code).toBe(0);
    expect(readFileSync(join(folder, name)).subarray(0, head.length).toString()).toBe(head);
  });
});

describe('a refused load', () => {
  it('leaves no workspace where there was none', async () => {
    const workspace = join(folder, 'new');
    mkdirSync(join(folder, 'empty'));
    const {code} = await asked('load', join(folder, 'empty'), '--workspace', workspace);
    expect(code).toBe(3);
    expect(existsSync(workspace)).toBe(false);
  });
});
