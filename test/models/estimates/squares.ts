import {estimate} from '../../../src/models/estimate.js';

/** Numbers of a question and their squares: the smallest estimate there can be. */
export default estimate({
  grain: 'one whole number',
  key: ['number'],
  questions: {
    numbers: 'select as_of_date, unnest([1, 2, 3]) as number from parameters.as_of order by number',
  },
  columns: {
    number: {type: 'integer'},
    square: {type: 'double', label: 'Kwadraat'},
    seen_on: {type: 'date'},
    word: {type: 'varchar'},
  },
  compute: ({numbers}) =>
    numbers!.map(({number, as_of_date: day}) => ({
      number: Number(number),
      square: Number(number) === 3 ? Number.NaN : Number(number) ** 2,
      seen_on: String(day),
      word: Number(number) === 2 ? null : "it's",
    })),
});
