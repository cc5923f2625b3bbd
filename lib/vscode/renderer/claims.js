// A check on one line, and the table of claims, which follows the checks of its notebook as they come.

/** @typedef {{ id: string, statement: string, verdict: string, recomputed?: string, place?: string, source?: string,
 *   origin?: string, correction?: string }} Claim */
/** @typedef {{ claim: string, title: string, summary: string, because?: string, verdict: string, outcome: string,
 *   kind: string, tolerance?: number }} Check */

const WORDS = /** @type {Record<string, string>} */ ({
  holds: 'Holds', corrected: 'Holds, corrected', fails: 'Fails', open: 'Open', control: 'Control' });
const SIGNS = /** @type {Record<string, string>} */ ({
  holds: '✓', corrected: '≈', fails: '✗', open: '○', control: '◇' });

/** Tables and checks on screen; what is cleared or run again decides nothing any more. @type {Map<string, HTMLElement>} */
const tables = new Map();
/** @type {Map<string, Check>} */
const checks = new Map();

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [className]
 * @param {string} [text]
 */
function make(name, className = '', text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** @param {string} verdict */
function badge(verdict) {
  const made = make('span', `verdict ${verdict in WORDS ? verdict : 'open'}`);
  const sign = make('span', 'sign', SIGNS[verdict] ?? SIGNS.open);
  sign.setAttribute('aria-hidden', 'true');
  made.append(sign, WORDS[verdict] ?? verdict);
  return made;
}

/** VS Code's own renderer of Markdown cells, which sets formulas. @type {any} */
let markdown;

/** Words with their formulas set; where nobody can set them, as code. @param {string} words */
function prose(words) {
  const made = make('span', 'prose');
  if (markdown && /\$|\\\(/.test(words)) {
    // Words are words: only formulas mean something to Markdown.
    const text = words.replace(/\\\((.+?)\\\)/g, (_, tex) => `$${tex}$`).split('$')
      .map((part, i) => i % 2 ? part : part.replace(/[\\`*_{}[\]#<>|~]/g, '\\$&')).join('$');
    const item = { id: crypto.randomUUID(), mime: 'text/markdown', metadata: {}, text: () => text };
    markdown.renderOutputItem(item, made);
    return made;
  }
  for (const [i, part] of words.split(/\$([^$]+)\$|\\\((.+?)\\\)/).entries()) {
    if (part === undefined || part === '') continue;
    made.append(i % 3 === 0 ? part : make('code', '', part));
  }
  return made;
}

/** @param {Check} check */
function checkRow(check) {
  const row = make('div', 'lemmata-check ' + check.verdict), words = make('p');
  const id = check.claim.split('.').pop() ?? '';
  words.append(make('strong', '', sentence(check.title)), ' ', prose(sentence(check.summary)));
  if (check.because) words.append(' ', prose(sentence(check.because)));
  const head = make('div', 'head');
  head.append(make('span', 'id', id), badge(check.outcome === 'held' ? check.verdict : 'fails'));
  row.append(head, words);
  return row;
}

/** @param {string} words */
const sentence = words => words && words[0].toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

/** @param {{ claims?: Claim[] }} sheet */
function claimsTable(sheet) {
  const table = make('table', 'lemmata-claims'), head = make('tr'), body = make('tbody');
  for (const name of ['Id', 'Verdict', 'Claim, in our words', 'Source', 'Recomputed']) {
    const cell = make('th', '', name);
    cell.scope = 'col';
    head.append(cell);
  }
  for (const claim of sheet.claims ?? []) {
    const row = make('tr'), id = make('th', 'id', claim.id), verdict = make('td', 'v');
    id.scope = 'row';
    row.dataset.claim = claim.id;
    verdict.append(badge(claim.verdict));
    const said = make('td');
    said.append(prose(claim.statement ?? ''));
    if (claim.correction) {
      const instead = make('p', 'soft');
      instead.append('Instead: ', prose(claim.correction));
      said.append(instead);
    }
    row.append(id, verdict, said, make('td', 'soft', claim.origin === 'ours' ? 'ours' : claim.place ?? ''),
      make('td', 'number', claim.recomputed ?? ''));
    body.append(row);
  }
  const top = make('thead');
  top.append(head);
  table.append(top, body);
  return table;
}

/** Verdicts of checks that ran since go into every table that still says less. */
function follow() {
  const latest = new Map([...checks.values()].map(check => [check.claim.split('.').pop() ?? '', check]));
  for (const table of tables.values()) {
    for (const row of table.querySelectorAll('tr[data-claim]')) {
      const id = /** @type {HTMLElement} */ (row).dataset.claim ?? '';
      const check = latest.get(id), cell = row.querySelector('.v');
      if (!check || !cell || !cell.querySelector('.open')) continue;
      cell.replaceChildren(badge(check.outcome === 'held' ? check.verdict : 'fails'));
      const number = row.querySelector('.number');
      if (number) number.textContent = check.summary;
    }
  }
}

function style() {
  return Object.assign(document.createElement('style'), { textContent: `
    .lemmata-check,.lemmata-claims{font:13px/1.45 var(--vscode-font-family);color:var(--vscode-foreground)}
    .lemmata-check{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:.2rem 1.2rem;max-width:60rem;
      border-left:3px solid var(--verdict);padding:.4rem 0 .4rem 1rem}
    .lemmata-check p{margin:0}.prose{display:inline}.lemmata-check .head{display:flex;gap:.7em;align-items:baseline}
    .lemmata-claims{border-collapse:collapse;max-width:70rem}
    .lemmata-claims :is(th,td){text-align:left;vertical-align:top;padding:.35em 1.1em .35em 0;
      border-bottom:1px solid var(--vscode-panel-border);font-weight:400}
    .lemmata-claims .id,.lemmata-check .id{font-weight:600}.lemmata-claims p{margin:.3em 0 0}
    .lemmata-claims .soft,.lemmata-claims thead th{color:var(--vscode-descriptionForeground)}
    :is(.lemmata-check,.lemmata-claims) code{font-family:var(--vscode-editor-font-family)}
    .verdict{white-space:nowrap;font-weight:600;color:var(--verdict)}.verdict .sign{margin-right:.35em}
    .holds{--verdict:var(--vscode-testing-iconPassed,#0b6a55)}.corrected{--verdict:var(--vscode-editorWarning-foreground,#855600)}
    .fails{--verdict:var(--vscode-errorForeground,#a92d1e)}.open,.control{--verdict:var(--vscode-descriptionForeground)}
  ` });
}

/** @param {any} context */
export const activate = async context => {
  markdown = await context.getRenderer?.('vscode.markdown-it-renderer').catch(() => undefined);
  return renderer;
};

const renderer = {
  /**
   * @param {any} item
   * @param {HTMLElement} element
   */
  renderOutputItem(item, element) {
    const value = item.json() ?? {};
    if (item.mime.includes('claims')) {
      const table = claimsTable(value);
      tables.set(item.id, table);
      element.replaceChildren(style(), table);
    } else {
      const check = { claim: '', title: '', summary: '', verdict: 'open', outcome: '', kind: '', ...value };
      checks.set(item.id, check);
      element.replaceChildren(style(), checkRow(check));
    }
    follow();
  },
  /** @param {string} [id] */
  disposeOutputItem(id) {
    for (const kept of [tables, checks]) if (id) kept.delete(id); else kept.clear();
  },
};
