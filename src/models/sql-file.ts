import {readFileSync} from 'node:fs';
import type {z} from 'zod';
import {JobbonusError} from '../errors.js';
import {shown} from '../house.js';
import {parseYaml} from '../yaml.js';

/**
 * Read an SQL file: a YAML header in the opening comment, then SQL that runs as it stands.
 *
 * @param shape of the header
 * @throws {JobbonusError} `SQL_FILE`, naming file and field
 */
export function readSqlFile<T>(path: string, shape: z.ZodType<T>): {header: T; sql: string} {
  const text = readFileSync(path, 'utf8');
  const found = /^\s*\/\*---\r?\n([\s\S]*?)\r?\n---\*\/\r?\n?([\s\S]*)$/.exec(text);
  if (!found) {
    throw new JobbonusError(
      'SQL_FILE',
      `${shown(path)}: has no header; it begins with /*--- and YAML and ---*/`,
    );
  }
  const result = shape.safeParse(parseYaml(found[1]!, path));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw new JobbonusError(
      'SQL_FILE',
      `${shown(path)}: ${issue.path.join('.') || 'header'}: ${issue.message}`,
    );
  }
  return {header: result.data, sql: found[2]!.trim().replace(/;$/, '')};
}
