// The numbers behind a figure, read off its traces.

const MOST_ROWS = 500;

/**
 * @param {any} figure
 * @returns {{ columns: string[], all: string[][] }}
 */
function read(figure) {
  /** @type {string[][]} */
  const all = [];
  const traces = Array.isArray(figure?.data) ? figure.data : [];
  for (const [index, trace] of traces.entries()) {
    const name = String(trace?.name ?? `series ${index + 1}`);
    const [x, y, z] = [values(trace?.x), values(trace?.y), trace?.z];
    if (Array.isArray(z) && Array.isArray(z[0])) {
      z.forEach((row, i) => row.forEach((/** @type {any} */ value, /** @type {number} */ j) =>
        all.push([name, text(x?.[j] ?? j), text(y?.[i] ?? i), text(value)])));
    } else if (x || y) {
      const length = Math.max(x?.length ?? 0, y?.length ?? 0);
      for (let i = 0; i < length; i++) all.push([name, text(x ? x[i] : i), text(y ? y[i] : i), '']);
    } else if (Array.isArray(trace?.labels)) {
      trace.labels.forEach((/** @type {any} */ label, /** @type {number} */ i) =>
        all.push([name, text(label), text(trace.values?.[i]), '']));
    }
  }
  const maps = all.some(row => row[3] !== '');
  return { columns: maps ? ['series', 'x', 'y', 'value'] : ['series', 'x', 'y'], all: maps ? all : all.map(row => row.slice(0, 3)) };
}

/** @param {any} figure */
export function tableOf(figure) {
  const { columns, all } = read(figure);
  return { columns, rows: all.slice(0, MOST_ROWS), left: Math.max(0, all.length - MOST_ROWS) };
}

/** @param {any} figure */
export function csvOf(figure) {
  const { columns, all } = read(figure);
  // A leading sign of a formula is only harmless in a number.
  const field = (/** @type {string} */ value) => /^[=@\t\r]|^[+-](?![\d.])/.test(value) ? quoted("'" + value)
    : /[",\r\n]/.test(value) ? quoted(value) : value;
  return [columns, ...all].map(row => row.map(field).join(',')).join('\r\n') + '\r\n';
}

/** @param {string} value */
const quoted = value => '"' + value.replaceAll('"', '""') + '"';

/** @param {any} value */
const text = value => value === null || value === undefined ? '' : String(value);

/** Numbers may come packed. @param {any} list @returns {any[] | undefined} */
function values(list) {
  if (Array.isArray(list)) return list;
  if (typeof list?.bdata !== 'string') return undefined;
  const bytes = Uint8Array.from(atob(list.bdata), letter => letter.charCodeAt(0)).buffer;
  const kinds = { f8: Float64Array, f4: Float32Array, i4: Int32Array, i2: Int16Array, i1: Int8Array, u4: Uint32Array,
    u2: Uint16Array, u1: Uint8Array };
  const kind = kinds[/** @type {keyof typeof kinds} */ (list.dtype)];
  return kind ? Array.from(new kind(bytes)) : undefined;
}
