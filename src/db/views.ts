import type {DuckDBConnection} from '@duckdb/node-api';

/** The ways of a connection that this house uses. */
export type Connection = Pick<DuckDBConnection, 'run' | 'stream' | 'createAppender'>;

/** The definitions of the views and tables that connections to one engine see, by name. */
interface Views {
  /** As the engine has them. */
  readonly laid: Map<string, string>;
  /** As they were said last, to be laid when a statement needs them. */
  readonly said: Map<string, string>;
  /** The names that each of their texts holds. */
  readonly named: Map<string, readonly string[]>;
  /**
   * Transactions under way, in which nothing can be laid: one writes to one database, and what it lays goes when it is
   * rolled back.
   */
  held: number;
  /** Over when what is being laid is laid: two connections that lay the same view at once would be in each other's way. */
  turn: Promise<void>;
}

/** A connection of the engine, and what it and those beside it see. */
interface Seen {
  readonly raw: DuckDBConnection;
  readonly views: Views;
}

const seenBy = new WeakMap<object, Seen>();

/**
 * A connection that lays its views when a statement needs them. Hundreds are shown again for every year that is built
 * and for every question that is asked; to bind one costs as much as to ask a small table, and most are never read.
 *
 * @param beside a connection to the same engine, whose views it sees; views of its own when left out
 */
export function layingViews(raw: DuckDBConnection, beside?: Connection): Connection {
  const views: Views =
    beside === undefined
      ? {laid: new Map(), said: new Map(), named: new Map(), held: 0, turn: Promise.resolve()}
      : seenBy.get(beside)!.views;
  const seen = {raw, views};
  const connection: Connection = {
    async run(sql, ...bound) {
      await layFor(seen, namesIn(sql));
      return raw.run(sql, ...bound);
    },
    async stream(sql, ...bound) {
      await layFor(seen, namesIn(sql));
      return raw.stream(sql, ...bound);
    },
    createAppender: (...table) => raw.createAppender(...table),
  };
  seenBy.set(connection, seen);
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
  seenBy.get(connection)!.views.said.set(name, definition);
}

/**
 * Lay views that no statement needs yet, for who asks the engine which columns they have.
 *
 * @param names all when left out
 */
export async function layNow(
  {connection}: {readonly connection: Connection},
  names?: readonly string[],
): Promise<void> {
  const seen = seenBy.get(connection)!;
  await layFor(seen, names ?? [...seen.views.said.keys()]);
}

/** Lay the views that statements of a transaction need before it begins, and none until it is over. */
export async function holdingViews<T>(
  connection: Connection,
  reads: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const seen = seenBy.get(connection)!;
  const {views} = seen;
  await layFor(seen, reads);
  views.held += 1;
  try {
    return await work();
  } finally {
    views.held -= 1;
  }
}

/** Lay some views as they were said last, and all they stand on, when no other connection is laying. */
async function layFor(seen: Seen, asked: readonly string[]): Promise<void> {
  const {views} = seen;
  if (dueFor(views, asked).size === 0) return;
  const turn = views.turn.then(() => layDue(seen, asked));
  views.turn = turn.catch(() => undefined);
  await turn;
}

async function layDue({raw, views}: Seen, asked: readonly string[]): Promise<void> {
  // another connection may have laid them meanwhile
  const due = dueFor(views, asked);
  if (due.size === 0) return;
  if (views.held > 0) throw new Error(`${[...due.keys()].join(', ')}: to be named before the transaction`);
  const statements = [...due.values()].map((definition) => `create or replace ${definition};`);
  // one that fails to bind leaves all of them due
  await raw.run(statements.join('\n'));
  for (const [name, definition] of due) views.laid.set(name, definition);
}

/** The definitions that do not lie there yet, of some views and of all they stand on: what they stand on first. */
function dueFor({laid, said, named}: Views, asked: readonly string[]): Map<string, string> {
  const due = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (names: readonly string[]): void => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      const definition = said.get(name);
      if (definition === undefined) continue;
      if (!named.has(definition)) named.set(definition, namesIn(definition));
      visit(named.get(definition)!);
      if (laid.get(name) !== definition) due.set(name, definition);
    }
  };
  visit(asked);
  return due;
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
