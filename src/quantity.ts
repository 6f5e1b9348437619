/** `1 page`, `17 pages`: a count with its word, for the terminal. */
export const quantity = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
