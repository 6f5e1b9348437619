/** Normal quantile at 97.5 %. */
const z95 = 1.959963984540054;

/**
 * Wilson's interval of a share.
 *
 * @see Wilson (1927); Newcombe (1998), Statistics in Medicine 17: 857-872, method 3
 */
export function wilsonInterval(hits: number, total: number, z: number = z95): [low: number, high: number] {
  const p = hits / total;
  const width = 1 + z ** 2 / total;
  const centre = (p + z ** 2 / (2 * total)) / width;
  const half = (z / width) * Math.sqrt((p * (1 - p)) / total + z ** 2 / (4 * total ** 2));
  return [hits === 0 ? 0 : centre - half, hits === total ? 1 : centre + half];
}
