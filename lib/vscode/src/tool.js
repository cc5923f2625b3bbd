// Finds what runs the cells: the tool of the collection that a notebook lies in, else the installed one.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const vscode = require('vscode');

const BUILT = path.join('lib', 'Lemmata.Tool', 'bin', 'Release', 'net10.0', 'Lemmata.Tool.dll');
const PROJECT = path.join('lib', 'Lemmata.Tool', 'Lemmata.Tool.csproj');

/** What a reader can do about it stands in the message. */
class ToolMissing extends Error {}

/** @returns {string} */
function dotnet() {
  const chosen = vscode.workspace.getConfiguration('lemmata').get('dotnet', '');
  if (chosen) {
    if (!fs.existsSync(chosen)) throw new ToolMissing(`The setting lemmata.dotnet names ${chosen}, which is not there.`);
    return chosen;
  }
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const folders = [process.env.DOTNET_ROOT, ...(process.env.PATH ?? '').split(path.delimiter),
    path.join(os.homedir(), '.dotnet'), '/usr/share/dotnet', '/usr/lib/dotnet', '/usr/local/share/dotnet'];
  for (const folder of folders) {
    if (folder && fs.existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  throw new ToolMissing('The .NET SDK 10 is not installed, or not on the path: install it, then open this window anew.');
}

/**
 * The collection that a folder lies in.
 * @param {string} folder
 * @returns {string | undefined}
 */
function collection(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, PROJECT))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

/** @returns {string | undefined} */
function installed() {
  const store = path.join(os.homedir(), '.dotnet', 'tools', '.store', 'lemmata.tool');
  if (!fs.existsSync(store)) return undefined;
  const found = fs.readdirSync(store, { recursive: true, encoding: 'utf8' })
    .filter(name => path.basename(name) === 'Lemmata.Tool.dll').sort();
  return found.length ? path.join(store, found[found.length - 1]) : undefined;
}

/**
 * The program and first arguments that start the tool for a notebook's folder.
 * @param {string} folder
 * @returns {{ program: string, first: string[], root: string | undefined }}
 */
function tool(folder) {
  const program = dotnet();
  const root = collection(folder);
  if (root) {
    const built = path.join(root, BUILT);
    if (fs.existsSync(built)) return { program, first: [built], root };
    throw new ToolMissing(`The collection is not built yet: run "dotnet build -c Release" in ${root}, then the cell again.`);
  }
  const chosen = vscode.workspace.getConfiguration('lemmata').get('tool', '') || installed();
  if (chosen && fs.existsSync(chosen)) return { program, first: [chosen], root: undefined };
  throw new ToolMissing('This notebook lies in no collection, and no lemmata is installed: build a collection and name its '
    + `${path.basename(BUILT)} in the setting lemmata.tool.`);
}

module.exports = { tool, collection, ToolMissing };
