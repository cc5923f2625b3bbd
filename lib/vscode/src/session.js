// One process of the tool for one notebook, spoken to over a pipe: four bytes of length, then JSON. README.md lists the
// messages.
const crypto = require('node:crypto');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');
const vscode = require('vscode');
const { tool } = require('./tool');

const LAST_WORDS = 2000, LONGEST_START = 60_000, LARGEST_FRAME = 1 << 30;

/** @typedef {{ kind: string, [member: string]: any }} Message */

class Session {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    /** Cells with the text that ran here. @type {Map<string, string>} */
    this.ran = new Map();
    /** Why nothing runs here any more. @type {string | undefined} */
    this.dead = undefined;
    /** Answers a cell that asks for input. @type {(prompt: string, secret: boolean) => Thenable<string | undefined>} */
    this.ask = () => Promise.resolve(undefined);
    /** Where outputs go. @type {((message: Message) => void) | undefined} */
    this.onMessage = undefined;
    /** Told of stops, log points and breakpoints. @type {((message: Message) => void) | undefined} */
    this.onStep = undefined;
    this.words = '';
    this.questions = 0;
    /** @type {Map<number, { resolve(answer: any): void, reject(error: Error): void }>} */
    this.waiting = new Map();
    /** @type {Buffer[]} */
    this.parts = [];
    this.bytes = 0;
    this.ready = this.start();
    this.ready.catch(() => {});
  }

  /** @returns {Promise<void>} */
  start() {
    return new Promise((resolve, reject) => {
      const name = 'lemmata-' + crypto.randomBytes(8).toString('hex');
      const address = process.platform === 'win32' ? '\\\\.\\pipe\\' + name : path.join(os.tmpdir(), 'CoreFxPipe_' + name);
      const server = net.createServer(socket => {
        server.close();
        this.socket = socket;
        socket.on('data', data => this.read(data));
        socket.on('error', () => {});
      });
      const patience = setTimeout(() => this.end('The session did not start within a minute.'), LONGEST_START);
      this.resolve = () => { clearTimeout(patience); resolve(); };
      this.reject = (/** @type {Error} */ error) => { clearTimeout(patience); server.close(); reject(error); };
      server.on('error', error => this.end(`No pipe could be made at ${address}: ${error.message}`));
      server.listen(address, () => {
        try {
          const { program, first } = tool(this.folder);
          const limit = String(vscode.workspace.getConfiguration('lemmata').get('textLimit', 1000000));
          this.process = spawn(program, [...first, 'session', name, this.folder, limit, '--asks'],
            { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
          this.process.stderr?.on('data', data => { this.words = (this.words + data).slice(0, LAST_WORDS); });
          this.process.on('error', error => this.end(`${program} could not be started: ${error.message}`));
          this.process.on('exit', (code, signal) => this.end(this.lastWords(code, signal)));
        } catch (error) {
          this.end(error instanceof Error ? error.message : String(error));
        }
      });
    });
  }

  /**
   * @param {number | null} code
   * @param {string | null} signal
   */
  lastWords(code, signal) {
    const words = this.words.trim();
    const why = words.includes('Stack overflow') ? 'stack overflow: a function calls itself without end'
      : /out of memory/i.test(words) ? 'the process ran out of memory'
      : words.includes('must install') || words.includes('framework') && words.includes('not found')
        ? 'the .NET runtime that it needs is not installed; install the .NET SDK 10'
        : signal ? `the process was ended by ${signal}` : `the process ended with status ${code}`
          + (words ? `: ${words.split('\n')[0].trim()}` : '');
    return `The session has ended (${why}). Its variables are gone; run the cells above again to go on.`;
  }

  /** @param {string} why */
  end(why) {
    if (this.dead) return;
    this.dead = why;
    this.process?.kill('SIGKILL');
    this.socket?.destroy();
    this.reject?.(new Error(why));
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
    this.onMessage?.({ kind: 'dead', why });
  }

  /** Ends the process without a word. */
  dispose() {
    this.end('The session was ended.');
  }

  /** @param {Buffer} data */
  read(data) {
    this.parts.push(data);
    this.bytes += data.length;
    while (this.bytes >= 4) {
      // A large figure arrives in many parts, which are joined once it is whole.
      if (this.parts[0].length < 4) this.parts = [Buffer.concat(this.parts)];
      const length = this.parts[0].readInt32LE(0);
      if (length < 0 || length > LARGEST_FRAME) { this.end('The session sent what is no message.'); return; }
      if (this.bytes < 4 + length) return;
      const all = Buffer.concat(this.parts);
      this.parts = [all.subarray(4 + length)];
      this.bytes = all.length - 4 - length;
      this.receive(JSON.parse(all.toString('utf8', 4, 4 + length)));
    }
  }

  /** @param {Message} message */
  async receive(message) {
    switch (message.kind) {
      case 'ready': this.resolve?.(); break;
      case 'answer': {
        const asked = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.error) asked?.reject(new Error(message.error)); else asked?.resolve(message.answer);
        break;
      }
      case 'ask': this.send({ kind: 'input', text: await this.ask(message.prompt, message.secret) ?? null }); break;
      case 'stopped': case 'log': case 'bound': this.onStep?.(message); break;
      default: this.onMessage?.(message);
    }
  }

  /** @param {Message} message */
  send(message) {
    if (this.dead || !this.socket) return;
    const text = Buffer.from(JSON.stringify(message)), header = Buffer.alloc(4);
    header.writeInt32LE(text.length);
    this.socket.write(Buffer.concat([header, text]));
  }

  /**
   * Runs a cell; its outputs go to `on` one after another.
   * @param {number} cell
   * @param {string} code
   * @param {(message: Message) => void} on
   * @param {object} [more] how it is stepped through
   * @returns {Promise<Message>} how it ended
   */
  async execute(cell, code, on, more = {}) {
    await this.ready;
    return new Promise(resolve => {
      this.onMessage = message => {
        if (message.kind !== 'done' && message.kind !== 'dead') { on(message); return; }
        this.onMessage = late => late.kind === 'update' && on(late);
        resolve(message);
      };
      this.send({ kind: 'execute', cell, code, label: `Cell ${cell + 1}`, ...more });
    });
  }

  /** Stops the running cell; its variables stay. */
  interrupt() {
    this.send({ kind: 'interrupt' });
  }

  /**
   * Asks about a cell; a cell may run meanwhile.
   * @param {string} what
   * @param {object} question
   * @returns {Promise<any>}
   */
  async question(what, question) {
    await this.ready;
    const id = ++this.questions;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ kind: 'question', id, what, ...question });
    });
  }
}

module.exports = { Session };
