/** One line a step, verb first, on standard error: redrawn where there is a terminal, printed once where not. */
export interface Progress {
  step(verb: string, what: string): {done(outcome: string): void};
  note(text: string): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * @param now milliseconds, for the seconds a step took
 * @param isQuiet prints nothing at all
 */
export function progressOn(stream: ProgressStream, now: () => number, isQuiet = false): Progress {
  if (isQuiet) return {step: () => ({done: () => {}}), note: () => {}};
  return {
    step(verb, what) {
      const began = now();
      const head = `${verb.padEnd(9)} ${what}`;
      if (stream.isTTY) stream.write(`${head} …`);
      return {
        done(outcome) {
          const seconds = `${((now() - began) / 1000).toFixed(1)} s`;
          const line = `${head.padEnd(58)} ${outcome.padEnd(30)} ${seconds.padStart(8)}\n`;
          // the terminal's line is written over, so that each step leaves exactly one
          stream.write(stream.isTTY ? `\r\u001B[2K${line}` : line);
        },
      };
    },
    note(text) {
      stream.write(`${text}\n`);
    },
  };
}
