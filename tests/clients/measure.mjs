// Measures an installed kernel through driver.mjs: process start to first result, trivial cells, memory after a notebook.
//   node measure.mjs KERNELSPEC [NOTEBOOK] [--starts 5] [--cells 50]
// KERNELSPEC is the folder that `kernel install` names. Figures are of this machine and its load at the moment, so each
// comes with the processor time that the kernel used.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true, options: { starts: { type: 'string', default: '5' }, cells: { type: 'string', default: '50' } },
});
const [spec, notebook] = positionals.map(path => resolve(path));
if (!spec) throw new Error('usage: node measure.mjs KERNELSPEC [NOTEBOOK] [--starts N] [--cells N]');
const folder = notebook ? dirname(notebook) : process.cwd();

// Opens a driver; the function it returns sends one command and waits for the answer.
function openDriver() {
  const driver = spawn(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), 'driver.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: driver.stdout })[Symbol.asyncIterator]();
  return async command => {
    driver.stdin.write(JSON.stringify(command) + '\n');
    const { error, result } = JSON.parse((await answers.next()).value);
    if (error) throw new Error(error);
    return result;
  };
}

const execute = (send, code) => send({ op: 'request', type: 'execute_request', timeout: 300000,
  content: { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true } });

// Processor time of the kernel so far, in milliseconds, and its memory, in megabytes.
async function consumption(send) {
  const { pid } = await send({ op: 'state' });
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = name => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
  return { processor: (Number(fields[11]) + Number(fields[12])) * 10, resident: megabytes('VmRSS'),
    anonymous: megabytes('RssAnon'), file: megabytes('RssFile'), peak: megabytes('VmHWM') };
}

const at = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.floor(share * (numbers.length - 1))];
const spread = (numbers, unit) => `median ${at(numbers, 0.5).toFixed(1)} ${unit}, least ${at(numbers, 0).toFixed(1)}, nine in ten under ${at(numbers, 0.9).toFixed(1)}`;

const infos = [], firsts = [], used = [];
let send;
for (let start = 0; start < Number(values.starts); start++) {
  if (send) await send({ op: 'stop' });
  send = openDriver();
  infos.push((await send({ op: 'start', spec, cwd: folder })).milliseconds);
  firsts.push((await execute(send, '1+1')).sinceStart);
  used.push((await consumption(send)).processor);
}
console.log(`${infos.length} starts`);
console.log(`  kernel_info answered: ${spread(infos, 'ms')}`);
console.log(`  first result:         ${spread(firsts, 'ms')}`);
console.log(`  processor time:       ${spread(used, 'ms')}`);

const trips = [];
for (let cell = 0; cell < 5; cell++) await execute(send, `${cell}+1`);
const before = (await consumption(send)).processor;
for (let cell = 0; cell < Number(values.cells); cell++) trips.push((await execute(send, `${cell}+1`)).milliseconds);
const after = await consumption(send);
console.log(`${trips.length} trivial cells, after six others`);
console.log(`  round trip:           ${spread(trips, 'ms')}`);
console.log(`  processor time:       ${((after.processor - before) / trips.length).toFixed(1)} ms a cell`);
report('memory then', after);

if (notebook) {
  await send({ op: 'stop' });
  send = openDriver();
  await send({ op: 'start', spec, cwd: folder });
  const cells = JSON.parse(readFileSync(notebook, 'utf8')).cells.filter(cell => cell.cell_type === 'code');
  const began = performance.now();
  for (const { source } of cells) {
    const { reply } = await execute(send, [].concat(source).join(''));
    if (reply?.status !== 'ok') throw new Error(`a cell failed: ${JSON.stringify(reply)}`);
  }
  const seconds = (performance.now() - began) / 1000;
  const then = await consumption(send);
  console.log(`${cells.length} cells of ${notebook} took ${seconds.toFixed(1)} s, processor time ${(then.processor / 1000).toFixed(1)} s`);
  report('memory after them', then);
  await new Promise(done => setTimeout(done, 3000));
  report('and 3 s later', await consumption(send));
}
await send({ op: 'stop' });

function report(when, { resident, anonymous, file, peak }) {
  console.log(`  ${when}: ${resident.toFixed(0)} MB resident (${anonymous.toFixed(0)} own, ${file.toFixed(0)} mapped files), at most ${peak.toFixed(0)}`);
}
