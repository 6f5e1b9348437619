import {describe, expect, it} from 'vitest';
import {progressOn} from '../../src/cli/progress.js';

/** What a terminal shows in the end of what was written to it, line by line. */
function screen(isTTY: boolean): {written: () => string[]; write: (text: string) => void; isTTY: boolean} {
  const lines = [''];
  return {
    isTTY,
    written: () => [...lines],
    write(text) {
      for (const [n, line] of text.split('\n').entries()) {
        if (n > 0) lines.push('');
        const cleared = line.split('\r\u001B[2K');
        lines[lines.length - 1] = cleared.length > 1 ? cleared.at(-1)! : lines.at(-1) + line;
      }
    },
  };
}

describe('progress', () => {
  it('shows on a terminal the step that began last of those that go on', () => {
    const terminal = screen(true);
    let seconds = 0;
    const progress = progressOn(terminal, () => seconds * 1000);
    const year = progress.step('build', '2022');
    const long = progress.part('build', 'people');
    const short = progress.part('build', 'sums');
    expect(terminal.written()).toEqual(['build       sums …']);
    short.done('3 rows');
    expect(terminal.written()).toEqual(['build       people …']);
    seconds = 2;
    long.done('9 rows');
    expect(terminal.written().map((line) => line.replace(/ +/g, ' '))).toEqual([
      'build people 9 rows 2.0 s',
      'build 2022 …',
    ]);
    year.done('2 tables');
    expect(terminal.written().at(-1)).toBe('');
  });

  it('forgets the parts of a step that failed', () => {
    const terminal = screen(true);
    const progress = progressOn(terminal, () => 0);
    const load = progress.step('load', 'a delivery');
    progress.part('check', 'its first table');
    load.done('refused');
    expect(terminal.written().map((line) => line.replace(/ +/g, ' '))).toEqual([
      'load a delivery refused 0.0 s',
      '',
    ]);
  });

  it('writes plain lines elsewhere, of steps and of parts that took long', () => {
    const log = screen(false);
    let seconds = 0;
    const progress = progressOn(log, () => seconds * 1000);
    const year = progress.step('build', '2022');
    progress.part('build', 'sums').done('3 rows');
    const long = progress.part('build', 'people');
    seconds = 2;
    long.done('9 rows');
    year.done('2 tables');
    expect(log.written().map((line) => line.replace(/ +/g, ' '))).toEqual([
      'build people 9 rows 2.0 s',
      'build 2022 2 tables 2.0 s',
      '',
    ]);
  });
});
