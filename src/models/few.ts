import {createHash} from 'node:crypto';
import {identifier} from '../db/text.js';
import type {Workspace} from '../db/workspace.js';

type Asked = Pick<Workspace, 'connection' | 'run'>;

/** What each connection keeps of few people, by name. */
const kept = new WeakMap<object, Set<string>>();

/**
 * Keep the rows of few people in memory, beside the workspace, for as long as a run lasts: to find them means to read
 * everybody, and more than one table is made of them.
 *
 * @param sql the same text gives the same rows until {@link forgetFew}
 * @returns the table that holds them
 */
export async function keepFew(workspace: Asked, sql: string): Promise<string> {
  const name = nameOf(sql);
  if (!isKept(workspace, sql)) {
    await workspace.run(`create or replace table ${name} as ${sql}`);
    namesOf(workspace).add(name);
  }
  return name;
}

/** Whether these rows were looked up before. */
export const isKept = (workspace: Asked, sql: string): boolean => namesOf(workspace).has(nameOf(sql));

/** Let go of everything that was kept; views that show it must be laid again. */
export async function forgetFew(workspace: Asked): Promise<void> {
  await workspace.run('drop schema if exists few cascade');
  await workspace.run('create schema few');
  kept.delete(workspace.connection);
}

/** The address of a table in the schema of few people, which lies in memory. */
export const amongFew = (name: string): string => `few.${identifier(name)}`;

const nameOf = (sql: string): string =>
  amongFew(`kept__${createHash('sha256').update(sql).digest('hex').slice(0, 20)}`);

function namesOf({connection}: Asked): Set<string> {
  const names = kept.get(connection) ?? new Set();
  kept.set(connection, names);
  return names;
}
