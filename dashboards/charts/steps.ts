/** The size of a step that goes about five times between two values: 1, 2 or 5 with zeros. */
function stepBetween(from: number, to: number): number {
  const rough = (to - from) / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  return unit * (rough / unit > 5 ? 10 : rough / unit > 2 ? 5 : rough / unit > 1 ? 2 : 1);
}

/** Four or five round numbers between two values. */
export function roundSteps(from: number, to: number): number[] {
  const step = stepBetween(from, to);
  const first = Math.ceil(from / step);
  return Array.from({length: Math.floor(to / step) - first + 1}, (_, i) => (first + i) * step);
}

/** Round numbers that hold two values between them: the first at or below the one, the last at or above the other. */
export function stepsAround(from: number, to: number): number[] {
  const step = stepBetween(from, to);
  const [first, last] = [Math.floor(from / step), Math.ceil(to / step)];
  return Array.from({length: last - first + 1}, (_, i) => (first + i) * step);
}
