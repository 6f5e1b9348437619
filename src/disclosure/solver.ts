/** Outcome of a linear programme: the value of every column, or undefined when no solution exists. */
export type Solution = Float64Array | undefined;

/** Columns with bounds and cost, rows between bounds: cost is minimised. `Infinity` is no bound. */
export interface Programme {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly cost: Float64Array;
  readonly rows: readonly ProgrammeRow[];
  /** Primal where what is asked changes and the last solution stays possible; dual, when left out, where bounds do. */
  readonly simplex?: 'primal';
}

export interface ProgrammeRow {
  readonly lower: number;
  readonly upper: number;
  readonly columns: readonly number[];
  readonly factors: readonly number[];
}

/** A programme that stays in the solver, so that a small change starts from the last solution. */
export interface Desk {
  setBounds(column: number, lower: number, upper: number): void;
  setCost(column: number, cost: number): void;
  setRow(row: number, lower: number, upper: number): void;
  solve(): Solution;
  close(): void;
}

export type Solver = (programme: Programme) => Desk;

let loading: Promise<Solver> | undefined;

const {POSITIVE_INFINITY: far} = Number;

/** HiGHS, a linear programming solver, in WebAssembly; loaded when first needed. */
export function loadSolver(): Promise<Solver> {
  loading ??= (async () => {
    const {default: main} = await import('highs');
    // its types describe a CommonJS module; what Node imports is the ES module, whose default is the loader itself
    const highs = await (main as unknown as typeof main.default)();
    return (programme: Programme): Desk => {
      const bound = (x: number): number => (x === far ? highs.infinity : x === -far ? -highs.infinity : x);
      const {rows} = programme;
      const starts = new Int32Array(rows.length + 1);
      rows.forEach((row, i) => {
        starts[i + 1] = starts[i]! + row.columns.length;
      });
      const model = highs.createModel({
        numCols: programme.cost.length,
        numRows: rows.length,
        colCost: programme.cost,
        colLower: programme.lower.map(bound),
        colUpper: programme.upper.map(bound),
        rowLower: Float64Array.from(rows, (row) => bound(row.lower)),
        rowUpper: Float64Array.from(rows, (row) => bound(row.upper)),
        matrix: {
          format: 'csr',
          numRows: rows.length,
          numCols: programme.cost.length,
          starts,
          indices: Int32Array.from(rows.flatMap((row) => row.columns)),
          values: Float64Array.from(rows.flatMap((row) => row.factors)),
        },
      });
      model.options.set({output_flag: false, solver: 'simplex', presolve: 'off'});
      if (programme.simplex === 'primal') model.options.set({simplex_strategy: 4});
      return {
        setBounds: (column, lower, upper) => void model.changeColBounds(column, bound(lower), bound(upper)),
        setRow: (row, lower, upper) => void model.changeRowBounds(row, bound(lower), bound(upper)),
        setCost: (column, cost) => void model.changeColCost(column, cost),
        solve() {
          model.run();
          if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
          return Float64Array.from(model.getSolution().colValue);
        },
        close: () => model.dispose(),
      };
    };
  })();
  return loading;
}
