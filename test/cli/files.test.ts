import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {fileMistake} from '../../src/errors.js';
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

describe('a refused load', () => {
  it('leaves no workspace where there was none', async () => {
    const workspace = join(folder, 'new');
    mkdirSync(join(folder, 'empty'));
    const {code} = await asked('load', join(folder, 'empty'), '--workspace', workspace);
    expect(code).toBe(3);
    expect(existsSync(workspace)).toBe(false);
  });
});
