// Completion, hover, signatures, errors while typing, colours, outline and new names, answered by the cell's session.
const vscode = require('vscode');
const { NOTEBOOK, LANGUAGE, LANGUAGES, textOf, offsetAt, positionAt, rangeAt, cellOf, above } = require('./cells');

/** @typedef {import('./controller').Controller} Controller */

const SELECTOR = LANGUAGES.map(language => ({ notebookType: NOTEBOOK, language }));
const PAUSE = 250; // Milliseconds without a key until a cell is compiled.

/** @type {Record<string, vscode.CompletionItemKind>} */
const COMPLETIONS = {
  function: vscode.CompletionItemKind.Method, property: vscode.CompletionItemKind.Property,
  instance: vscode.CompletionItemKind.Variable, module: vscode.CompletionItemKind.Module,
  class: vscode.CompletionItemKind.Class, keyword: vscode.CompletionItemKind.Keyword,
  argument: vscode.CompletionItemKind.Field, path: vscode.CompletionItemKind.File,
};

/** @type {Record<string, vscode.SymbolKind>} */
const SYMBOLS = {
  class: vscode.SymbolKind.Class, struct: vscode.SymbolKind.Struct, enum: vscode.SymbolKind.Enum,
  interface: vscode.SymbolKind.Interface, method: vscode.SymbolKind.Function, variable: vscode.SymbolKind.Variable,
};

const COLOURS = new vscode.SemanticTokensLegend(
  ['class', 'enum', 'enumMember', 'interface', 'method', 'namespace', 'parameter', 'property', 'struct', 'typeParameter',
    'variable']);

/**
 * @param {Controller} controller
 * @returns {vscode.Disposable[]}
 */
function register(controller) {
  /**
   * Asks the session of a cell; nothing is asked where nothing may run.
   * @param {vscode.TextDocument} document
   * @param {string} what
   * @param {object} more
   */
  const ask = async (document, what, more = {}) => {
    const cell = cellOf(document);
    if (!cell || !vscode.workspace.isTrusted) return undefined;
    try {
      const session = controller.session(cell.notebook);
      return await session.question(what, { code: textOf(document), above: above(cell, session.ran), ...more });
    } catch {
      return undefined; // Without a session there is nothing to say; running the cell tells why.
    }
  };

  return [
    vscode.languages.registerCompletionItemProvider(SELECTOR, {
      async provideCompletionItems(document, position) {
        const found = await ask(document, 'complete', { at: offsetAt(document, position) });
        if (!found) return undefined;
        const range = new vscode.Range(positionAt(document, found.start), positionAt(document, found.end));
        return found.items.map((/** @type {any} */ one, /** @type {number} */ index) => {
          const item = new vscode.CompletionItem(one.text, COMPLETIONS[one.kind] ?? vscode.CompletionItemKind.Text);
          item.detail = one.signature || undefined;
          item.documentation = one.documentation ? new vscode.MarkdownString(escape(one.documentation)) : undefined;
          item.range = range;
          item.sortText = String(index).padStart(4, '0');
          return item;
        });
      },
    }, '.', '#', '"', '/'),

    vscode.languages.registerHoverProvider(SELECTOR, {
      async provideHover(document, position) {
        const range = document.getWordRangeAtPosition(position);
        const found = range && await ask(document, 'hover', { at: offsetAt(document, position) });
        if (!found) return undefined;
        const text = new vscode.MarkdownString().appendCodeblock(found.signature, LANGUAGE);
        if (found.documentation) text.appendMarkdown(escape(found.documentation));
        return new vscode.Hover(text, range);
      },
    }),

    vscode.languages.registerSignatureHelpProvider(SELECTOR, {
      async provideSignatureHelp(document, position) {
        const found = await ask(document, 'call', { at: offsetAt(document, position) });
        if (!found) return undefined;
        const help = new vscode.SignatureHelp();
        help.activeSignature = found.active;
        help.activeParameter = found.parameter;
        help.signatures = found.overloads.map((/** @type {any} */ overload) => {
          const one = new vscode.SignatureInformation(overload.label, new vscode.MarkdownString(escape(overload.documentation)));
          one.parameters = overload.parameters.map((/** @type {any} */ parameter) =>
            new vscode.ParameterInformation(parameter.label, new vscode.MarkdownString(escape(parameter.documentation))));
          return one;
        });
        return help;
      },
    }, { triggerCharacters: ['(', ',', '['], retriggerCharacters: [')'] }),

    vscode.languages.registerDocumentSymbolProvider(SELECTOR, {
      async provideDocumentSymbols(document) {
        const found = await ask(document, 'outline');
        return found?.map((/** @type {any} */ one) => new vscode.DocumentSymbol(one.name, one.detail,
          SYMBOLS[one.kind], rangeAt(document, one.start, one.length), rangeAt(document, one.nameStart, one.name.length)));
      },
    }),

    vscode.languages.registerDocumentSemanticTokensProvider(SELECTOR, {
      async provideDocumentSemanticTokens(document) {
        const found = await ask(document, 'colours');
        const tokens = new vscode.SemanticTokensBuilder(COLOURS);
        for (let i = 0; i < (found?.spans.length ?? 0); i += 3) {
          const [start, length, kind] = found.spans.slice(i, i + 3);
          const range = rangeAt(document, start, length);
          if (range.isSingleLine) tokens.push(range, found.kinds[kind]);
        }
        return tokens.build();
      },
    }, COLOURS),

    vscode.languages.registerRenameProvider(SELECTOR, {
      async prepareRename(document, position) {
        const places = await ask(document, 'occurrences', { at: offsetAt(document, position) });
        const range = document.getWordRangeAtPosition(position);
        if (!places?.length || !range) throw new Error('No name of this cell stands here.');
        return range;
      },
      async provideRenameEdits(document, position, name) {
        if (!/^@?[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) throw new Error(`${name} is no name in C#.`);
        const places = await ask(document, 'occurrences', { at: offsetAt(document, position) });
        const edit = new vscode.WorkspaceEdit();
        for (const [start, length] of places ?? []) edit.replace(document.uri, rangeAt(document, start, length), name);
        return edit;
      },
    }),

    vscode.languages.registerDocumentHighlightProvider(SELECTOR, {
      async provideDocumentHighlights(document, position) {
        const places = await ask(document, 'occurrences', { at: offsetAt(document, position) });
        return places?.map((/** @type {number[]} */ [start, length]) =>
          new vscode.DocumentHighlight(rangeAt(document, start, length)));
      },
    }),

    new Diagnostics(controller, ask),
  ];
}

/** What the compiler has against cells while they are typed. */
class Diagnostics {
  /**
   * @param {Controller} controller
   * @param {(document: vscode.TextDocument, what: string) => Promise<any>} ask
   */
  constructor(controller, ask) {
    this.ask = ask;
    this.shown = vscode.languages.createDiagnosticCollection('lemmata');
    /** @type {Map<string, NodeJS.Timeout>} */
    this.timers = new Map();
    this.subscriptions = [
      this.shown,
      vscode.workspace.onDidChangeTextDocument(change => change.contentChanges.length && this.later(change.document)),
      vscode.workspace.onDidCloseTextDocument(document => this.shown.delete(document.uri)),
      // A cell that ran may have brought the names that cells below missed.
      controller.ran.event(notebook => notebook.getCells().filter(cell => this.shown.get(cell.document.uri)?.length)
        .forEach(cell => this.later(cell.document))),
    ];
  }

  /** @param {vscode.TextDocument} document */
  later(document) {
    if (!LANGUAGES.includes(document.languageId) || !cellOf(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => this.look(document), PAUSE));
  }

  /** @param {vscode.TextDocument} document */
  async look(document) {
    this.timers.delete(document.uri.toString());
    const { version } = document;
    const found = await this.ask(document, 'findings');
    if (document.isClosed || document.version !== version) return;
    this.shown.set(document.uri, (found ?? []).map((/** @type {any} */ one) => {
      const diagnostic = new vscode.Diagnostic(rangeAt(document, one.start, one.length), one.message,
        one.error ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning);
      diagnostic.source = 'C#';
      diagnostic.code = one.code;
      return diagnostic;
    }));
  }

  dispose() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const one of this.subscriptions) one.dispose();
  }
}

/** Plain text as Markdown. @param {string} text */
const escape = text => text.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&');

module.exports = { register };
