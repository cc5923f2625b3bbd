// Claims as tests: the notebooks with a sheet of claims, and each claim with what its checks observed.
const path = require('node:path');
const vscode = require('vscode');
const { isOurs, textOf } = require('./cells');
const { Session } = require('./session');

const SHEET = 'application/vnd.lemmata.claims+json', CHECK = 'application/vnd.lemmata.check+json';
const PASSED_OVER = '{**/site/**,**/node_modules/**,**/.cache/**}', MOST_NOTEBOOKS = 500;

/** @typedef {{ claim: string, title: string, summary: string, outcome: string, expected?: unknown, observed?: unknown }} Check */
/** @typedef {{ id: string, statement: string, verdict: string, expected?: string, checks?: Check[] }} Claim */

class Claims {
  constructor() {
    this.tests = vscode.tests.createTestController('lemmata.claims', 'Claims');
    this.tests.resolveHandler = async item => { if (!item) await this.discover(); };
    this.tests.refreshHandler = () => this.discover();
    this.profile = this.tests.createRunProfile('Run the notebook', vscode.TestRunProfileKind.Run,
      (request, stop) => this.run(request, stop), true);
    this.saved = vscode.workspace.onDidSaveNotebookDocument(notebook => this.read(notebook.uri));
  }

  async discover() {
    const files = await vscode.workspace.findFiles('**/*.ipynb', PASSED_OVER, MOST_NOTEBOOKS);
    for (const file of files) await this.read(file);
  }

  /** What a notebook stores of its claims; nothing runs. @param {vscode.Uri} file */
  async read(file) {
    const id = file.toString();
    try {
      const notebook = JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8'));
      const sheets = (notebook.cells ?? []).flatMap((/** @type {any} */ cell) => cell.outputs ?? [])
        .map((/** @type {any} */ output) => output.data?.[SHEET]).filter(Boolean);
      if (!sheets.length) { this.tests.items.delete(id); return; }
      const item = this.tests.items.get(id) ?? this.tests.createTestItem(id, path.basename(file.fsPath, '.ipynb'), file);
      item.children.replace(sheets[sheets.length - 1].claims.map((/** @type {Claim} */ claim) =>
        this.tests.createTestItem(`${id}#${claim.id}`, `${claim.id} ${claim.statement.replace(/\$|\\[()]/g, '')}`, file)));
      this.tests.items.add(item);
    } catch {
      this.tests.items.delete(id); // No notebook, or none that can be read.
    }
  }

  /**
   * @param {vscode.TestRunRequest} request
   * @param {vscode.CancellationToken} stop
   */
  async run(request, stop) {
    const run = this.tests.createTestRun(request);
    /** @type {Map<string, vscode.TestItem[]>} */
    const wanted = new Map();
    const add = (/** @type {vscode.TestItem} */ item) => {
      if (request.exclude?.includes(item)) return;
      if (item.children.size) { item.children.forEach(add); return; }
      const notebook = item.id.split('#')[0];
      wanted.set(notebook, [...wanted.get(notebook) ?? [], item]);
    };
    if (request.include) request.include.forEach(add); else this.tests.items.forEach(add);
    for (const items of wanted.values()) items.forEach(item => run.enqueued(item));
    for (const [uri, items] of wanted) {
      if (stop.isCancellationRequested) break;
      items.forEach(item => run.started(item));
      await this.judge(vscode.Uri.parse(uri), items, run, stop);
    }
    run.end();
  }

  /**
   * Runs a notebook in a session of its own, beside the one that its editor may have.
   * @param {vscode.Uri} uri
   * @param {vscode.TestItem[]} items
   * @param {vscode.TestRun} run
   * @param {vscode.CancellationToken} stop
   */
  async judge(uri, items, run, stop) {
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    const failAll = (/** @type {string} */ why) =>
      items.forEach(item => run.errored(item, new vscode.TestMessage(why)));
    if (!vscode.workspace.isTrusted || !isOurs(notebook)) { failAll('Cells run in trusted folders only.'); return; }
    const session = new Session(path.dirname(uri.fsPath));
    const stopped = stop.onCancellationRequested(() => session.dispose());
    /** @type {Map<string, vscode.Location>} */
    const places = new Map();
    /** @type {Claim[]} */
    let claims = [];
    try {
      for (const cell of notebook.getCells().filter(one => one.kind === vscode.NotebookCellKind.Code)) {
        let error = '';
        const done = await session.execute(cell.index, textOf(cell.document), message => {
          if (message.kind === 'error') error = message.message;
          const check = message.data?.[CHECK], sheet = message.data?.[SHEET];
          if (check) places.set(check.claim.split('.').pop(), new vscode.Location(cell.document.uri, new vscode.Range(0, 0, 0, 0)));
          if (sheet) claims = sheet.claims;
        });
        if (done.status !== 'Succeeded') { failAll(error || done.why || `Cell ${cell.index + 1} was stopped.`); return; }
      }
      for (const item of items) this.tell(item, claims, places, run);
    } catch (error) {
      failAll(error instanceof Error ? error.message : String(error));
    } finally {
      stopped.dispose();
      session.dispose();
    }
  }

  /**
   * @param {vscode.TestItem} item
   * @param {Claim[]} claims
   * @param {Map<string, vscode.Location>} places
   * @param {vscode.TestRun} run
   */
  tell(item, claims, places, run) {
    const id = item.id.split('#').pop() ?? '', claim = claims.find(one => one.id === id);
    if (!claim) { run.errored(item, new vscode.TestMessage(`The notebook shows no claim ${id}.`)); return; }
    if (!claim.expected || claim.verdict === claim.expected) { run.passed(item); return; }
    const broken = (claim.checks ?? []).filter(check => check.outcome !== 'held');
    const messages = (broken.length ? broken : [undefined]).map(check => {
      const message = vscode.TestMessage.diff(
        check ? `${check.title}: ${check.summary}` : `The register says "${claim.expected}", the checks "${claim.verdict}".`,
        String(check?.expected ?? claim.expected), String(check?.observed ?? claim.verdict));
      message.location = places.get(id);
      return message;
    });
    run.failed(item, messages);
  }

  dispose() {
    this.saved.dispose();
    this.profile.dispose();
    this.tests.dispose();
  }
}

module.exports = { Claims };
