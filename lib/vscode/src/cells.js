// What of a notebook concerns C#, and where things stand in a cell.
const vscode = require('vscode');

const NOTEBOOK = 'jupyter-notebook', LANGUAGE = 'csharp';

/** What C# is called in notebooks of other front ends, too. */
const LANGUAGES = [LANGUAGE, 'polyglot-notebook', 'dotnet-interactive.csharp'];

/**
 * Whether a notebook is C#'s: its kernel says so, or it names none and its cells are C#.
 * @param {vscode.NotebookDocument} notebook
 */
function isOurs(notebook) {
  if (notebook.notebookType !== NOTEBOOK) return false;
  const metadata = notebook.metadata?.metadata ?? notebook.metadata ?? {};
  const named = metadata.kernelspec?.language ?? metadata.language_info?.name ?? metadata.kernelspec?.name;
  if (named) return /^(c#|csharp|\.net-csharp|polyglot-notebook|dotnet-interactive\.csharp)$/i.test(String(named));
  const code = notebook.getCells().filter(cell => cell.kind === vscode.NotebookCellKind.Code);
  return code.length > 0 && code.every(cell => LANGUAGES.includes(cell.document.languageId));
}

/** A cell's text as the session counts in it. @param {vscode.TextDocument} document */
const textOf = document => document.getText().replace(/\r\n?/g, '\n');

/**
 * @param {vscode.TextDocument} document
 * @param {vscode.Position} position
 */
function offsetAt(document, position) {
  let offset = position.character;
  for (let line = 0; line < position.line; line++) offset += document.lineAt(line).text.length + 1;
  return offset;
}

/**
 * @param {vscode.TextDocument} document
 * @param {number} start
 * @param {number} length
 */
function rangeAt(document, start, length) {
  return new vscode.Range(positionAt(document, start), positionAt(document, start + length));
}

/**
 * @param {vscode.TextDocument} document
 * @param {number} offset
 */
function positionAt(document, offset) {
  for (let line = 0; line < document.lineCount; line++) {
    const { length } = document.lineAt(line).text;
    if (offset <= length || line === document.lineCount - 1) return new vscode.Position(line, Math.min(offset, length));
    offset -= length + 1;
  }
  return new vscode.Position(0, 0);
}

/** @param {vscode.TextDocument} document */
function cellOf(document) {
  for (const notebook of vscode.workspace.notebookDocuments) {
    if (!isOurs(notebook)) continue;
    const cell = notebook.getCells().find(one => one.document === document);
    if (cell) return cell;
  }
  return undefined;
}

/**
 * The C# cells above one that have not run as they stand.
 * @param {vscode.NotebookCell} cell
 * @param {Map<string, string> | undefined} ran
 */
function above(cell, ran) {
  return cell.notebook.getCells(new vscode.NotebookRange(0, cell.index))
    .filter(one => one.kind === vscode.NotebookCellKind.Code && LANGUAGES.includes(one.document.languageId))
    .filter(one => ran?.get(one.document.uri.toString()) !== textOf(one.document))
    .map(one => textOf(one.document));
}

module.exports = { NOTEBOOK, LANGUAGE, LANGUAGES, isOurs, textOf, offsetAt, positionAt, rangeAt, cellOf, above };
