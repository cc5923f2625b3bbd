// Runs cells: the controller that VS Code shows as "C# (Lemmata)".
const path = require('node:path');
const vscode = require('vscode');
const { NOTEBOOK, LANGUAGES, isOurs, textOf } = require('./cells');
const { Session } = require('./session');

/** @typedef {import('./session').Message} Message */

/** Sessions by notebook, and what runs in them. */
class Controller {
  constructor() {
    /** @type {Map<string, Session>} */
    this.sessions = new Map();
    /** @type {Map<string, number>} */
    this.counts = new Map();
    /** Notebooks that were stepped through. @type {Set<string>} */
    this.stepped = new Set();
    /** Cells that are about to run in a debug session. @type {Map<string, { more: object, done(): void }>} */
    this.debugged = new Map();
    /** Told after each cell. @type {vscode.EventEmitter<vscode.NotebookDocument>} */
    this.ran = new vscode.EventEmitter();
    /** @type {vscode.NotebookController | undefined} */
    this.made = undefined;
  }

  /** Made for the first C# notebook: an editor offers its only kernel to every notebook, whatever its language. */
  get controller() {
    if (this.made) return this.made;
    const made = vscode.notebooks.createNotebookController('lemmata', NOTEBOOK, 'C# (Lemmata)');
    made.supportedLanguages = LANGUAGES;
    made.supportsExecutionOrder = true;
    made.description = 'the .NET SDK and nothing else';
    made.executeHandler = (cells, notebook) => this.runAll(cells, notebook);
    this.made = made;
    return made;
  }

  /** @param {vscode.NotebookDocument} notebook */
  prefer(notebook) {
    if (!isOurs(notebook)) return;
    this.controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  }

  /**
   * The session of a notebook, if it has one that lives.
   * @param {vscode.NotebookDocument} notebook
   */
  existing(notebook) {
    const session = this.sessions.get(notebook.uri.toString());
    return session?.dead ? undefined : session;
  }

  /**
   * The session of a notebook; it starts where there is none.
   * @param {vscode.NotebookDocument} notebook
   */
  session(notebook) {
    const known = this.existing(notebook);
    if (known) return known;
    const session = new Session(notebook.uri.scheme === 'file' ? path.dirname(notebook.uri.fsPath) : process.cwd());
    session.ask = (prompt, secret) => vscode.window.showInputBox(
      { prompt: prompt || 'The cell asks for a line.', password: secret, ignoreFocusOut: true });
    this.sessions.set(notebook.uri.toString(), session);
    return session;
  }

  /** @param {vscode.NotebookDocument} notebook */
  close(notebook) {
    this.sessions.get(notebook.uri.toString())?.dispose();
    this.sessions.delete(notebook.uri.toString());
    this.counts.delete(notebook.uri.toString());
    this.stepped.delete(notebook.uri.toString());
  }

  /**
   * One after another; what follows a cell that failed does not run.
   * @param {vscode.NotebookCell[]} cells
   * @param {vscode.NotebookDocument} notebook
   */
  async runAll(cells, notebook) {
    if (!vscode.workspace.isTrusted) {
      vscode.window.showWarningMessage('Cells run in trusted folders only: trust this folder first.');
      return;
    }
    // Shown as waiting at once; each starts when the one before has ended.
    const runs = cells.map(cell => this.controller.createNotebookCellExecution(cell));
    let stopped = false;
    for (const run of runs) {
      if (stopped || run.token.isCancellationRequested) {
        run.start(); run.end(undefined);
        this.debugged.get(run.cell.document.uri.toString())?.done();
        continue;
      }
      stopped = !await this.run(run, notebook);
    }
  }

  /**
   * Runs a cell with stops; what the session says of them goes to `on`.
   * @param {vscode.NotebookCell} cell
   * @param {boolean} records whether stops are kept for the way back
   * @param {(message: Message) => void} on
   */
  async debug(cell, records, on) {
    const session = this.session(cell.notebook), uri = cell.document.uri.toString();
    session.onStep = on;
    this.stepped.add(cell.notebook.uri.toString());
    try {
      await new Promise((resolve, reject) => {
        this.debugged.set(uri, { more: records ? { records: true } : {}, done: () => resolve(undefined) });
        // By the editor's own command: it chooses this controller first, where no cell has run yet.
        vscode.commands.executeCommand('notebook.cell.execute', {
          ranges: [{ start: cell.index, end: cell.index + 1 }], document: cell.notebook.uri,
        }).then(undefined, reject);
      });
    } finally {
      this.debugged.delete(uri);
      if (session.onStep === on) session.onStep = undefined;
    }
  }

  /**
   * How a cell is compiled: with stops where it is debugged, where a breakpoint waits in it, and in a notebook that was
   * stepped through before, so that later cells can be followed into it.
   * @param {vscode.NotebookCell} cell
   */
  steps(cell) {
    const uri = cell.document.uri.toString();
    return this.stepped.has(cell.notebook.uri.toString()) || vscode.debug.breakpoints.some(one =>
      one instanceof vscode.SourceBreakpoint && one.location.uri.toString() === uri) ? { steps: uri } : {};
  }

  /**
   * @param {vscode.NotebookCellExecution} run
   * @param {vscode.NotebookDocument} notebook
   * @returns {Promise<boolean>} whether the next may run
   */
  async run(run, notebook) {
    const { cell } = run, key = notebook.uri.toString(), code = textOf(cell.document);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    const debugged = this.debugged.get(cell.document.uri.toString());
    run.executionOrder = count;
    run.start(Date.now());
    // Not waited for: the calls arrive in this order, and the session need not stand still meanwhile.
    const cleared = run.clearOutput();
    const outputs = new Outputs(run, count, cleared);
    let succeeded = false;
    try {
      const session = this.session(notebook);
      const cancelled = run.token.onCancellationRequested(() => session.interrupt());
      const done = await session.execute(
        cell.index, code, message => outputs.add(message), { ...this.steps(cell), ...debugged?.more });
      cancelled.dispose();
      await outputs.settled();
      succeeded = done.status === 'Succeeded';
      if (done.kind === 'dead') await outputs.failed('The session has ended', done.why);
      else session.ran.set(cell.document.uri.toString(), code);
    } catch (error) {
      await outputs.failed('The session did not start', error instanceof Error ? error.message : String(error));
    }
    run.end(succeeded, Date.now());
    debugged?.done();
    this.ran.fire(notebook);
    return succeeded;
  }

  /**
   * A new session: variables are gone, outputs stay.
   * @param {vscode.NotebookDocument} notebook
   */
  restart(notebook) {
    this.close(notebook);
    this.ran.fire(notebook);
  }

  dispose() {
    for (const session of this.sessions.values()) session.dispose();
    this.made?.dispose();
    this.ran.dispose();
  }
}

/** The outputs of one cell, in the order in which they came. */
class Outputs {
  /**
   * @param {vscode.NotebookCellExecution} run
   * @param {number} count
   * @param {Thenable<void>} cleared
   */
  constructor(run, count, cleared) {
    this.run = run;
    this.count = count;
    /** @type {Promise<unknown>} */
    this.chain = Promise.resolve(cleared);
    this.clearFirst = false;
    /** The stream that goes on. @type {{ name: string, output: vscode.NotebookCellOutput } | undefined} */
    this.stream = undefined;
  }

  /** @param {Message} message */
  add(message) {
    this.chain = this.chain.then(() => this.show(message)).catch(() => {});
  }

  settled() {
    return this.chain;
  }

  /** @param {Message} message */
  async show(message) {
    if (message.kind === 'clear') {
      if (message.wait) this.clearFirst = true; else await this.clear();
      return;
    }
    if (message.kind === 'update') {
      const shown = displays.get(message.id);
      if (shown) await shown.run.replaceOutputItems(items(message), shown.output);
      return;
    }
    if (this.clearFirst) await this.clear();
    if (message.kind === 'stream') { await this.text(message.name, message.text); return; }
    this.stream = undefined;
    if (message.kind === 'error') { await this.error(message.name, message.message, message.traceback.join('\n')); return; }
    const output = new vscode.NotebookCellOutput(items(message), message.kind === 'result'
      ? { outputType: 'execute_result', executionCount: this.count, metadata: message.metadata }
      : { outputType: 'display_data', metadata: message.metadata });
    if (message.id) displays.set(message.id, { run: this.run, output });
    await this.run.appendOutput(output);
  }

  async clear() {
    this.clearFirst = false;
    this.stream = undefined;
    await this.run.clearOutput();
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  async text(name, text) {
    const item = name === 'stderr'
      ? vscode.NotebookCellOutputItem.stderr(text) : vscode.NotebookCellOutputItem.stdout(text);
    if (this.stream?.name === name) {
      await this.run.appendOutputItems(item, this.stream.output);
      return;
    }
    this.stream = { name, output: new vscode.NotebookCellOutput([item], { outputType: 'stream' }) };
    await this.run.appendOutput(this.stream.output);
  }

  /**
   * @param {string} name
   * @param {string} message
   * @param {string} stack
   */
  async error(name, message, stack) {
    await this.run.appendOutput(new vscode.NotebookCellOutput(
      [vscode.NotebookCellOutputItem.error({ name, message, stack })], { outputType: 'error' }));
  }

  /**
   * @param {string} name
   * @param {string} why
   */
  async failed(name, why) {
    await this.settled();
    // Outputs of errors are not wrapped.
    await this.error(name, why, why.replace(/(.{60,90}) /g, '$1\n'));
  }
}

/** Where displays with a name stand, for what updates them later. @type {Map<string, { run: vscode.NotebookCellExecution, output: vscode.NotebookCellOutput }>} */
const displays = new Map();

// What only an export needs, and no file stores.
const EXPORT_ONLY = /^application\/vnd\.lemmata\..*figure/;

/** @param {Message} message */
function items(message) {
  return Object.entries(message.data).filter(([mime]) => !EXPORT_ONLY.test(mime)).map(([mime, value]) => vscode.NotebookCellOutputItem.text(
    typeof value === 'string' ? value : Array.isArray(value) && value.every(line => typeof line === 'string')
      ? value.join('') : JSON.stringify(value), mime));
}

module.exports = { Controller };
