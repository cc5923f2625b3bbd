// Drives a kernel with real Jupyter client packages: ZeroMQ sockets of zeromq, messages of @nteract/messaging, and,
// for "labStart", the KernelConnection of @jupyterlab/services, which is what VS Code's Jupyter extension uses.
// Reads one JSON command a line on standard input and answers each with one JSON line. The kernel gets an empty PATH.
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import zmq from 'zeromq';
import { createMessage } from '@nteract/messaging';

const require = createRequire(import.meta.url);
console.log = console.info = console.debug = console.warn = console.error; // standard output carries answers alone
const delimiter = '<IDS|MSG>';
const key = randomUUID();
const channels = ['shell', 'control', 'stdin', 'iopub'];
let kernel, connection, connectionPath, sockets = {}, listeners = new Set(), inputAnswer = '';
let exited = null, errors = '', startedAt = 0;

const freePort = () => new Promise(done => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

function frames(message, withKey = key) {
  const parts = [message.header, message.parent_header ?? {}, message.metadata ?? {}, message.content]
    .map(part => JSON.stringify(part));
  const hmac = createHmac('sha256', withKey);
  for (const part of parts) hmac.update(part);
  return [delimiter, hmac.digest('hex'), ...parts];
}

function parse(raw) {
  const at = raw.findIndex(frame => frame.toString() === delimiter);
  const [header, parent_header, metadata, content] = raw.slice(at + 2, at + 6).map(frame => JSON.parse(frame.toString()));
  const hmac = createHmac('sha256', key);
  for (const frame of raw.slice(at + 2, at + 6)) hmac.update(frame);
  if (hmac.digest('hex') !== raw[at + 1].toString()) throw new Error('the kernel signed a message wrongly');
  return { header, parent_header, metadata, content };
}

async function listen(channel) {
  for await (const raw of sockets[channel]) {
    const message = parse(raw);
    if (channel === 'stdin' && message.header.msg_type === 'input_request') {
      const reply = createMessage('input_reply', { parent_header: message.header, content: { value: inputAnswer, status: 'ok' } });
      await sockets.stdin.send(frames(reply));
    }
    for (const listener of [...listeners]) listener(channel, message);
  }
}

async function start({ spec, cwd, environment = {} }) {
  const ports = await Promise.all([1, 2, 3, 4, 5].map(freePort));
  connection = { ip: '127.0.0.1', transport: 'tcp', key, signature_scheme: 'hmac-sha256', kernel_name: 'lemmata',
    shell_port: ports[0], control_port: ports[1], stdin_port: ports[2], iopub_port: ports[3], hb_port: ports[4] };
  connectionPath = join(mkdtempSync(join(tmpdir(), 'lemmata kernel ')), 'connection file.json');
  writeFileSync(connectionPath, JSON.stringify(connection));
  process.on('exit', () => rmSync(dirname(connectionPath), { recursive: true, force: true }));
  const began = Date.now();
  startedAt = performance.now();
  spawnKernel(spec, cwd, environment);
  const routingId = randomUUID();
  for (const channel of channels) {
    const socket = channel === 'iopub' ? new zmq.Subscriber() : new zmq.Dealer({ routingId });
    socket.connect(`tcp://127.0.0.1:${connection[`${channel}_port`]}`);
    if (channel === 'iopub') socket.subscribe('');
    sockets[channel] = socket;
    listen(channel).catch(() => {});
  }
  sockets.heartbeat = new zmq.Request();
  sockets.heartbeat.connect(`tcp://127.0.0.1:${connection.hb_port}`);
  // A subscription may arrive after the first answers: ask again until an answer comes with its idle status.
  const asked = [];
  for (;;) {
    asked.push(request({ type: 'kernel_info_request', content: {} }));
    const answer = await Promise.race([...asked, new Promise(done => setTimeout(done, 100))]);
    if (answer?.reply && answer.idle) return { info: answer.reply, milliseconds: Date.now() - began };
    if (exited !== null || Date.now() - began > 60000) throw new Error(`no answer from the kernel (exit ${exited}): ${errors}`);
  }
}

function spawnKernel(spec, cwd, environment) {
  const argv = JSON.parse(readFileSync(join(spec, 'kernel.json'), 'utf8')).argv
    .map(argument => argument.replace('{connection_file}', connectionPath));
  exited = null;
  kernel = spawn(argv[0], argv.slice(1), { cwd, env: { HOME: process.env.HOME, PATH: '', ...environment } });
  kernel.stderr.on('data', data => { errors += data; });
  kernel.stdout.resume();
  kernel.on('exit', (code, signal) => { exited = signal ?? code; });
}

// Sends a request and gathers its reply and everything on iopub until the kernel is idle again.
function request({ channel = 'shell', type, content, timeout = 60000, parent, waitIdle = true }) {
  const message = createMessage(type, { content });
  const result = { reply: null, idle: false, iopub: [], other: [] };
  const began = performance.now();
  const answered = new Promise(resolve => {
    const finish = () => {
      clearTimeout(timer);
      listeners.delete(listener);
      result.milliseconds = performance.now() - began;
      result.sinceStart = performance.now() - startedAt;
      resolve(result);
    };
    const timer = setTimeout(finish, timeout);
    const listener = (from, answer) => {
      if (answer.parent_header.msg_id !== message.header.msg_id) return;
      if (from === channel) result.reply = answer.content, result.replyType = answer.header.msg_type;
      else if (from === 'iopub') {
        const { msg_type } = answer.header;
        if (msg_type === 'status') result.idle ||= answer.content.execution_state === 'idle';
        else result.iopub.push({ type: msg_type, content: answer.content, at: performance.now() - began });
      } else result.other.push({ channel: from, type: answer.header.msg_type, content: answer.content });
      if (result.reply && (result.idle || !waitIdle)) finish();
    };
    listeners.add(listener);
    sockets[channel].send(frames(message));
  });
  return Object.assign(answered, { soFar: result });
}

const pending = new Map();
const operations = {
  start,
  request,
  begin(command) { pending.set(command.handle, request(command)); return {}; },
  finish: ({ handle }) => pending.get(handle),
  async published({ handle, count }) {
    while (pending.get(handle).soFar.iopub.length < count) await new Promise(done => setTimeout(done, 50));
    return {};
  },
  sleep: ({ milliseconds }) => new Promise(done => setTimeout(() => done({}), milliseconds)),
  answerInput({ value }) { inputAnswer = value; return {}; },
  async raw({ channel, parts, wrongKey, message }) {
    await sockets[channel].send(message ? frames(message, wrongKey ? 'wrong' : key) : parts.map(part => Buffer.from(part, 'base64')));
    return {};
  },
  async heartbeat() {
    await sockets.heartbeat.send('still there?');
    const [echo] = await sockets.heartbeat.receive();
    return { echo: echo.toString() };
  },
  silentSubscriber() {
    const socket = new zmq.Subscriber({ receiveHighWaterMark: 1 });
    socket.connect(`tcp://127.0.0.1:${connection.iopub_port}`);
    socket.subscribe('');
    sockets.silent = socket;
    return {};
  },
  state: () => ({ exited, errors, connection, connectionPath, pid: kernel?.pid,
    residentKilobytes: exited === null && kernel ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${kernel.pid}/status`, 'utf8'))?.[1] ?? 0) : 0 }),
  restart({ spec, cwd, environment = {} }) { kernel.kill('SIGKILL'); spawnKernel(spec, cwd, environment); return {}; },
  async labStart() { return labStart(); },
  async labExecute({ code }) {
    const future = lab.requestExecute({ code });
    const iopub = [];
    future.onIOPub = message => { if (message.header.msg_type !== 'status') iopub.push({ type: message.header.msg_type, content: message.content }); };
    const reply = await future.done;
    return { reply: reply.content, iopub };
  },
  async stop() {
    for (const socket of Object.values(sockets)) socket.close();
    kernel?.kill('SIGKILL');
    return {};
  },
};

// @jupyterlab/services over raw sockets: a WebSocket whose messages go to the kernel's ZeroMQ sockets.
let lab;
async function labStart() {
  const { KernelConnection, ServerConnection } = require('@jupyterlab/services');
  const { serialize, deserialize } = require('@jupyterlab/services/lib/kernel/serialize');
  const identity = randomUUID();
  const raw = Object.fromEntries(channels.map(channel => [channel,
    channel === 'iopub' ? new zmq.Subscriber() : new zmq.Dealer({ routingId: identity })]));
  class RawSocket {
    constructor(url) {
      Object.assign(this, { url, protocol: '', readyState: 0, onopen: null, onmessage: null, onclose: null });
      for (const channel of channels) {
        raw[channel].connect(`tcp://127.0.0.1:${connection[`${channel}_port`]}`);
        if (channel === 'iopub') raw.iopub.subscribe('');
        sockets[`lab ${channel}`] = raw[channel];
        (async () => {
          for await (const parts of raw[channel]) this.onmessage?.({ data: serialize({ ...parse(parts), channel, buffers: [] }, '') });
        })().catch(() => {});
      }
      setTimeout(() => { this.readyState = 1; this.onopen?.({}); }, 300);
    }
    send(data) { const message = deserialize(data, ''); raw[message.channel].send(frames(message)); }
    close() { this.readyState = 3; this.onclose?.({}); }
  }
  const serverSettings = ServerConnection.makeSettings({ WebSocket: RawSocket, wsUrl: 'ws://raw/', baseUrl: 'http://raw/' });
  lab = new KernelConnection({ model: { id: randomUUID(), name: 'lemmata' }, serverSettings, handleComms: false });
  const info = await lab.info;
  return { info };
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { result: await operations[command.op](command) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
  if (command.op === 'stop') process.exit(0);
}

// Whoever drove has gone: nothing stays behind.
kernel?.kill('SIGKILL');
process.exit(0);
