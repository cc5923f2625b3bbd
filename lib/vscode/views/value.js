// The page of one variable: a table that is sorted and searched by the session, or the whole of it as a heat map.
// @ts-check

/** @typedef {{ columns: string[], numbers: number[], rows: string[][], total: number }} Answer */

// @ts-ignore: an editor gives it to its pages.
const editor = acquireVsCodeApi();
const PAGE = 200, MAP_ROWS = 1000, SHADES = 45;

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const find = /** @type {HTMLInputElement} */ (element('find'));
const map = /** @type {HTMLInputElement} */ (element('map'));
const canvas = /** @type {HTMLCanvasElement} */ (element('picture'));
const state = { from: 0, sortBy: /** @type {number | null} */ (null), descending: false };
/** @type {Answer | undefined} */
let shown;

function ask() {
  editor.postMessage({
    from: map.checked ? 0 : state.from, count: map.checked ? MAP_ROWS : PAGE,
    sortBy: state.sortBy, descending: state.descending, find: find.value,
  });
}

const number = (/** @type {string} */ text) => text.trim() === '' ? NaN : Number(text);

/** @param {string[][]} rows @returns {[number, number]} */
function rangeOf(rows) {
  let least = Infinity, most = -Infinity;
  for (const row of rows) {
    for (const text of row) {
      const value = number(text);
      if (Number.isFinite(value)) { least = Math.min(least, value); most = Math.max(most, value); }
    }
  }
  return [least, most];
}

/** @param {Answer} answer */
function draw(answer) {
  shown = answer;
  const [least, most] = rangeOf(answer.rows);
  element('table').hidden = map.checked;
  element('pages').hidden = map.checked || answer.total <= PAGE;
  element('heat').hidden = !map.checked;
  const last = (map.checked ? 0 : state.from) + answer.rows.length;
  element('count').textContent = answer.total === 0 ? 'No row holds this.'
    : answer.rows.length === answer.total ? `${answer.total} rows`
      : `rows ${map.checked ? 1 : state.from + 1} to ${last} of ${answer.total}`;
  if (map.checked) picture(answer, least, most); else table(answer, least, most);
}

/** @param {Answer} answer @param {number} least @param {number} most */
function table(answer, least, most) {
  const head = document.createElement('tr');
  head.append(document.createElement('th'));
  answer.columns.forEach((name, column) => {
    const cell = document.createElement('th'), button = document.createElement('button');
    cell.scope = 'col';
    button.textContent = name;
    const sorted = state.sortBy === column;
    cell.ariaSort = sorted ? state.descending ? 'descending' : 'ascending' : 'none';
    // Up, down, and the value's own order again.
    button.addEventListener('click', () => {
      [state.sortBy, state.descending] = !sorted ? [column, false] : state.descending ? [null, false] : [column, true];
      state.from = 0;
      ask();
    });
    cell.append(button);
    head.append(cell);
  });
  const body = answer.rows.map((row, i) => {
    const line = document.createElement('tr'), place = document.createElement('th');
    place.scope = 'row';
    place.textContent = String(answer.numbers[i]);
    line.append(place, ...row.map(text => {
      const cell = document.createElement('td'), value = number(text);
      cell.textContent = text;
      if (Number.isFinite(value) && most > least) cell.className = 'h' + Math.round(SHADES * (value - least) / (most - least));
      return cell;
    }));
    return line;
  });
  /** @type {HTMLTableElement} */ (element('table')).tHead?.replaceChildren(head);
  element('rows').replaceChildren(...body);
  /** @type {HTMLButtonElement} */ (element('back')).disabled = state.from === 0;
  /** @type {HTMLButtonElement} */ (element('on')).disabled = state.from + answer.rows.length >= answer.total;
}

/** @param {Answer} answer @param {number} least @param {number} most */
function picture(answer, least, most) {
  const { rows, columns } = answer, size = Math.max(1, Math.min(16, Math.floor(900 / Math.max(1, columns.length))));
  canvas.width = columns.length * size;
  canvas.height = Math.max(1, rows.length * size);
  const style = getComputedStyle(document.body), pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const blue = style.getPropertyValue('--vscode-charts-blue');
  rows.forEach((row, i) => row.forEach((text, j) => {
    const value = number(text);
    if (!Number.isFinite(value)) return;
    pen.globalAlpha = most > least ? 0.05 + 0.95 * (value - least) / (most - least) : 0.5;
    pen.fillStyle = blue;
    pen.fillRect(j * size, i * size, size, size);
  }));
  element('scale').textContent = Number.isFinite(least) ? `light: ${least}, dark: ${most}` : 'There are no numbers to colour.';
  element('under').textContent = '';
}

canvas.addEventListener('mousemove', event => {
  if (!shown?.rows.length) return;
  const box = canvas.getBoundingClientRect();
  const i = Math.floor((event.clientY - box.top) / box.height * shown.rows.length);
  const j = Math.floor((event.clientX - box.left) / box.width * shown.columns.length);
  const text = shown.rows[i]?.[j];
  if (text !== undefined) element('under').textContent = `row ${shown.numbers[i]}, ${shown.columns[j]}: ${text}`;
});
find.addEventListener('input', () => { state.from = 0; ask(); });
map.addEventListener('change', ask);
element('back').addEventListener('click', () => { state.from = Math.max(0, state.from - PAGE); ask(); });
element('on').addEventListener('click', () => { state.from += PAGE; ask(); });
addEventListener('message', event => {
  element('gone').textContent = event.data.gone ?? '';
  if (event.data.rows) draw(event.data);
});
ask();
