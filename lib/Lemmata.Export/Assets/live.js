// Pages that recompute: a reader moves a parameter, and the cells that depend on it run in a worker of the browser.
// Nothing is loaded before that, and the page reads in full without this file.
(() => {
'use strict';
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, properties = {}, ...children) => {
  const { dataset, ...plain } = properties, element = Object.assign(document.createElement(name), plain);
  Object.assign(element.dataset, dataset);
  element.append(...children);
  return element;
};

const bytesOf = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
const unpack = text => new Response(new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();

// A pack stands in the page, or beside it as a sheet of style: a page on disk may read no other files.
const pack = id => {
  const inline = document.getElementById(id);
  if (inline) return Promise.resolve(inline.textContent);
  // In a tree of its own, so that the page's style is not worked out anew.
  const host = make('span', { hidden: true }), tree = host.attachShadow({ mode: 'closed' });
  const holder = make('i', { id }), sheet = make('link', { rel: 'stylesheet', href: `assets/${id}.css` });
  document.body.append(host);
  tree.append(holder);
  return new Promise((resolve, reject) => {
    const leave = () => host.remove();
    sheet.onerror = () => { leave(); reject(new Error(`assets/${id}.css is not beside this page`)); };
    sheet.onload = () => {
      const style = getComputedStyle(holder), parts = [];
      for (let i = 0, part; (part = style.getPropertyValue(i ? `--data-${i}` : '--data').trim().slice(1, -1)); i++) parts.push(part);
      leave();
      resolve(parts.join(''));
    };
    tree.append(sheet);
  });
};

// The runtime needs instructions for 128 bits at a time; a tiny module that uses one says whether they are there.
const hasSimd = () => {
  try {
    return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]));
  } catch { return false; }
};

addEventListener('DOMContentLoaded', async () => {
  const holder = $('#live-data');
  if (!holder || typeof DecompressionStream === 'undefined') return;
  const live = JSON.parse(await unpack(holder.textContent));
  live.cells = live.cells.map(cell => cell && { ...cell, marks: cell.marks.map(marks => JSON.stringify(marks)) });
  start(live);
});

function start(live) {
  const names = live.parameters.map(parameter => parameter.name);
  const stored = Object.fromEntries(live.parameters.map(({ name, value }) => [name, value]));
  const number = cell => $(`[data-begin="${cell}"]`)?.dataset.count ?? cell + 1;
  let values = { ...stored }, worker = null, calls = new Map(), running = false, asked = null, at = -1;
  const ran = new Set(), failed = new Map(), checks = live.cells.map(cell => cell?.checks ?? []);

  // ── What depends on what ──
  const key = ([cell, name]) => cell + ' ' + name;
  const changers = new Map();
  for (const cell of live.cells) for (const name of cell?.changes ?? []) {
    if (name[0] !== cell.cell) changers.set(key(name), [...changers.get(key(name)) ?? [], cell.cell]);
  }
  /** The cells to run again when variables of the parameters cell got other values, in order. */
  const affected = changed => {
    const again = new Set([live.setter]);
    for (const cell of live.cells) {
      if (cell?.uses.some(([from, name]) => from === live.setter && (changed.has(name) || !names.includes(name)))) again.add(cell.cell);
    }
    return closed(again, live.setter);
  };
  // Whatever has a state of its own begins anew with its cell, for all that use it.
  const closed = (again, origin) => {
    for (let size = -1; size !== again.size;) {
      size = again.size;
      for (const cell of live.cells) {
        if (!cell) continue;
        if (again.has(cell.cell)) {
          for (const name of cell.changes) if (name[0] !== origin) again.add(name[0]);
          for (const name of cell.uses) if (changers.has(key(name)) && name[0] !== origin) again.add(name[0]);
        } else if (cell.uses.some(([from]) => again.has(from) && from !== origin)) {
          again.add(cell.cell);
        }
      }
    }
    return again;
  };
  /** Those and what they need that has not run in this worker yet. */
  const withNeeds = wanted => {
    const all = new Set(wanted);
    for (let size = -1; size !== all.size;) {
      size = all.size;
      for (const one of [...all]) {
        for (const name of live.cells[one].uses) {
          if (!ran.has(name[0])) all.add(name[0]);
          for (const other of changers.get(key(name)) ?? []) if (other < one && !ran.has(other)) all.add(other);
        }
      }
    }
    // What opens namespaces and assemblies comes before everything.
    for (const cell of live.cells) if (cell && cell.opens && !ran.has(cell.cell)) all.add(cell.cell);
    return [...all].filter(cell => live.cells[cell]).sort((a, b) => a - b);
  };

  // ── The panel ──
  const status = make('p', { className: 'live-status' });
  status.setAttribute('role', 'status');
  const say = text => { status.textContent = text; };
  const button = (text, act) => { const made = make('button', { type: 'button', textContent: text }); made.addEventListener('click', act); return made; };
  const runAll = button('Run all', () => {
    if (running) { say('The page is computing already; Stop ends it.'); return; }
    request(live.cells.filter(Boolean).map(cell => cell.cell), true);
  });
  const stop = button('Stop', () => { if (running) halt(`Stopped in cell ${number(at)}; the stored results are back.`); });
  const reset = button('Reset', () => { halt('The stored results are back.'); });
  stop.disabled = reset.disabled = true;
  const controls = new Map(live.parameters.map(parameter => [parameter.name, control(parameter, text => moved(parameter, text))]));
  const panel = make('section', { className: 'live-panel wide' },
    make('p', { className: 'live-lead' }, make('b', { textContent: 'Compute this page again' }),
      names.length ? ' Move a parameter, or run all cells as they are.' : ' All cells run as they are.'),
    ...[...controls.values()].map(one => one.row), make('p', { className: 'live-buttons' }, runAll, stop, reset), status);
  panel.setAttribute('aria-label', 'Compute this page again');
  const place = $(`[data-end="${live.setter}"]`) ?? $('article .cell');
  if (!place) return;
  if (place.matches('.cell')) place.before(panel); else place.after(panel);

  function moved(parameter, text) {
    const wrong = refusal(parameter, text);
    controls.get(parameter.name).invalid(wrong);
    if (wrong) {
      say(`${parameter.name} = ${text} is outside its domain: ${wrong}. Nothing was computed.`);
      return;
    }
    if (values[parameter.name] === text) return;
    values = { ...values, [parameter.name]: text };
    address();
    request([...affected(new Set([parameter.name]))], false);
  }

  // The address carries the values, so that a page can be handed on as it is.
  function address() {
    const state = new URLSearchParams(location.search);
    for (const name of names) { if (values[name] === stored[name]) state.delete('live-' + name); else state.set('live-' + name, values[name]); }
    try { history.replaceState(null, '', location.pathname + (state.size ? '?' + state : '') + location.hash); } catch { /* some browsers refuse on disk */ }
  }
  // One request at a time; what comes while cells run waits for the cell to end, and is then part of the next.
  function request(cells, all) {
    for (const cell of cells) stale(cell, true);
    if (running) {
      asked = new Set([...asked ?? [], ...cells]);
      say('Another value is waiting for the cell that runs; Stop ends it.');
      return;
    }
    compute(cells, all);
  }

  async function compute(cells, all) {
    running = true;
    stop.disabled = reset.disabled = false;
    runAll.setAttribute('aria-disabled', 'true');
    const began = performance.now();
    try {
      if (!worker) await boot();
      const mine = worker, booted = performance.now();
      const wrong = await call('set', live.parameters.flatMap(({ name, type }) => [name, type, values[name]]));
      if (wrong) throw new Error(`${wrong} = ${values[wrong]} is no value of its type`);
      const order = all ? cells : withNeeds(cells), left = new Set();
      for (const [i, cell] of order.entries()) {
        at = cell;
        if (live.cells[cell].uses.some(([from]) => failed.has(from) || left.has(from))) { left.add(cell); continue; }
        say(`Computing cell ${number(cell)}, ${i + 1} of ${order.length} …`);
        const result = await call('run', cell, live.cells[cell].piece);
        if (worker !== mine) return;
        ran.add(cell);
        if (result.error) failed.set(cell, result.error); else failed.delete(cell);
        await took(cell, result);
        if (asked) { const rest = new Set([...order.slice(i + 1), ...asked]); asked = null; running = false; await compute([...rest].sort((a, b) => a - b), false); return; }
      }
      panel.dataset.seconds = ((performance.now() - began) / 1000).toFixed(2);
      panel.dataset.boot = ((booted - began) / 1000).toFixed(2);
      finished(order, left, began);
    } catch (error) {
      if (error !== ended) halt(sentence(error));
    } finally {
      if (!asked) { running = false; stop.disabled = true; runAll.removeAttribute('aria-disabled'); }
    }
  }

  const sentence = error => /memory|RangeError/i.test(error.message)
    ? 'The browser has no more memory for this; the stored results are back.'
    : `This page could not compute here: ${error.message}. The stored results are back.`;

  const left = () => live.kept.length ? ` Cells ${live.kept.map(number).join(', ')} stay as stored: a browser has not what they use.` : '';

  function finished(order, skipped, began) {
    verdicts();
    const seconds = ((performance.now() - began) / 1000).toFixed(1), touched = names.some(name => values[name] !== stored[name]);
    panel.dataset.state = failed.size ? 'failed' : 'done';
    if (failed.size) {
      const [[cell, error]] = failed;
      say(`Cell ${number(cell)} failed${error.line ? ` in line ${error.line}` : ''}: ${error.message}${skipped.size ? ` ${skipped.size} cells that need it were not run.` : ''} Reset brings the stored results back.`);
      return;
    }
    const differs = order.filter(cell => different.has(cell));
    if (!touched && !differs.length) {
      const count = order.reduce((sum, cell) => sum + live.cells[cell].marks.length, 0);
      say(`Identical to the stored results: ${order.length} cells, ${count} outputs, ${seconds} s.${left()}`);
    } else if (!touched) {
      const text = differs.map(cell => `cell ${number(cell)} (${[...different.get(cell)].map(kind => kind + (apart.has(cell) ? `, by ${apart.get(cell)} of its range` : '')).join(', ')})`);
      say(`Differs from the stored results in ${text.join('; ')}. ${order.length} cells, ${seconds} s.${left()}`);
    } else {
      say(`Computed ${order.length} cells in ${seconds} s; ${differs.length} show other results than the stored ones.`);
    }
  }

  // ── The worker ──
  const ended = new Error('ended');
  async function boot() {
    if (!hasSimd()) throw new Error('it needs a browser of 2023 or newer, with WebAssembly SIMD');
    say('Loading what computes …');
    const url = URL.createObjectURL(new Blob([lemmataWorker], { type: 'text/javascript' }));
    let made;
    try { made = new Worker(url); } catch { throw new Error('the browser or a policy forbids workers here'); }
    worker = made;
    made.onmessage = ({ data }) => {
      if (worker !== made) return;
      if ('written' in data) { say(`Cell ${number(data.written)}: ${data.text.trim().split('\n').pop().slice(0, 120)}`); return; }
      const waiting = calls.get(data.id);
      calls.delete(data.id);
      if ('error' in data) waiting?.[1](new Error(data.error)); else waiting?.[0](data.value);
    };
    made.onerror = event => { event.preventDefault?.(); for (const [, no] of calls.values()) no(new Error(event.message || 'the browser or a policy forbids workers here')); };
    const packs = [];
    const runtime = await pack(live.runtime);
    for (const id of live.packs) packs.push(await pack(id));
    if (worker !== made) throw ended;
    await call('boot', runtime, packs, live.count);
    URL.revokeObjectURL(url);
  }
  let calling = 0;
  const call = (what, ...args) => new Promise((yes, no) => {
    calls.set(++calling, [yes, no]);
    worker.postMessage({ id: calling, what, args });
  });
  function halt(text) {
    worker?.terminate();
    worker = null;
    for (const [, no] of calls.values()) no(ended);
    calls = new Map();
    ran.clear();
    failed.clear();
    asked = null;
    running = false;
    values = { ...stored };
    address();
    for (const [name, one] of controls) { one.show(stored[name]); one.invalid(''); }
    for (const cell of live.cells) if (cell) { restore(cell.cell); stale(cell.cell, false); checks[cell.cell] = cell.checks; }
    verdicts();
    stop.disabled = reset.disabled = true;
    runAll.removeAttribute('aria-disabled');
    panel.dataset.state = 'stored';
    say(text);
  }

  // ── What stands on the page ──
  const swapped = new Map(), different = new Map(), apart = new Map();
  const between = cell => {
    const found = [], begin = $(`[data-begin="${cell}"]`);
    for (let node = begin?.nextElementSibling; node && node.dataset.end !== String(cell); node = node.nextElementSibling) {
      if (node !== panel) found.push(node);
    }
    return found;
  };
  function stale(cell, is) {
    for (const node of between(cell)) node.classList.toggle('live-stale', is);
  }
  function restore(cell) {
    for (const [old, now] of swapped.get(cell) ?? []) { if (now) { now.replaceWith(old); } else { old.hidden = false; } }
    for (const node of between(cell)) if (node.classList.contains('live-added')) node.remove();
    swapped.delete(cell);
    different.delete(cell);
  }

  async function took(cell, result) {
    restore(cell);
    stale(cell, false);
    const { marks } = live.cells[cell], fresh = result.marks.map(one => JSON.stringify(one));
    checks[cell] = result.outputs.map(output => output.data?.['application/vnd.lemmata.check+json']).filter(Boolean);
    if (fresh.length === marks.length && fresh.every((mark, i) => mark === marks[i])) return;
    const kinds = new Set();
    for (let i = 0; i < Math.max(fresh.length, marks.length); i++) {
      const [was, now] = [JSON.parse(marks[i] ?? '{}'), JSON.parse(fresh[i] ?? '{}')];
      for (const kind of new Set([...Object.keys(was), ...Object.keys(now)])) if (was[kind] !== now[kind]) kinds.add(kind);
    }
    different.set(cell, kinds);
    apart.delete(cell);
    const plots = [], pairs = [], slots = between(cell).filter(node => !node.matches('.erratum'));
    const paired = slots.length === result.outputs.length;
    const last = slots.at(-1) ?? $(`[data-begin="${cell}"]`), added = [];
    result.outputs.forEach((output, i) => {
      if (paired && fresh[i] === marks[i]) return;
      const old = paired ? slots[i] : undefined;
      if (old && output.data?.['application/vnd.lemmata.claims+json']) return;
      const now = shown(output, old);
      if (!now) return;
      if (kinds.size === 1 && output.data?.[PLOTLY]) plots.push([old, output.data[PLOTLY]]);
      now.classList.add('live-new');
      if (old) { old.replaceWith(now); pairs.push([old, now]); } else { now.classList.add('live-added'); added.push(now); }
    });
    if (!paired) {
      last.after(...added);
      for (const node of slots) if (!node.matches('.claims, .summary')) { node.hidden = true; pairs.push([node, null]); }
    }
    swapped.set(cell, pairs);
    for (const [old, plot] of plots) {
      const packed = old && $('script.plot-data', old)?.textContent;
      const far = packed ? deviation(JSON.parse(await unpack(packed)).data, plot.data) : null;
      if (far !== null && !(Number(apart.get(cell)) > far)) apart.set(cell, far.toExponential(0));
    }
  }

  // Verdicts follow the checks as they stand now, stored or computed again, by the rule of the sheet.
  function verdicts() {
    for (const note of $$('.live-verdict')) note.remove();
    for (const claim of live.claims) {
      const row = document.getElementById(claim.anchor)?.children[1];
      if (!row) continue;
      const broken = [...failed.values()].find(error => error.message.startsWith(claim.full + ','));
      const mine = checks.flat().filter(check => check.claim === claim.full && check.kind !== 'control');
      const verdict = broken || !mine.length || mine.some(check => check.outcome !== 'held') ? 'open'
        : mine.some(check => check.verdict === 'fails') ? 'fails' : mine.some(check => check.verdict === 'corrected') ? 'corrected' : 'holds';
      const was = claim.verdict, again = live.cells.some(cell => cell && ran.has(cell.cell) && (checks[cell.cell].some(check => check.claim === claim.full)));
      const text = broken ? `does not come out: ${broken.message.slice(claim.full.length + 2)}`
        : again ? (verdict === was ? 'recomputed: the same' : `recomputed: ${verdict}`) : '';
      if (text) row.append(make('p', { className: 'live-verdict' + (broken || verdict !== was ? ' live-broken' : ''), textContent: text }));
    }
  }

  const given = live.parameters.filter(parameter => {
    const text = new URLSearchParams(location.search).get('live-' + parameter.name);
    if (text === null || text === stored[parameter.name] || refusal(parameter, text)) return false;
    values[parameter.name] = text;
    controls.get(parameter.name).show(text);
    return true;
  });
  if (given.length) {
    for (const cell of affected(new Set(given.map(({ name }) => name)))) stale(cell, true);
    reset.disabled = false;
    say(`The address sets ${given.map(({ name }) => `${name} = ${values[name]}`).join(', ')}; Run all computes with that. Shown are the stored results.`);
  }
}

// How far two figures are apart, as a share of their largest number; null where more than numbers differs.
const PLOTLY = 'application/vnd.plotly.v1+json', NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;
function deviation(was, now) {
  const sorted = value => JSON.stringify(value, (_, inner) => inner && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner);
  const [old, fresh] = [sorted(was), sorted(now)];
  if (old.replace(NUMBER, '0') !== fresh.replace(NUMBER, '0')) return null;
  const [a, b] = [old, fresh].map(text => text.match(NUMBER)?.map(Number) ?? []);
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest ? a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0) / largest : null;
}

/** A control of a parameter: what it says goes to `change`. */
function control(parameter, change) {
  const { name, type, note, value, min, max, step, choices } = parameter, id = 'live-' + name;
  const whole = /int|long|short|byte/.test(type), inputs = [];
  const add = (tag, properties, attributes = {}) => {
    const input = make(tag, properties);
    for (const [key, text] of Object.entries(attributes)) if (text !== undefined) input.setAttribute(key, text);
    inputs.push(input);
    return input;
  };
  let read = input => input.value.trim();
  if (type === 'bool') {
    add('input', { type: 'checkbox', id });
    read = input => String(input.checked);
  } else if (choices) {
    add('select', { id }).append(...choices.map(choice => make('option', { value: choice, textContent: choice })));
  } else if (type === 'string') {
    add('input', { type: 'text', id });
  } else {
    add('input', { type: 'text', inputMode: whole ? 'numeric' : 'decimal', id, autocomplete: 'off' });
    if (min !== undefined && max !== undefined) {
      add('input', { type: 'range' }, { min, max, step: step ?? (whole ? 1 : 'any'), 'aria-label': name });
    }
  }
  const show = text => { for (const input of inputs) if (input.type === 'checkbox') input.checked = text === 'true'; else input.value = text; };
  show(value);
  const hint = make('small', { id: id + '-note', textContent: note });
  inputs[0].setAttribute('aria-describedby', hint.id);
  for (const input of inputs) {
    input.addEventListener('change', () => { const text = read(input); show(text); change(text); });
    if (input.type === 'range') input.addEventListener('input', () => { inputs[0].value = input.value; });
  }
  return {
    row: make('p', { className: 'live-control' }, make('label', { htmlFor: id, textContent: name }), ...inputs, hint),
    show,
    invalid: wrong => { if (wrong) inputs[0].setAttribute('aria-invalid', 'true'); else inputs[0].removeAttribute('aria-invalid'); },
  };
}

/** Why a text is no value of a parameter; empty where it is one. */
function refusal({ type, min, max, open, choices }, text) {
  if (choices && !choices.includes(text)) return `it is one of ${choices.join(', ')}`;
  if (type === 'bool' || type === 'string') return '';
  const whole = /int|long|short|byte/.test(type);
  if (!(whole ? /^[-+]?\d+$/ : /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i).test(text)) return whole ? 'it is a whole number' : 'it is a number';
  if (whole && /^u|byte/.test(type) && text.startsWith('-')) return 'it is at least 0';
  const value = Number(text);
  if (min !== undefined && (value < Number(min) || open && value === Number(min))) return open ? `it is above ${min}` : `it is at least ${min}`;
  if (max !== undefined && value > Number(max)) return `it is at most ${max}`;
  return whole && Math.abs(value) > 2147483647 && /^(int|uint)$/.test(type) ? 'the number is too large' : '';
}

// ── Outputs as the page shows them ──
function shown(output, old) {
  if (output.output_type === 'stream') return make('div', { className: 'out wide' }, make('pre', { textContent: joined(output.text) }));
  if (output.output_type === 'error') {
    return make('div', { className: 'out error wide' },
      make('p', {}, make('strong', { textContent: 'This cell failed: ' + output.ename })),
      make('pre', { textContent: output.traceback.join('\n') }));
  }
  const { data } = output, figure = Object.keys(data).find(type => type.startsWith('application/vnd.lemmata.') && type.includes('figure'));
  const plot = data['application/vnd.plotly.v1+json'];
  if (figure || plot) return chart(figure ? data[figure] : {}, plot, data['image/svg+xml'], old);
  if (data['application/vnd.lemmata.check+json']) {
    const row = make('div', { className: 'evidence wide' });
    if (old?.id) row.id = old.id;
    row.append(...clean(joined(data['text/html'])));
    return row;
  }
  if (data['application/vnd.lemmata.claims+json']) return null;
  if (data['text/html']) return make('div', { className: 'out html wide' }, ...clean(joined(data['text/html'])));
  if (data['image/svg+xml']) return make('p', { className: 'out image' }, ...drawn(joined(data['image/svg+xml']), 'n'));
  if (data['image/png']) return make('p', { className: 'out image' }, make('img', { alt: joined(data['text/plain'] ?? 'Image output of this cell'), src: 'data:image/png;base64,' + joined(data['image/png']).replace(/[^A-Za-z0-9+/=]/g, '') }));
  return make('div', { className: 'out wide' }, make('pre', { textContent: joined(data['text/plain'] ?? '') }));
}
const joined = text => Array.isArray(text) ? text.join('') : String(text ?? '');

// Markup of a cell is read as a document in which nothing runs, and only what is on the list comes into the page.
const TAGS = new Set('a abbr b br caption code col colgroup dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var svg g path line polyline polygon rect circle ellipse text tspan title desc defs clippath lineargradient stop marker use symbol'.split(' '));
const ATTRIBUTES = /^(class|title|lang|dir|role|scope|colspan|rowspan|open|aria-[a-z]+|id|href|d|x|y|dx|dy|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|points|viewbox|transform|fill|fill-opacity|fill-rule|stroke|stroke-[a-z]+|opacity|font-[a-z]+|text-anchor|dominant-baseline|clip-path|offset|stop-color|stop-opacity|preserveaspectratio|visibility|data-f|marker-(start|mid|end)|refx|refy|orient|markerwidth|markerheight|markerunits|gradientunits|xmlns)$/i;
function copied(node, prefix) {
  if (node.nodeType === 3) return document.createTextNode(node.data);
  if (node.nodeType !== 1 || !TAGS.has(node.localName.toLowerCase())) return null;
  const made = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) {
    if (!ATTRIBUTES.test(name) || /url\((?!["']?#)/i.test(value)) continue;
    if (name === 'href' && !/^(#|https?:)/i.test(value)) continue;
    if (name === 'href' && node.localName === 'use' && !value.startsWith('#')) continue;
    made.setAttribute(name, name === 'id' ? prefix + value
      : value.startsWith('#') && name === 'href' ? '#' + prefix + value.slice(1) : value.replace(/url\(["']?#/g, `url(#${prefix}`));
  }
  for (const child of node.childNodes) { const inner = copied(child, prefix); if (inner) made.append(inner); }
  return made;
}
let made = 0;
const clean = html => {
  const prefix = `n${++made}-`;
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(node => copied(node, prefix)).filter(Boolean);
};
const drawn = (svg, name) => {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const drawing = parsed.documentElement.localName === 'svg' ? copied(parsed.documentElement, `${name}${++made}-`) : null;
  return drawing ? [drawing] : [];
};

// A figure with other numbers: the drawing, the data table, and where the plot library is there the chart.
function chart(figure, plot, svg, old) {
  const now = old?.matches('figure') ? old.cloneNode(true) : make('figure', { className: 'wide' }, make('div', { className: 'plot single' }), make('figcaption'));
  const box = $('.plot', now);
  if (!box) return null;
  $('.chart', box)?.remove();
  box.classList.remove('live');
  const alt = String(figure.alt ?? now.getAttribute('aria-label') ?? '').replace(/\s+/g, ' ');
  now.setAttribute('aria-label', alt);
  for (const [size, markup] of [['big', figure.wide ?? svg], ['small', box.classList.contains('single') ? undefined : figure.small]]) {
    const [drawing] = markup ? drawn(joined(markup), size) : [];
    const before = $(`svg.${size}`, box);
    if (!drawing) { if (markup !== undefined || plot) before?.remove(); continue; }
    drawing.classList.add(size);
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', alt);
    if (before) before.replaceWith(drawing); else box.append(drawing);
  }
  const slider = $('input[data-words]', now);
  if (slider) {
    const words = (figure.slider?.words ?? figure.slider?.values ?? []).map(String), output = $('output', now);
    const show = () => {
      for (const frame of $$('[data-f]', now)) frame.setAttribute('visibility', frame.dataset.f === slider.value ? 'visible' : 'hidden');
      output.textContent = words[slider.value] ?? '';
      slider.setAttribute('aria-valuetext', output.textContent);
    };
    slider.max = String(Math.max(0, words.length - 1));
    slider.addEventListener('input', show);
    show();
  }
  $('script[data-frames]', now)?.remove();
  const caption = $('figcaption', now), label = $('a', caption);
  if (figure.caption && caption) caption.replaceChildren(...label ? [label, ' '] : [], plain(figure.caption));
  table(now, figure.table);
  $('script.plot-data', now)?.remove();
  if (plot && !slider) interactive(box, JSON.stringify(plot), alt);
  return now;
}
// Words of a caption without the marks of a formula.
const plain = text => String(text).replaceAll('$', '').replaceAll('**', '').replaceAll('\\', '');

function table(figure, fresh) {
  const place = $('details.data table', figure);
  if (!place) return;
  if (!fresh) { place.closest('details').remove(); return; }
  $('thead', place)?.replaceChildren(make('tr', {}, ...fresh.columns.map(name => { const head = make('th', { textContent: plain(name ?? '') }); head.scope = 'col'; return head; })));
  $('tbody', place)?.replaceChildren(...fresh.rows.map(row => make('tr', {}, ...row.map(cell => make('td', { textContent: cell === null ? '–' : String(cell) })))));
}

function interactive(box, source, alt) {
  const dark = () => (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const draw = async () => {
    if (!window.Plotly || !box.isConnected || !box.clientWidth || innerWidth < 704) return;
    const text = dark() ? source.replace(/#[0-9a-f]{6}\b/gi, colour => twins[colour.toLowerCase()] ?? colour) : source;
    const { data, layout } = JSON.parse(text);
    const config = { displaylogo: false, showSendToCloud: false, responsive: false, doubleClick: 'reset', scrollZoom: false,
      modeBarButtons: [['zoomIn2d', 'zoomOut2d', 'resetScale2d', 'toImage']], toImageButtonOptions: { format: 'svg' } };
    let chart = $('.chart', box);
    if (!chart) {
      chart = make('div', { className: 'chart' });
      chart.setAttribute('role', 'group');
      chart.setAttribute('aria-label', 'Interactive: ' + alt);
      box.append(chart);
    }
    fit(box, chart, layout);
    await window.Plotly.react(chart, data, layout, config);
    for (const drawing of $$('svg', chart)) if (!drawing.closest('.modebar')) drawing.setAttribute('aria-hidden', 'true');
    box.classList.add('live');
  };
  new IntersectionObserver((entries, watch) => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    watch.disconnect();
    draw().catch(() => box.classList.remove('live'));
  }, { rootMargin: '300px 0px' }).observe(box);
  addEventListener('themechange', () => { if ($('.chart', box)) draw(); });
}
})();
