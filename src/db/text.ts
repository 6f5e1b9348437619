/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as an SQL string literal, for the places where DuckDB takes no parameter (paths, view bodies). */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
