// The variables of the notebook in front, and a table of one of them.
const vscode = require('vscode');
const { html } = require('./markup');

const ROWS = 200;

/** @typedef {{ name: string, type: string, text: string, size: string }} Variable */

/** @implements {vscode.TreeDataProvider<Variable>} */
class Variables {
  /** @param {import('./controller').Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** @type {vscode.NotebookDocument | undefined} */
    this.notebook = undefined;
    this.changed = new vscode.EventEmitter();
    this.onDidChangeTreeData = this.changed.event;
    this.view = vscode.window.createTreeView('lemmata.variables', { treeDataProvider: this });
  }

  /** @param {vscode.NotebookDocument | undefined} notebook */
  show(notebook) {
    this.notebook = notebook ?? this.notebook;
    this.changed.fire(undefined);
  }

  /** @param {Variable} variable */
  getTreeItem(variable) {
    const item = new vscode.TreeItem(variable.name);
    item.description = `${variable.type}${variable.size ? ` (${variable.size})` : ''}  ${variable.text}`;
    item.tooltip = `${variable.type} ${variable.name} = ${variable.text}`;
    item.contextValue = variable.size ? 'table' : 'value';
    return item;
  }

  /** @param {Variable} [variable] */
  async getChildren(variable) {
    const session = this.notebook && !variable && this.controller.existing(this.notebook);
    if (!session) return [];
    try {
      return (await session.question('variables', {}) ?? []).reverse();
    } catch {
      return [];
    }
  }

  /** @param {Variable} variable */
  async table(variable) {
    const session = this.notebook && this.controller.existing(this.notebook);
    const rows = await session?.question('value', { name: variable.name, from: 0, count: ROWS });
    if (!rows) { vscode.window.showInformationMessage(`${variable.name} has no rows to show.`); return; }
    const panel = vscode.window.createWebviewPanel('lemmata.value', variable.name, vscode.ViewColumn.Beside, {});
    panel.webview.html = page(variable, rows);
  }

  dispose() {
    this.view.dispose();
    this.changed.dispose();
  }
}

/**
 * A table whose numbers stand on the colour of their size.
 * @param {Variable} variable
 * @param {{ columns: string[], rows: string[][], total: number }} rows
 */
function page(variable, rows) {
  const numbers = rows.rows.flat().map(Number).filter(Number.isFinite);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const share = (/** @type {string} */ text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    return Number.isFinite(value) && most > least ? Math.round(45 * (value - least) / (most - least)) : 0;
  };
  const cell = (/** @type {string} */ text) => `<td class="h${share(text)}">${html(text)}</td>`;
  const shades = Array.from({ length: 46 }, (_, i) =>
    `.h${i}{background:color-mix(in srgb,var(--vscode-charts-blue) ${i}%,transparent)}`).join('');
  const more = rows.total > rows.rows.length ? `<p>The first ${rows.rows.length} of ${rows.total} rows.</p>` : '';
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>${html(variable.name)}</title>
    <style>body{font:13px var(--vscode-font-family)}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid var(--vscode-panel-border)}
    thead th{position:sticky;top:0;background:var(--vscode-editor-background)}${shades}</style>
    <h1>${html(variable.name)}</h1><p><code>${html(variable.type)}</code> ${html(variable.size)}</p>${more}
    <table><thead><tr><th></th>${rows.columns.map(name => `<th scope="col">${html(name)}</th>`).join('')}</tr></thead>
    <tbody>${rows.rows.map((row, i) => `<tr><th scope="row">${i}</th>${row.map(cell).join('')}</tr>`).join('')}</tbody>
    </table></html>`;
}

module.exports = { Variables };
