// The variables of the notebook in front.
const vscode = require('vscode');
const { Values } = require('./values');

/** @typedef {{ name: string, type: string, text: string, size: string }} Variable */

/** @implements {vscode.TreeDataProvider<Variable>} */
class Variables {
  /**
   * @param {import('./controller').Controller} controller
   * @param {vscode.Uri} extension
   */
  constructor(controller, extension) {
    this.controller = controller;
    this.values = new Values(extension);
    /** @type {vscode.NotebookDocument | undefined} */
    this.notebook = undefined;
    this.changed = new vscode.EventEmitter();
    this.onDidChangeTreeData = this.changed.event;
    this.view = vscode.window.createTreeView('lemmata.variables', { treeDataProvider: this });
  }

  /** @param {vscode.NotebookDocument | undefined} notebook */
  show(notebook) {
    this.notebook = notebook ?? this.notebook;
    this.changed.fire(undefined);
    this.values.refresh();
  }

  /** @param {Variable} variable */
  getTreeItem(variable) {
    const item = new vscode.TreeItem(variable.name);
    item.description = `${variable.type}${variable.size ? ` (${variable.size})` : ''}  ${variable.text}`;
    item.tooltip = `${variable.type} ${variable.name} = ${variable.text}`;
    item.contextValue = variable.size ? 'table' : 'value';
    return item;
  }

  /** @param {Variable} [variable] */
  async getChildren(variable) {
    const session = this.notebook && !variable && this.controller.existing(this.notebook);
    if (!session) return [];
    try {
      return (await session.question('variables', {}) ?? []).reverse();
    } catch {
      return [];
    }
  }

  /** @param {Variable} variable */
  async table(variable) {
    const notebook = this.notebook;
    const rows = async (/** @type {object} */ query) => notebook
      && await this.controller.existing(notebook)?.question('value', { name: variable.name, ...query });
    if (await rows({ from: 0, count: 1 })) this.values.show(variable, rows);
    else vscode.window.showInformationMessage(`${variable.name} has no rows to show.`);
  }

  dispose() {
    this.view.dispose();
    this.changed.dispose();
  }
}

module.exports = { Variables };
