// One variable beside the notebook: its rows, sorted and searched by the session, or all of it as a heat map.
const crypto = require('node:crypto');
const vscode = require('vscode');
const { html } = require('./markup');

/** @typedef {import('./variables').Variable} Variable */
/** @typedef {(query: object) => Promise<object | null | undefined>} Rows */

const SHADES = 46;

class Values {
  /** @param {vscode.Uri} extension */
  constructor(extension) {
    this.script = vscode.Uri.joinPath(extension, 'views', 'value.js');
    /** Panels that follow the session. @type {Map<vscode.WebviewPanel, () => void>} */
    this.open = new Map();
  }

  /**
   * @param {Variable} variable
   * @param {Rows} rows
   */
  show(variable, rows) {
    const panel = vscode.window.createWebviewPanel('lemmata.value', variable.name, vscode.ViewColumn.Beside,
      { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.script, '..')] });
    let last = {};
    const answer = async (/** @type {object} */ query) => {
      last = query;
      const found = await rows(query).catch(() => undefined);
      // What was asked for meanwhile is on its way.
      if (last === query) panel.webview.postMessage(found ?? { gone: `${variable.name} is not there any more: run its cell again.` });
    };
    panel.webview.onDidReceiveMessage(answer);
    panel.onDidDispose(() => this.open.delete(panel));
    this.open.set(panel, () => answer({ ...last }));
    panel.webview.html = page(variable, panel.webview, String(panel.webview.asWebviewUri(this.script)));
  }

  /** After a cell: what is shown may have changed. */
  refresh() {
    for (const again of this.open.values()) again();
  }
}

/**
 * @param {Variable} variable
 * @param {vscode.Webview} webview
 * @param {string} script
 */
function page(variable, webview, script) {
  const nonce = crypto.randomBytes(16).toString('hex');
  const shades = Array.from({ length: SHADES }, (_, i) =>
    `.h${i}{background:color-mix(in srgb,var(--vscode-charts-blue) ${i}%,transparent)}`).join('');
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'nonce-${nonce}'; script-src ${webview.cspSource}">
    <title>${html(variable.name)}</title>
    <style nonce="${nonce}">body{font:13px var(--vscode-font-family)}[hidden]{display:none!important}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid var(--vscode-panel-border)}
    thead th{position:sticky;top:0;background:var(--vscode-editor-background)}
    th button{font:inherit;color:inherit;background:none;border:0;cursor:pointer}
    th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
    form{display:flex;gap:1em;align-items:center;flex-wrap:wrap}
    input[type=search]{font:inherit;color:var(--vscode-input-foreground);background:var(--vscode-input-background);
    border:1px solid var(--vscode-input-border,var(--vscode-panel-border));padding:.2em .4em}
    canvas{max-width:100%;image-rendering:pixelated}${shades}</style>
    <h1>${html(variable.name)}</h1><p><code>${html(variable.type)}</code> ${html(variable.size)}</p>
    <form><label>Find <input type="search" id="find"></label><label><input type="checkbox" id="map"> heat map</label>
      <span id="count" role="status"></span>
      <span id="pages" hidden><button type="button" id="back">before</button> <button type="button" id="on">after</button></span>
    </form><p id="gone" role="status"></p>
    <table id="table"><thead></thead><tbody id="rows"></tbody></table>
    <div id="heat" hidden><p id="scale"></p><canvas id="picture" role="img" aria-label="heat map of ${html(variable.name)}"></canvas>
      <p id="under" role="status"></p></div>
    <script src="${script}"></script></html>`;
}

module.exports = { Values };
