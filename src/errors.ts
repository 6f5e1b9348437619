/** Exit codes of the command line (contract §3). */
export const exit = {done: 0, findings: 1, usage: 2, refused: 3, failed: 4} as const;

/**
 * A mistake of the user or of a supplier: one sentence that says where, what, and what would be right.
 * It is printed without a stack; anything else that is thrown is our bug and shows everything.
 */
export class JobbonusError extends Error {
  override readonly name = 'JobbonusError';

  /**
   * @param code stable, in capitals, for programs that read `--json`
   * @param message one sentence; keys and counts only, never a personal value
   * @param exitCode 2 wrong usage, 3 input refused, 4 anything else
   */
  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: 2 | 3 | 4 = 4,
  ) {
    super(message);
  }
}

/** Input refused whole (exit code 3): nothing of the delivery has changed. */
export const refused = (code: string, message: string): JobbonusError => new JobbonusError(code, message, 3);

/** Wrong usage (exit code 2). */
export const misused = (code: string, message: string): JobbonusError => new JobbonusError(code, message, 2);

/** Why a file of the user could not be read, in words. */
export const whyUnread = (error: unknown): string =>
  (error as NodeJS.ErrnoException)?.code === 'ENOENT' ? 'there is no such file' : firstLine(error);

/** The text of whatever was thrown, first line only: a database error repeats the query after it. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
}
