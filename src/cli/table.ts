/**
 * A table for a terminal: columns padded, numbers to the right.
 *
 * @param rows cells as text; a column is a number column when every filled cell below the header looks like one
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const isNumber = header.map((_, i) =>
    rows.every((row) => /^[-+€]?[\s\d.,%€ \u00A0-]*$/.test(row[i] ?? '')),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((w) => '─'.repeat(w))), ...rows.map(line)].join('\n');
}
