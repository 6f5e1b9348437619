/**
 * How wide a text of the charts is, near enough to leave room for it: a chart is laid out before it is drawn, and
 * the server has no font to measure with. Source Sans at 13 pixels, capitals and digits somewhat wider.
 */
export function textWidth(text: string, isBold = false): number {
  let width = 0;
  for (const sign of text) {
    width += /[ijltfrI.,:;'’()|\s]/.test(sign)
      ? 3.7
      : /[mwMW%€]/.test(sign)
        ? 10.4
        : /[A-Z0-9–]/.test(sign)
          ? 7
          : 6.4;
  }
  return width * (isBold ? 1.06 : 1);
}

/** The room that the widest of some texts asks. */
export const widest = (texts: readonly string[], isBold = false): number =>
  Math.max(0, ...texts.map((text) => textWidth(text, isBold)));
