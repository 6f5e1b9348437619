import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {asked, jobbonus} from './jobbonus.js';

const folder = mkdtempSync(join(tmpdir(), 'jobbonus-cli-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('a workspace that is not there', () => {
  it.each([
    ['run'],
    ['check'],
    ['status'],
    ['build'],
    ['export', 'takeup', '--out', join(folder, 'x.csv')],
    ['explain', 'P1', '--year', '2022'],
  ])('is a clear error of %s', async (...args) => {
    const {code, out, err} = await asked(...args, '--workspace', join(folder, 'nowhere'));
    expect({code, out}).toEqual({code: 4, out: ''});
    expect(err).toContain('load a delivery first');
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('is an object for machines', () => {
    const {code, out} = jobbonus('run', '--json', '--workspace', join(folder, 'nowhere'));
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({error: {code: 'NO_WORKSPACE'}});
  });
});

describe('a workspace that cannot be read', () => {
  it('is one sentence, not a stack', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'jobbonus.duckdb'), 'this is no database');
    const {code, out, err} = await asked('status', '--workspace', broken);
    expect({code, out}).toEqual({code: 4, out: ''});
    expect(err).toContain('is not a workspace that can be read');
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe('what was typed wrong', () => {
  it.each([
    [['load', '--json'], "missing required argument 'delivery'"],
    [['run', '--jason', '--json'], "unknown option '--jason'"],
    [['foo', '--json'], "unknown command 'foo'"],
  ])('%j is an object for machines too', async (args, message) => {
    const {code, out} = await asked(...args);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({error: {code: 'USAGE', message}});
  });

  it.each(['1899-12-31', '3000-01-01', '0000-01-01', '9999-12-31'])(
    '%s is no day to look from',
    async (day) => {
      const {code, err} = await asked('run', '--as-of', day, '--workspace', join(folder, 'nowhere'));
      expect(code).toBe(2);
      expect(err.trim()).toMatch(/is no day from 1900 to 2999; expected YYYY-MM-DD, as in 2023-12-31$/);
    },
  );

  it('a workspace behind a question mark is refused, and nothing is left of it', async () => {
    const {code, err} = await asked('load', folder, '--workspace', join(folder, 'what?', 'w'));
    expect(code).toBe(4);
    expect(err).toContain('choose a path without a question mark');
    expect(existsSync(join(folder, 'what?'))).toBe(false);
  });
});

describe('a refused delivery', () => {
  it('is exit code 3, with the refusal in the result for machines', () => {
    const {code, out} = jobbonus(
      'load',
      join(folder, 'no-delivery'),
      '--json',
      '--workspace',
      join(folder, 'w'),
    );
    expect(code).toBe(3);
    expect(JSON.parse(out)).toEqual({
      deliveries: [
        {delivery_id: null, status: 'refused', message: expect.stringContaining('manifest.json'), tables: []},
      ],
    });
  });
});

describe('what commander would pass over in silence is said:', () => {
  it('an option with one value that is given twice', async () => {
    const {code, err} = await asked('explain', 'P1', '--year', '2021', '--year', '2022');
    expect(code).toBe(2);
    expect(err).toContain("option '--year' is given twice; give it once");
    const once = await asked('run', '--as-of=2024-01-01', '--as-of', '2024-02-01');
    expect(once.err).toContain("option '--as-of' is given twice");
  });

  it('the end of an audit trail that is none', async () => {
    const {code, err} = await asked('check', '--audit-end', 'abc');
    expect(code).toBe(2);
    expect(err).toContain('--audit-end takes the 64 hexadecimal digits that an earlier check printed');
  });

  it('and a list may go on in a second one', async () => {
    const {err} = await asked('run', '--year', '2021', '--year', '2022', '--workspace', join(folder, 'none'));
    expect(err).toContain('load a delivery first');
  });

  it('no command at all, to a machine', async () => {
    const {code, out} = await asked('help', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: {code: 'USAGE', message: 'no command is named; jobbonus --help shows them'},
    });
  });
});
