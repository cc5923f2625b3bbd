// Controls for the cell tagged "parameters": a change goes into the cell, which runs again with all cells below it.
const crypto = require('node:crypto');
const vscode = require('vscode');
const { html } = require('./markup');

const LINE = /^(\s*(?:var|double|float|int|long|bool|string)\s+(\w+)\s*=\s*)(.+?)(\s*;\s*(?:\/\/\s*(.*))?)$/;
const NUMBER = /^-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** @typedef {{ line: number, name: string, value: string, note: string, kind: 'number' | 'bool' | 'text' }} Parameter */

/**
 * The parameters that a cell sets, one a line, with what its comment says of each.
 * @param {string} code
 * @returns {Parameter[]}
 */
function parametersOf(code) {
  /** @type {Parameter[]} */
  const parameters = [];
  for (const [line, text] of code.split('\n').entries()) {
    const found = LINE.exec(text);
    if (!found) continue;
    const [, , name, value, , note = ''] = found;
    if (NUMBER.test(value)) parameters.push({ line, name, value, note, kind: 'number' });
    else if (value === 'true' || value === 'false') parameters.push({ line, name, value, note, kind: 'bool' });
    else if (/^"[^"\\]*"$/.test(value)) parameters.push({ line, name, value: value.slice(1, -1), note, kind: 'text' });
  }
  return parameters;
}

/**
 * A value as C# writes it; undefined where it is none of its kind.
 * @param {Parameter} parameter
 * @param {string} value
 */
function literalOf(parameter, value) {
  if (parameter.kind === 'bool') return value === 'true' || value === 'false' ? value : undefined;
  if (parameter.kind === 'text') return JSON.stringify(value);
  if (!NUMBER.test(value)) return undefined;
  // A variable that was a double stays one.
  return /[.eE]/.test(parameter.value) && !/[.eE]/.test(value) ? value + '.0' : value;
}

/** @implements {vscode.WebviewViewProvider} */
class Parameters {
  constructor() {
    /** @type {vscode.NotebookDocument | undefined} */
    this.notebook = undefined;
    /** @type {vscode.WebviewView | undefined} */
    this.view = undefined;
    /** The controls that stand there, without their values. */
    this.drawn = '';
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider('lemmata.parameters', this),
      vscode.workspace.onDidChangeTextDocument(change => {
        if (change.document === this.cell()?.document) this.draw();
      }),
    ];
  }

  cell() {
    return this.notebook?.getCells().find(cell => (cell.metadata?.metadata?.tags ?? cell.metadata?.tags ?? []).includes('parameters'));
  }

  /** @param {vscode.NotebookDocument | undefined} notebook */
  show(notebook) {
    if (notebook && notebook !== this.notebook) {
      this.notebook = notebook;
      this.draw();
    }
  }

  /** @param {vscode.WebviewView} view */
  resolveWebviewView(view) {
    this.view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [] };
    view.webview.onDidReceiveMessage(message => this.set(String(message.name), String(message.value)));
    this.drawn = '';
    this.draw();
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  async set(name, value) {
    const cell = this.cell();
    const parameter = cell && parametersOf(cell.document.getText()).find(one => one.name === name);
    const literal = parameter && literalOf(parameter, value);
    if (!cell || !parameter || literal === undefined) return;
    const line = cell.document.lineAt(parameter.line);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(cell.document.uri, line.range, line.text.replace(LINE, (_, before, _name, _value, after) => before + literal + after));
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('notebook.cell.execute', {
      ranges: [{ start: cell.index, end: cell.notebook.cellCount }], document: cell.notebook.uri,
    });
  }

  draw() {
    if (!this.view) return;
    const cell = this.cell(), all = cell ? parametersOf(cell.document.getText()) : [];
    // Values that only moved stay in their controls, which the reader may be holding.
    const form = JSON.stringify(all.map(({ name, kind, note }) => [name, kind, note]));
    if (form === this.drawn) {
      this.view.webview.postMessage(Object.fromEntries(all.map(one => [one.name, one.value])));
      return;
    }
    this.drawn = form;
    this.view.webview.html = page(all);
  }

  dispose() {
    for (const one of this.subscriptions) one.dispose();
  }
}

/** @param {Parameter[]} parameters */
function page(parameters) {
  const nonce = crypto.randomBytes(16).toString('hex');
  const control = (/** @type {Parameter} */ one) => one.kind === 'bool'
    ? `<input type="checkbox" id="${one.name}" ${one.value === 'true' ? 'checked' : ''}>`
    : `<input type="${one.kind}" id="${one.name}" value="${html(one.value.replaceAll('_', ''))}" step="any">`;
  const rows = parameters.map(one =>
    `<p><label for="${one.name}">${one.name}</label>${control(one)}<small>${html(one.note)}</small></p>`).join('');
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
    <title>Parameters</title>
    <style nonce="${nonce}">body{font:13px var(--vscode-font-family)}p{display:grid;grid-template-columns:7em 1fr;gap:.2em .8em;
    align-items:baseline}small{grid-column:1/3;color:var(--vscode-descriptionForeground)}input{font:inherit;
    color:var(--vscode-input-foreground);background:var(--vscode-input-background);
    border:1px solid var(--vscode-input-border,var(--vscode-panel-border));padding:.2em .4em}
    input[type=checkbox]{justify-self:start}</style>
    ${rows || '<p>This notebook has no cell tagged "parameters" that sets numbers, words, true or false.</p>'}
    <script nonce="${nonce}">
      const editor = acquireVsCodeApi();
      for (const input of document.querySelectorAll('input')) input.addEventListener('change', () =>
        editor.postMessage({ name: input.id, value: input.type === 'checkbox' ? String(input.checked) : input.value }));
      addEventListener('message', event => {
        for (const [name, value] of Object.entries(event.data)) {
          const input = document.getElementById(name);
          if (!input || input === document.activeElement) continue;
          if (input.type === 'checkbox') input.checked = value === 'true'; else input.value = value.replaceAll('_', '');
        }
      });
    </script></html>`;
}

module.exports = { Parameters, parametersOf, literalOf };
