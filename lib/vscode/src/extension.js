// C# notebooks in VS Code: cells run in the tool's own session process, for which the .NET SDK is enough.
const vscode = require('vscode');
const { NOTEBOOK, isOurs } = require('./cells');
const { Claims } = require('./claims');
const { Controller } = require('./controller');
const debugging = require('./debugging');
const editing = require('./editing');
const pages = require('./pages');
const { Parameters } = require('./parameters');
const { SCRIPT, Scripts, converted } = require('./scripts');
const { Variables } = require('./variables');

/** @param {vscode.ExtensionContext} context */
exports.activate = context => {
  const controller = new Controller();
  const log = vscode.window.createOutputChannel('Lemmata');
  const variables = new Variables(controller, context.extensionUri);
  const parameters = new Parameters();
  const current = () => {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    return notebook && isOurs(notebook) ? notebook : undefined;
  };
  const opened = (/** @type {vscode.NotebookDocument} */ notebook) => controller.prefer(notebook);
  const seen = () => {
    vscode.commands.executeCommand('setContext', 'lemmata.active', Boolean(current()));
    variables.show(current());
    parameters.show(current());
  };

  context.subscriptions.push(
    controller, log, variables, parameters, new Claims(),
    ...editing.register(controller), ...debugging.register(controller),
    vscode.workspace.onDidOpenNotebookDocument(opened),
    vscode.workspace.onDidCloseNotebookDocument(notebook => controller.close(notebook)),
    vscode.window.onDidChangeActiveNotebookEditor(seen),
    controller.ran.event(seen),
    command('interrupt', notebook => controller.existing(notebook)?.interrupt()),
    command('restart', notebook => controller.restart(notebook)),
    command('restartAndRunAll', async notebook => {
      controller.restart(notebook);
      await vscode.commands.executeCommand('notebook.execute');
    }),
    command('exportPage', notebook => pages.exported(notebook, log)),
    command('openPage', notebook => pages.opened(notebook, log)),
    vscode.workspace.registerNotebookSerializer(SCRIPT, new Scripts(log)),
    vscode.commands.registerCommand('lemmata.convert', async () => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      if (notebook?.notebookType === SCRIPT) await converted(notebook, log);
    }),
    vscode.commands.registerCommand('lemmata.showVariable', item => variables.table(item)),
  );
  vscode.workspace.notebookDocuments.filter(notebook => notebook.notebookType === NOTEBOOK).forEach(opened);
  seen();

  /**
   * @param {string} name
   * @param {(notebook: vscode.NotebookDocument) => unknown} run
   */
  function command(name, run) {
    return vscode.commands.registerCommand('lemmata.' + name, async () => {
      const notebook = current();
      if (!notebook) { vscode.window.showInformationMessage('Open a C# notebook first.'); return; }
      await run(notebook);
    });
  }
};
