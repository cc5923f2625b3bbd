// .dib files, shown as notebooks that cannot be changed: the tool reads them, and converts them to .ipynb.
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');
const { finished } = require('./pages');
const { tool } = require('./tool');

const SCRIPT = 'lemmata-dib';

/** @typedef {{ cell_type: string, source: string[] | string, metadata?: Record<string, any> }} Cell */

/** @implements {vscode.NotebookSerializer} */
class Scripts {
  /** @param {vscode.OutputChannel} log */
  constructor(log) {
    this.log = log;
  }

  /** @param {Uint8Array} content */
  async deserializeNotebook(content) {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'lemmata-dib-'));
    try {
      const script = path.join(folder, 'script.dib'), notebook = path.join(folder, 'script.ipynb');
      await fs.writeFile(script, content);
      // Which file is read is not said here; a folder of the window is as near as it gets.
      const near = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? folder;
      const { program, first } = tool(near);
      await finished(program, [...first, 'convert', script, notebook], folder, this.log);
      /** @type {Cell[]} */
      const cells = JSON.parse(await fs.readFile(notebook, 'utf8')).cells;
      return new vscode.NotebookData(cells.map(shown));
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }

  /** @returns {never} */
  serializeNotebook() {
    throw new Error('A .dib is shown, not written: convert it to .ipynb and change that.');
  }
}

/** @param {Cell} cell */
function shown(cell) {
  const source = typeof cell.source === 'string' ? cell.source : cell.source.join('');
  if (cell.cell_type === 'markdown') return new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, source, 'markdown');
  const language = cell.metadata?.polyglot_notebook?.kernelName ?? cell.metadata?.dotnet_interactive?.language ?? 'csharp';
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, language);
}

/**
 * Writes the .ipynb beside a .dib and opens it.
 * @param {vscode.NotebookDocument} notebook
 * @param {vscode.OutputChannel} log
 */
async function converted(notebook, log) {
  const script = notebook.uri.fsPath, target = script.slice(0, -path.extname(script).length) + '.ipynb';
  try {
    const { program, first } = tool(path.dirname(script));
    await finished(program, [...first, 'convert', script, target], path.dirname(script), log);
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(target), 'jupyter-notebook');
  } catch (error) {
    vscode.window.showErrorMessage(`Not converted: ${error instanceof Error ? error.message : String(error)}`);
  }
}

module.exports = { SCRIPT, Scripts, converted };
