export type Database = Record<string, Record<string, unknown>>;
