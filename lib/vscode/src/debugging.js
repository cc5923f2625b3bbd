// "Debug cell": starts a debug session whose adapter lives in this extension.
const vscode = require('vscode');
const { CellAdapter } = require('./adapter');
const { isOurs, textOf } = require('./cells');
const { html } = require('./markup');

const TYPE = 'lemmata';

/**
 * @param {import('./controller').Controller} controller
 * @returns {vscode.Disposable[]}
 */
function register(controller) {
  /** Adapters by the number of their debug session. @type {Map<string, CellAdapter>} */
  const adapters = new Map();
  return [
    vscode.debug.registerDebugAdapterDescriptorFactory(TYPE, {
      createDebugAdapterDescriptor(session) {
        const { notebook, cell: uri } = session.configuration;
        const cell = vscode.workspace.notebookDocuments.find(one => one.uri.toString() === notebook)
          ?.getCells().find(one => one.document.uri.toString() === uri);
        if (!cell) throw new Error('The cell is not there any more.');
        const records = vscode.workspace.getConfiguration('lemmata').get('debug.wayBack', true);
        const adapter = new CellAdapter(controller.session(cell.notebook), cell, records,
          on => controller.debug(cell, records, on));
        adapters.set(session.id, adapter);
        return new vscode.DebugAdapterInlineImplementation(adapter);
      },
    }),
    vscode.debug.onDidTerminateDebugSession(session => adapters.delete(session.id)),
    vscode.commands.registerCommand('lemmata.debugCell', cell => start(cell)),
    vscode.commands.registerCommand('lemmata.showValue', async context => {
      const adapter = vscode.debug.activeDebugSession && adapters.get(vscode.debug.activeDebugSession.id);
      const { name, variablesReference } = context?.variable ?? {};
      const shown = variablesReference ? await adapter?.show(variablesReference) : undefined;
      if (!shown) { vscode.window.showInformationMessage(`${name ?? 'This'} is a single value.`); return; }
      const panel = vscode.window.createWebviewPanel('lemmata.value', name, vscode.ViewColumn.Beside, {});
      panel.webview.html = page(name, shown.data);
    }),
    vscode.workspace.onDidChangeTextDocument(change => edited(change.document, adapters)),
  ];
}

/** @param {vscode.NotebookCell | undefined} given */
async function start(given) {
  const editor = vscode.window.activeNotebookEditor;
  const cell = given?.document ? given : editor?.notebook.cellAt(editor.selection.start);
  if (!cell || !isOurs(cell.notebook) || cell.kind !== vscode.NotebookCellKind.Code) {
    vscode.window.showInformationMessage('Choose a C# cell first.');
    return;
  }
  if (!vscode.workspace.isTrusted) {
    vscode.window.showWarningMessage('Cells run in trusted folders only: trust this folder first.');
    return;
  }
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(cell.notebook.uri), {
    type: TYPE, request: 'launch', name: `Cell ${cell.index + 1}`,
    notebook: cell.notebook.uri.toString(), cell: cell.document.uri.toString(),
  }, { suppressSaveBeforeStart: true });
}

/**
 * Says once that a stopped cell no longer stands as it runs.
 * @param {vscode.TextDocument} document
 * @param {Map<string, CellAdapter>} adapters
 */
function edited(document, adapters) {
  for (const adapter of adapters.values()) {
    if (adapter.cell.document !== document || adapter.ended || adapter.warned || textOf(document) === adapter.text) continue;
    adapter.warned = true;
    vscode.window.showInformationMessage('The cell goes on as it was when it started: lines and values are those of that text.');
  }
}

/**
 * A figure, a table or a text.
 * @param {string} name
 * @param {Record<string, any>} data
 */
function page(name, data) {
  const text = (/** @type {any} */ value) => Array.isArray(value) ? value.join('') : String(value);
  const body = data['image/svg+xml'] ? picture('svg+xml', Buffer.from(text(data['image/svg+xml'])).toString('base64'))
    : data['image/png'] ? picture('png', text(data['image/png']))
      : data['text/html'] ? text(data['text/html']) : `<pre>${html(text(data['text/plain'] ?? ''))}</pre>`;
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
    <title>${html(name)}</title><h1>${html(name)}</h1>${body}</html>`;

  /**
   * @param {string} type
   * @param {string} bytes
   */
  function picture(type, bytes) {
    return `<img style="max-width:100%" alt="${html(text(data['text/plain'] ?? name))}" src="data:image/${type};base64,${bytes}">`;
  }
}

module.exports = { register };
