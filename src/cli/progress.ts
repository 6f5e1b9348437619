import type {Progress, Step} from '../effects.js';

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A part that took at least this many seconds is worth a line. */
const long = 1;

/**
 * Progress on a stream: where there is a terminal the step that began last is shown and written over, elsewhere each
 * finished step is one plain line.
 *
 * @param now milliseconds
 */
export function progressOn(stream: ProgressStream, now: () => number): Progress {
  const running = new Set<string>();
  const overwrite = (line: string): void => {
    if (stream.isTTY) stream.write(`\r\u001B[2K${line}`);
  };
  const begin = (verb: string, what: string, isPart: boolean): Step => {
    const began = now();
    const head = `${verb.padEnd(9)} ${isPart ? '  ' : ''}${what}`;
    running.add(head);
    overwrite(`${head} …`);
    return {
      done(outcome) {
        const seconds = (now() - began) / 1000;
        const line = `${head.padEnd(52)} ${outcome.padEnd(34)} ${`${seconds.toFixed(1)} s`.padStart(8)}\n`;
        running.delete(head);
        // a step that failed may leave parts that never end
        if (!isPart) running.clear();
        overwrite('');
        if (!isPart || seconds >= long) stream.write(line);
        const last = [...running].at(-1);
        if (last !== undefined) overwrite(`${last} …`);
      },
    };
  };
  return {
    step: (verb, what) => begin(verb, what, false),
    part: (verb, what) => begin(verb, what, true),
    note(text) {
      stream.write(`${text}\n`);
    },
  };
}
