import {Kysely} from 'kysely';
import {duckDialect} from './dialect.js';
import type {Database} from './tables.js';
import type {Connection} from './views.js';

/**
 * The typed way to ask a connection. It stands apart from the workspace because Kysely takes as long to load as a small
 * question takes to answer, and most commands ask in SQL only.
 */
export const typed = (connection: Connection): Kysely<Database> =>
  new Kysely<Database>({dialect: duckDialect(connection)});
