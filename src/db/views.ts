import type {DuckDBConnection} from '@duckdb/node-api';

/** The ways of a connection that this house uses. */
export type Connection = Pick<DuckDBConnection, 'run' | 'stream' | 'createAppender'>;

/** The definitions of the views and tables of a connection, by name. */
interface Views {
  readonly raw: DuckDBConnection;
  /** As the engine has them. */
  readonly laid: Map<string, string>;
  /** As they are to be laid when a statement first needs them. */
  readonly waiting: Map<string, string>;
  /** The names that each of their texts holds. */
  readonly named: Map<string, readonly string[]>;
  /** In a transaction nothing can be laid: it writes to one database, and what it lays goes when it is rolled back. */
  isHeld: boolean;
}

const viewsOf = new WeakMap<object, Views>();

/**
 * A connection that lays its views when a statement needs them. Hundreds are shown again for every year that is built
 * and for every question that is asked; to bind one costs as much as to ask a small table, and most are never read.
 */
export function layingViews(raw: DuckDBConnection): Connection {
  const views: Views = {raw, laid: new Map(), waiting: new Map(), named: new Map(), isHeld: false};
  const connection: Connection = {
    async run(sql, ...bound) {
      await layFor(views, namesIn(sql));
      return raw.run(sql, ...bound);
    },
    async stream(sql, ...bound) {
      await layFor(views, namesIn(sql));
      return raw.stream(sql, ...bound);
    },
    createAppender: (...table) => raw.createAppender(...table),
  };
  viewsOf.set(connection, views);
  return connection;
}

/**
 * Say what a view shows, from the next statement that needs it.
 *
 * @param name with its schema
 */
export const layView = (workspace: {readonly connection: Connection}, name: string, sql: string): void =>
  lay(workspace, name, `view ${name} as ${sql}`);

/** Say what a table in memory holds, which is read once, when a statement first needs it. */
export const layTable = (workspace: {readonly connection: Connection}, name: string, sql: string): void =>
  lay(workspace, name, `table ${name} as ${sql}`);

function lay({connection}: {readonly connection: Connection}, name: string, definition: string): void {
  const {laid, waiting} = viewsOf.get(connection)!;
  if (laid.get(name) === definition) waiting.delete(name);
  else waiting.set(name, definition);
}

/**
 * Lay views that no statement needs yet, for who asks the engine which columns they have.
 *
 * @param names all that wait when left out
 */
export async function layNow(
  {connection}: {readonly connection: Connection},
  names?: readonly string[],
): Promise<void> {
  const views = viewsOf.get(connection)!;
  await layFor(views, names ?? [...views.waiting.keys()]);
}

/** Lay the views that statements of a transaction need before it begins, and none until it is over. */
export async function holdingViews<T>(
  connection: Connection,
  reads: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const views = viewsOf.get(connection)!;
  await layFor(views, reads);
  views.isHeld = true;
  try {
    return await work();
  } finally {
    views.isHeld = false;
  }
}

/** Lay what waits of some views, and of all they stand on: what they stand on first. */
async function layFor(views: Views, asked: readonly string[]): Promise<void> {
  const {raw, laid, waiting, named} = views;
  const due = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (names: readonly string[]): void => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      const definition = waiting.get(name) ?? laid.get(name);
      if (definition === undefined) continue;
      if (!named.has(definition)) named.set(definition, namesIn(definition));
      visit(named.get(definition)!);
      if (waiting.has(name)) due.set(name, definition);
    }
  };
  visit(asked);
  if (due.size === 0) return;
  if (views.isHeld) throw new Error(`${[...due.keys()].join(', ')}: to be named before the transaction`);
  const statements = [...due.values()].map((definition) => `create or replace ${definition};`);
  // one that fails to bind leaves all of them waiting
  await raw.run(statements.join('\n'));
  for (const [name, definition] of due) {
    laid.set(name, definition);
    waiting.delete(name);
  }
}

/** Text and comments, which name nothing, or two words with a dot between them, quoted or not. */
const nameOrText = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|(\w+|"[^"]*")\.(\w+|"[^"]*")|"[^"]*"/g;

/** Every name with a schema in a statement; columns of a table look the same, and do no harm. */
function namesIn(sql: string): string[] {
  const names = new Set<string>();
  for (const [, schema, name] of sql.matchAll(nameOrText))
    if (schema !== undefined) names.add(`${schema}.${name}`.replaceAll('"', ''));
  return [...names];
}
