import {createHmac, randomBytes} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {JobbonusError} from '../errors.js';
import {root} from '../house.js';

/** The environment variable that names the file with the secret of the record keys. */
export const secretVariable = 'JOBBONUS_SECRET_FILE';

/** Only the demonstration keeps a secret in its workspace: its people are made up. */
const demonstrationSecret = (workspace: string): string => join(resolve(workspace), 'demonstration-secret');

/**
 * The secret behind the rounding. It is kept for the life of a reference year, outside the repository, the database
 * and whatever is published: a new secret would round the same people anew, and two answers tell more than one.
 *
 * @throws {JobbonusError} `SECRET_MISSING`, `SECRET_UNFIT`
 */
export function readSecret(workspace: string, environment: NodeJS.ProcessEnv): string {
  const named = environment[secretVariable];
  const demonstration = demonstrationSecret(workspace);
  const path = named ? resolve(named) : demonstration;
  if (!existsSync(path))
    throw new JobbonusError(
      'SECRET_MISSING',
      `a public build needs the secret of its rounding; put at least 32 random characters in a file outside the project and name it in ${secretVariable}`,
    );
  if (named && !relative(root, path).startsWith('..'))
    throw new JobbonusError(
      'SECRET_UNFIT',
      `${secretVariable}: the secret lies inside the project; keep it outside, where it is not copied along`,
    );
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 32)
    throw new JobbonusError(
      'SECRET_UNFIT',
      `${secretVariable}: the secret is too short; it needs at least 32 random characters`,
    );
  return secret;
}

/** By which a later release of a reference year knows whether it has the same secret; the secret does not follow from it. */
export const fingerprintOf = (secret: string, year: number): string =>
  createHmac('sha256', secret).update(`jobbonus-fingerprint-v1|${year}`).digest('hex');

/** Make the secret of a demonstration, once, readable for its owner only. */
export function makeDemonstrationSecret(workspace: string): void {
  const path = demonstrationSecret(workspace);
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, {mode: 0o600});
}
