// The page of a notebook, made by the tool: one file that stands by itself.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const vscode = require('vscode');
const { tool } = require('./tool');

/**
 * Asks where, and writes the page there.
 * @param {vscode.NotebookDocument} notebook
 * @param {vscode.OutputChannel} log
 */
async function exported(notebook, log) {
  const file = notebook.uri.fsPath;
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(file.slice(0, -path.extname(file).length) + '.html'), filters: { Page: ['html'] } });
  if (!chosen || !await written(notebook, chosen.fsPath, log)) return;
  if (await vscode.window.showInformationMessage(`${path.basename(chosen.fsPath)} is written.`, 'Open')) {
    await vscode.env.openExternal(chosen);
  }
}

/**
 * Writes the page to a folder of its own and opens it in the browser.
 * @param {vscode.NotebookDocument} notebook
 * @param {vscode.OutputChannel} log
 */
async function opened(notebook, log) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lemmata-page-'));
  const page = path.join(folder, path.basename(notebook.uri.fsPath, path.extname(notebook.uri.fsPath)) + '.html');
  if (await written(notebook, page, log)) await vscode.env.openExternal(vscode.Uri.file(page));
}

/**
 * @param {vscode.NotebookDocument} notebook
 * @param {string} page
 * @param {vscode.OutputChannel} log
 * @returns {Promise<boolean>}
 */
async function written(notebook, page, log) {
  const file = notebook.uri.fsPath, folder = path.dirname(file);
  if (notebook.isDirty && !await notebook.save()) return false;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Exporting ${path.basename(file)}`, cancellable: true },
    async (_, stop) => {
      try {
        const { program, first } = tool(folder);
        await finished(program, [...first, 'export', file, '--single-file', '-o', page], folder, log, stop);
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (await vscode.window.showErrorMessage(`The page was not exported: ${why}`, 'Show log')) log.show();
        return false;
      }
    });
}

/**
 * Runs the tool to its end; what it says goes to the log, and its last line into the error.
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 * @param {vscode.OutputChannel} log
 * @param {vscode.CancellationToken} [stop]
 * @returns {Promise<void>}
 */
function finished(program, args, cwd, log, stop) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let last = '';
    const note = (/** @type {Buffer} */ data) => {
      log.append(data.toString());
      last = (last + data).slice(-1000);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    stop?.onCancellationRequested(() => child.kill('SIGINT'));
    child.on('error', reject);
    child.on('exit', code => code === 0 ? resolve()
      : reject(new Error(last.trim().split('\n').pop() || `the tool ended with status ${code}`)));
  });
}

module.exports = { exported, opened, finished };
