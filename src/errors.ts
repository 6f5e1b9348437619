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

/**
 * The text of whatever was thrown, first line only: a database error repeats the query after it. Of a broken file it
 * may hold bytes, and one that steers a terminal does not pass.
 */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? text).replace(/[\p{Cc}\p{Cf}]+/gu, '·');
}

/**
 * What the system or the database says about a file of the user's, as one sentence; undefined for anything else, which
 * is a bug of ours.
 */
export function fileMistake(error: unknown): JobbonusError | undefined {
  const {code, syscall, path, dest} = (error ?? {}) as NodeJS.ErrnoException & {dest?: string};
  if (code !== undefined && syscall !== undefined) {
    const file = (dest ?? path ?? '').replace(/(\.unfinished)+$/, '');
    const why = systemReasons[code];
    if (why === undefined) return undefined;
    return new JobbonusError('FILE', `${file === '' ? 'a file' : file} ${why}`);
  }
  const line = firstLine(error);
  const missing = /No files found that match the pattern "([^"]+)"/.exec(line);
  if (missing)
    return new JobbonusError(
      'WORKSPACE_UNREADABLE',
      `${missing[1]} is gone from the workspace; put it back, or load the deliveries into a new workspace`,
    );
  const damaged = /^(?:IO|Invalid(?: Input)?) Error: .*['"]([^'"]*\/store\/[^'"]+\.parquet)['"]/.exec(line);
  if (damaged)
    return new JobbonusError(
      'WORKSPACE_UNREADABLE',
      `${damaged[1]} is damaged; put it back as it was, or load the deliveries into a new workspace`,
    );
  const unopened = /^IO Error: Cannot open file "([^"]+)": (.*)$/.exec(line);
  if (unopened)
    return new JobbonusError(
      'FILE',
      `${unopened[1]!.replace(/(\.unfinished)+$/, '')} cannot be opened: ${unopened[2]!.toLowerCase()}`,
    );
  return undefined;
}

const systemReasons: Readonly<Record<string, string>> = {
  EISDIR: 'is a folder; name a file in it',
  ENOTDIR: 'cannot be there: a part of that path is a file, not a folder',
  EEXIST: 'is there already and is something else than is needed; choose another path',
  ENOENT: 'does not exist',
  EACCES: 'may not be read or written by this user',
  EPERM: 'may not be read or written by this user',
  EROFS: 'lies on a disk that cannot be written',
  ENOSPC: 'does not fit: the disk is full',
};
