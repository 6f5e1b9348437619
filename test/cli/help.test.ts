import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {root} from '../../src/house.js';
import {asked, jobbonus} from './jobbonus.js';

const commands = [
  'sample',
  'load',
  'run',
  'plan',
  'apply',
  'check',
  'status',
  'export',
  'explain',
  'simulate',
  'build',
  'audit',
  'segment',
  'serve',
];

describe('help', () => {
  it('lists every command of the contract', () => {
    const {code, out} = jobbonus('--help');
    expect(code).toBe(0);
    for (const command of commands) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(out).toContain('Example:');
  });

  it.each(commands)('of %s names its options and ends with an example', (command) => {
    const {code, out, err} = jobbonus(command, '--help');
    expect({code, err}).toEqual({code: 0, err: ''});
    expect(out).toContain('--workspace <dir>');
    expect(out).toContain('--json');
    expect(out.trim().split('\n').at(-1)).toMatch(new RegExp(`^  \\$ jobbonus ${command}`));
  });

  it.skipIf(process.platform === 'win32')('is there for npx, which runs the file itself', () => {
    const ran = spawnSync(join(root, 'dist', 'src', 'cli', 'main.js'), ['--version'], {encoding: 'utf8'});
    expect([ran.error, ran.stdout]).toEqual([undefined, '0.1.0\n']);
  });

  it('says the version', () => {
    expect(jobbonus('--version')).toMatchObject({code: 0, out: '0.1.0\n'});
  });
});

describe('wrong usage', () => {
  it('is exit code 2 of the process', () => {
    expect(jobbonus('lod')).toMatchObject({code: 2, out: ''});
  });

  it.each([
    [['lod'], 'Did you mean load?'],
    [['--workspace', 'x', 'run'], 'options stand behind the command, as in jobbonus status --workspace DIR'],
    [['run', '--yaer', '2022'], 'Did you mean --year?'],
    [['run', '--yaer=2022'], "unknown option '--yaer'"],
    [['simulate', 'x.yaml', '--yeer', '2022'], 'Did you mean --year?'],
    [['plan', '--proposed-bye', 'x'], 'Did you mean --proposed-by?'],
    [['segment', '--hlep'], 'Did you mean --help?'],
    [['export', 'dossiers', '--uot', 'x.csv'], 'Did you mean --out?'],
    [['export', 'dosiers'], 'export "dosiers" is unknown (did you mean dossiers?); there are dossiers, '],
    [['export', 'plus_incom', '--uot', 'x.csv'], 'did you mean plus-income?'],
    [['sample', '-x'], "unknown option '-x'"],
    [['run', '--year', '22'], 'expected a year or a range'],
    [['run', '--as-of', '2023-02-30'], 'expected YYYY-MM-DD'],
    [['run', '--as-of', '31/12/2023'], 'expected YYYY-MM-DD'],
    [['load'], "missing required argument 'delivery'"],
    [['load', 'x', '--max-quarantine', 'veel'], 'expected 0 to 100'],
    [['load', 'x', '--max-quarantine', '101'], 'expected 0 to 100'],
    [['export', 'dossiers'], "required option '--out <file>' not specified"],
    [
      ['export', 'dossiers', '--out', 'x', '--format', 'pdf'],
      'Allowed choices are csv, parquet, arrow, xlsx',
    ],
    [['explain', '--year', '2022'], "missing required argument 'person_id'"],
    [['explain', 'P1', '--year', '2021-2022'], 'takes one reference year'],
    [['serve', '--port', 'http'], 'expected 0 to 65535'],
    [['sample', '--out', '/tmp/x', '--persons', '0'], 'expected 1 to 2200000'],
    [['sample', '--out', '/tmp/x', '--years', '1999'], 'expected 2021 to 2025'],
  ])('%j is one clear sentence and exit code 2', async (args, sentence) => {
    const {code, out, err} = await asked(...args);
    expect({code, out}).toEqual({code: 2, out: ''});
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

it('nobody needs to read to the end: a reader that stops is no error', () => {
  const cli = join(root, 'dist', 'src', 'cli', 'main.js');
  // the reader is gone before a word is written
  const {stderr} = spawnSync('sh', ['-c', `(sleep 1; "${process.execPath}" "${cli}" --help) | true`], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});
