// Steps through a cell: speaks the Debug Adapter Protocol with the editor, and asks the session what it needs.
const vscode = require('vscode');
const { textOf } = require('./cells');

/** @typedef {import('./session').Message} Message */
/** @typedef {{ name: string, type: string, text: string, size: string, canSet: boolean, ref: number, changed?: boolean }} Value */
/** @typedef {{ frame: number } | { cell: true } | { past: Value[] } | { ref: number }} Container */

const FILTERS = [
  { filter: 'unhandled', label: 'Exceptions that no catch of a cell is there for', default: true },
  { filter: 'thrown', label: 'All exceptions that cells throw', default: false },
];

/** @param {number} stops */
const ago = stops => stops === 1 ? '1 stop back' : `${stops} stops back`;

/** @implements {vscode.DebugAdapter} */
class CellAdapter {
  /**
   * @param {import('./session').Session} session
   * @param {vscode.NotebookCell} cell
   * @param {boolean} records
   * @param {(on: (message: Message) => void) => Promise<unknown>} run starts the cell and waits for its end
   */
  constructor(session, cell, records, run) {
    this.session = session;
    this.cell = cell;
    this.records = records;
    this.run = run;
    this.sent = new vscode.EventEmitter();
    this.onDidSendMessage = this.sent.event;
    this.sequence = 0;
    this.ended = false;
    /** The text that runs. */
    this.text = textOf(cell.document);
    /** Whether the reader was told that it has changed. */
    this.warned = false;
    /** How many stops the reader has gone back. */
    this.back = 0;
    /** What is shown of the past. @type {any} */
    this.past = undefined;
    /** The last stop. @type {Message | undefined} */
    this.stop = undefined;
    /** @type {Map<number, Container>} */
    this.containers = new Map();
    /** Breakpoints by cell, as the editor numbers them. @type {Map<string, { id: number, line: number }[]>} */
    this.breakpoints = new Map();
    this.lastId = 0;
  }

  /** @param {any} request */
  handleMessage(request) {
    if (request.type !== 'request') return;
    this.answer(request).then(
      body => this.send({ type: 'response', request_seq: request.seq, command: request.command, success: true, body }),
      error => this.send({
        type: 'response', request_seq: request.seq, command: request.command, success: false,
        message: error instanceof Error ? error.message.replace(/^\w+Exception: /, '') : String(error),
      }));
  }

  /** @param {any} request */
  async answer({ command, arguments: given = {} }) {
    switch (command) {
      case 'initialize':
        setTimeout(() => this.event('initialized'), 0);
        return {
          supportsConfigurationDoneRequest: true, supportsConditionalBreakpoints: true, supportsLogPoints: true,
          supportsHitConditionalBreakpoints: true, supportsEvaluateForHovers: true, supportsSetVariable: true,
          supportsStepBack: this.records, supportsExceptionInfoRequest: true, supportsTerminateRequest: true,
          exceptionBreakpointFilters: FILTERS,
        };
      case 'setBreakpoints': return this.setBreakpoints(given);
      case 'setExceptionBreakpoints':
        await this.ask('exceptions', {
          which: given.filters.includes('thrown') ? 'thrown' : given.filters.includes('unhandled') ? 'unhandled' : 'none',
        });
        return {};
      case 'configurationDone': this.start(); return {};
      case 'threads': return { threads: [{ id: this.thread, name: `cell ${this.cell.index + 1}` }] };
      case 'stackTrace': return this.stack();
      case 'scopes': return this.scopes(given.frameId);
      case 'variables': return { variables: (await this.values(given.variablesReference)).map(value => this.told(value)) };
      case 'setVariable': {
        const value = await this.ask('set', { name: given.name, value: given.value });
        return { value: value.text, type: value.type };
      }
      case 'evaluate': return this.evaluate(given);
      case 'exceptionInfo': {
        const [name, ...rest] = String(this.stop?.text ?? '').split(': ');
        return { exceptionId: name, description: rest.join(': '), breakMode: 'always' };
      }
      case 'continue': await this.go('continue'); return { allThreadsContinued: true };
      case 'next': await this.go('over'); return {};
      case 'stepIn': await this.go('into'); return {};
      case 'stepOut': await this.go('out'); return {};
      case 'pause': await this.ask('pause'); return {};
      case 'stepBack': await this.wander(this.back + 1); return {};
      case 'reverseContinue': await this.wander(this.back + (this.past?.left ?? 1000)); return {};
      case 'terminate': case 'disconnect': await this.finish(); return {};
      default: return {};
    }
  }

  get thread() { return this.stop?.thread ?? 1; }

  /**
   * @param {string} how
   * @param {object} [more]
   */
  ask(how, more = {}) {
    return this.session.question('step', { how, ...more });
  }

  start() {
    this.run(message => this.heard(message)).then(() => this.over(), () => this.over());
  }

  over() {
    if (this.ended) return;
    this.ended = true;
    this.ask('end').catch(() => {});
    this.event('terminated');
  }

  async finish() {
    if (this.ended) return;
    this.session.interrupt();
    await this.ask('end').catch(() => {});
    this.over();
  }

  /** What the session says on its own. @param {Message} message */
  heard(message) {
    switch (message.kind) {
      case 'stopped':
        this.stop = message;
        this.shown(0, undefined);
        this.event('stopped', {
          reason: message.reason.toLowerCase(), description: message.text || undefined, text: message.text || undefined,
          threadId: message.thread, allThreadsStopped: true,
        });
        break;
      case 'log':
        this.event('output', { category: 'console', output: message.text + '\n', source: this.source(message.source), line: message.line });
        break;
      case 'bound':
        for (const [i, bound] of message.breakpoints.entries()) {
          const known = this.breakpoints.get(message.source)?.[i];
          if (known) this.event('breakpoint', { reason: 'changed', breakpoint: { id: known.id, ...this.placed(bound) } });
        }
        break;
    }
  }

  /**
   * @param {number} back
   * @param {any} past
   */
  shown(back, past) {
    this.back = back;
    this.past = past;
    this.containers.clear();
  }

  /** @param {string} how */
  async go(how) {
    if (this.back > 0) { await this.wander(how === 'continue' ? 0 : this.back - 1); return; }
    this.containers.clear();
    await this.ask(how);
  }

  /**
   * Backwards and forwards through what was kept; 0 is now.
   * @param {number} back
   */
  async wander(back) {
    const past = back > 0 ? await this.ask('past', { back }) : undefined;
    if (back > 0 && !past) throw new Error('No earlier stop was kept.');
    this.shown(back, past);
    this.event('stopped', {
      reason: 'step', description: back > 0 ? ago(back) : undefined, threadId: this.thread, allThreadsStopped: true,
    });
  }

  /** @param {any} given */
  async setBreakpoints(given) {
    const source = String(given.source.path), asked = given.breakpoints ?? [];
    const placed = await this.ask('breakpoints', {
      source, breakpoints: asked.map((/** @type {any} */ one) => (
        { line: one.line, condition: one.condition, hits: one.hitCondition, log: one.logMessage })),
    });
    const known = asked.map((/** @type {any} */ one) => ({ id: ++this.lastId, line: one.line }));
    this.breakpoints.set(source, known);
    return { breakpoints: placed.map((/** @type {any} */ one, /** @type {number} */ i) => ({ id: known[i].id, ...this.placed(one) })) };
  }

  /** @param {{ line: number, at: number | null, wrong: string | null }} one */
  placed(one) {
    return one.wrong ? { verified: false, message: one.wrong, line: one.line }
      : one.at ? { verified: true, line: one.at }
        : { verified: false, line: one.line, message: 'No code that carries stops is there yet: run the cell by "Debug cell".' };
  }

  /** @param {string} uri */
  source(uri) {
    const cell = this.cell.notebook.getCells().find(one => one.document.uri.toString() === uri);
    return { name: cell ? `Cell ${cell.index + 1}` : uri, path: uri };
  }

  async stack() {
    const frames = this.past ? [this.past] : await this.ask('stack');
    return {
      totalFrames: frames.length,
      stackFrames: frames.map((/** @type {any} */ frame, /** @type {number} */ id) => ({
        id, name: this.past ? `${frame.name}, ${ago(this.back)}` : frame.name,
        source: this.source(frame.source), line: frame.line, column: 1,
      })),
    };
  }

  /** @param {number} frame */
  scopes(frame) {
    if (this.past) return { scopes: [this.scope('As it was', { past: this.past.values })] };
    const scopes = [this.scope('Locals', { frame })];
    if (frame === 0) scopes.push(this.scope('Notebook', { cell: true }));
    return { scopes };
  }

  /**
   * @param {string} name
   * @param {Container} container
   */
  scope(name, container) {
    return {
      name, variablesReference: this.keep(container), expensive: false,
      presentationHint: 'frame' in container ? 'locals' : undefined,
    };
  }

  /** @param {Container} container */
  keep(container) {
    const number = this.containers.size + 1;
    this.containers.set(number, container);
    return number;
  }

  /**
   * @param {number} reference
   * @returns {Promise<Value[]>}
   */
  async values(reference) {
    const container = this.containers.get(reference);
    if (!container) return [];
    if ('past' in container) return container.past;
    if ('cell' in container) return this.ask('variables');
    return 'frame' in container ? this.ask('values', { frame: container.frame }) : this.ask('members', { ref: container.ref });
  }

  /** @param {Value} value */
  told(value) {
    return {
      name: value.name, type: value.size ? `${value.type} (${value.size})` : value.type,
      value: value.changed ? `${value.text}  ← changed` : value.text, evaluateName: value.name.startsWith('[') ? undefined : value.name,
      variablesReference: value.ref ? this.keep({ ref: value.ref }) : 0,
      presentationHint: value.canSet ? undefined : { attributes: ['readOnly'] },
    };
  }

  /** @param {any} given */
  async evaluate({ expression, frameId, context }) {
    if (this.past) {
      const value = this.past.values.find((/** @type {Value} */ one) => one.name === expression.trim());
      if (!value) throw new Error('Of the past only the variables are kept: ask for one by its name.');
      return { result: value.text, type: value.type, variablesReference: 0 };
    }
    // A hover must not run what a reader has not asked to run.
    if (context === 'hover' && /[(=]|\+\+|--/.test(expression)) throw new Error('not evaluated while hovering');
    const value = await this.ask('evaluate', { code: expression, frame: frameId ?? 0 });
    return { result: value.text, type: value.type, variablesReference: value.ref ? this.keep({ ref: value.ref }) : 0 };
  }

  /**
   * A value as front ends show it.
   * @param {number} reference
   * @returns {Promise<{ data: Record<string, any> } | undefined>}
   */
  async show(reference) {
    const container = this.containers.get(reference);
    return container && 'ref' in container ? this.ask('show', { ref: container.ref }) : undefined;
  }

  /**
   * @param {string} event
   * @param {object} [body]
   */
  event(event, body) {
    this.send({ type: 'event', event, body });
  }

  /** @param {object} message */
  send(message) {
    this.sent.fire(/** @type {any} */ ({ seq: ++this.sequence, ...message }));
  }

  dispose() {
    this.finish().catch(() => {});
    this.sent.dispose();
  }
}

module.exports = { CellAdapter };
