// Theme, search, contents, folding, copying, sliders, ledger filter, interactive figures.
// Every page reads in full without this file.
(() => {
'use strict';
const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const store = {
  get(key) { try { return localStorage.getItem('lemmata-' + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem('lemmata-' + key, value); } catch { /* private window */ } },
};

// Before the first paint: the remembered theme, and the switch that shows what needs a script.
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme || (prefersDark.matches ? 'dark' : 'light')) === 'dark';
const remembered = store.get('theme');
if (remembered === 'dark' || remembered === 'light') root.dataset.theme = remembered;
root.classList.add('js');

// Formulas change their width when their fonts arrive, and the lines around them break anew. The fonts are asked for
// before the text is read, and the page is shown once they are there; it waits no longer than browsers do for a font.
const cutsOf = name => [...document.styleSheets].map(sheet => sheet.ownerNode.dataset[name]).find(cuts => cuts !== undefined)?.split(' ') ?? [];
const awaited = [
  ...cutsOf('katex').length ? ['1em KaTeX_Main', 'italic 1em KaTeX_Math', '1em KaTeX_Size1', '1em KaTeX_Size2'] : [],
  ...cutsOf('fonts').flatMap(cut => ['Text', 'Label', 'Signs'].map(name => `${cut} 1em Lemmata ${name}`)),
];
if (awaited.length) {
  root.classList.add('waiting');
  const shown = () => root.classList.remove('waiting');
  // Letters that only some cuts need are asked of the upright ones alone.
  const letters = 'a' + (root.dataset.letters ?? '');
  Promise.all(awaited.map(font => document.fonts.load(font, font.startsWith('normal') ? letters : 'a'))).then(shown, shown);
  setTimeout(shown, 3000);
}

let say = () => {};

// What only a script reads is deflated text in base64: a page on disk cannot ask for compressed files.
const unpack = text => {
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
};

// Beside the pages such text lies in style sheets: a page on disk may read no other files, and the policy of a page
// lets no script run that is not known by its content, so data is never a script.
const beside = (file, id, property = '--data') => new Promise((resolve, reject) => {
  const holder = document.getElementById(id), sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.onerror = reject;
  sheet.onload = () => {
    const style = getComputedStyle(holder), part = name => style.getPropertyValue(name).trim().replaceAll('"', '');
    let value = part(property);
    // What is too long for one property goes on in the next.
    for (let i = 1, more; (more = part(`${property}-${i}`)); i++) value += more;
    sheet.remove();
    resolve(value);
  };
  sheet.href = file;
  document.head.append(sheet);
});

// Frames are read as a drawing of their own, in which nothing runs, and only its nodes come into the page.
const drawing = markup => {
  const parsed = new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg">' + markup + '</svg>', 'image/svg+xml');
  if (parsed.querySelector('parsererror, script, foreignObject')) return [];
  return [...document.importNode(parsed.documentElement, true).childNodes];
};

addEventListener('DOMContentLoaded', () => {
  const live = one('#live');
  say = text => { live.textContent = ''; setTimeout(() => { live.textContent = text; }, 50); };
  figures();
  theme();
  folding();
  if (typeof walks === 'function') walks(text => say(text));
  copying();
  taking();
  previews();
  scrollRegions();
  contents();
  sliders();
  ledger();
  search();
  if (document.body.dataset.watch === '') watched();
});

function theme() {
  const button = one('#theme');
  const name = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  name();
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    store.set('theme', root.dataset.theme);
    name();
    dispatchEvent(new Event('themechange'));
  });
  prefersDark.addEventListener('change', () => { name(); dispatchEvent(new Event('themechange')); });
}

// Code cells keep the state the reader left them in.
function folding() {
  const cells = all('.cell details');
  if (!cells.length) return;
  const key = 'fold-' + document.body.dataset.page;
  // Who folds all code of one page finds it folded on the others.
  const initial = cells.map(cell => cell.open && store.get('fold') !== 'all');
  cells.forEach((cell, i) => { cell.open = initial[i]; });
  let saved = {};
  try { saved = JSON.parse(store.get(key)) || {}; } catch { /* not ours */ }
  const idOf = cell => cell.parentElement.id;
  for (const cell of cells) if (idOf(cell) in saved) cell.open = saved[idOf(cell)];
  const button = one('#fold');
  const name = () => { button.textContent = cells.some(cell => cell.open) ? 'Fold code' : 'Unfold code'; };
  name();
  cells.forEach((cell, i) => cell.addEventListener('toggle', () => {
    if (cell.open === initial[i]) delete saved[idOf(cell)]; else saved[idOf(cell)] = cell.open;
    store.set(key, JSON.stringify(saved));
    name();
  }));
  button.addEventListener('click', () => {
    const open = !cells.some(cell => cell.open);
    for (const cell of cells) cell.open = open;
    store.set('fold', open ? '' : 'all');
    say(open ? 'All code shown' : 'All code folded');
  });
}

function copying() {
  for (const button of all('.copy')) {
    button.addEventListener('click', async () => {
      const source = document.getElementById(button.dataset.copy);
      let done = true;
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        getSelection().selectAllChildren(source);
        try { done = document.execCommand('copy'); } catch { done = false; }
      }
      button.textContent = done ? 'Copied' : 'Selected';
      say(done ? 'Code copied' : 'Code selected; copy it with the keyboard');
      setTimeout(() => { button.textContent = 'Copy'; }, 1600);
    });
  }
  // A copied formula is its TeX.
  addEventListener('copy', event => {
    const selection = getSelection();
    if (!selection.rangeCount || !event.clipboardData) return;
    const range = selection.getRangeAt(0).cloneRange();
    const around = node => (node.nodeType === 1 ? node : node.parentElement)?.closest('.katex');
    const first = around(range.startContainer), last = around(range.endContainer);
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    const part = range.cloneContents();
    const formulas = all('.katex', part);
    if (!formulas.length) return;
    for (const formula of formulas) {
      const tex = one('annotation', formula)?.textContent ?? '';
      const mark = formula.closest('.katex-display') ? '$$' : '$';
      formula.replaceWith(mark + tex + mark);
    }
    event.clipboardData.setData('text/plain', part.textContent);
    event.preventDefault();
  });
}

// What a figure shows can be taken along: its numbers, and its drawing as it stands alone, on paper.
function taking() {
  for (const figure of all('figure')) {
    const data = one('details.data', figure), drawn = one('.plot svg.big', figure);
    if (!data || !one('table', data)) continue;
    const name = document.body.dataset.page.replace(/\.html$/, '') + '-' + (figure.id || 'fig-main');
    const save = (kind, blob) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = name + '.' + kind;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      say(link.download + ' saved');
    };
    const csv = () => new Blob([all('tr', data).map(row => all('th, td', row).map(cell => {
      const text = wordsIn(cell);
      return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
    }).join(',')).join('\n') + '\n'], { type: 'text/csv' });
    const svg = () => {
      const copy = drawn.cloneNode(true), [, , width, height] = copy.getAttribute('viewBox').split(/[ ,]+/);
      for (const [attribute, value] of Object.entries({ width, height, 'font-family': 'sans-serif' })) copy.setAttribute(attribute, value);
      return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
    };
    const png = () => {
      const picture = new Image();
      picture.onload = () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [2 * picture.width, 2 * picture.height];
        canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(blob => save('png', blob));
        URL.revokeObjectURL(picture.src);
      };
      picture.src = URL.createObjectURL(svg());
    };
    // Made when the table is first opened, so that they are no stops on the way past the figure.
    data.addEventListener('toggle', () => {
      if (!data.open || one('.take', data)) return;
      const bar = document.createElement('p');
      bar.className = 'take';
      const kinds = { CSV: () => save('csv', csv()), ...drawn && { SVG: () => save('svg', svg()), PNG: png } };
      for (const [kind, act] of Object.entries(kinds)) {
        const button = document.createElement('button');
        button.type = 'button';
        button.textContent = kind;
        button.setAttribute('aria-label', `Save figure as ${kind}`);
        button.addEventListener('click', act);
        bar.append(button);
      }
      one('summary', data).after(bar);
    });
  }
}

// The words of a place with formulas as their TeX.
function wordsIn(place) {
  const copy = place.cloneNode(true);
  for (const formula of all('.katex', copy)) formula.replaceWith(one('annotation', formula)?.textContent ?? '');
  return copy.textContent.trim().replace(/\s+/g, ' ');
}

// What a reference leads to is shown beside it while the pointer or the keyboard is on it.
function previews() {
  const main = one('main');
  let box = null, timer = 0;
  const hide = () => { clearTimeout(timer); box?.remove(); box = null; };
  const show = link => {
    hide();
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const part = target && (target.matches('.eq') ? one('div', target) : target.matches('figure, tr, .check, .evidence, li') ? target : null);
    if (!part || part.contains(link)) return;
    box = document.createElement('div');
    box.className = 'preview';
    box.inert = true;
    const copies = target.matches('tr') ? [...target.cells].map(cell => [...cell.cloneNode(true).childNodes])
      : target.matches('figure') ? [one('.plot svg', target), one('figcaption', target)].filter(Boolean).map(e => [e.cloneNode(true)])
        : [[part.cloneNode(true)]];
    for (const nodes of copies) {
      const line = document.createElement('div');
      line.append(...nodes);
      box.append(line);
    }
    for (const marked of all('[id]', box)) marked.removeAttribute('id');
    document.body.append(box);
    const at = link.getBoundingClientRect(), size = box.getBoundingClientRect();
    box.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + 'px';
    box.style.top = (at.bottom + size.height + 12 < innerHeight ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)) + 'px';
  };
  const linkOf = event => event.target.closest?.('a[href^="#"]');
  main.addEventListener('mouseover', event => {
    const link = linkOf(event);
    if (link) { clearTimeout(timer); timer = setTimeout(() => show(link), 180); }
  });
  main.addEventListener('mouseout', event => { if (linkOf(event)) hide(); });
  main.addEventListener('focusin', event => { const link = linkOf(event); if (link?.matches(':focus-visible')) show(link); });
  main.addEventListener('focusout', hide);
  addEventListener('scroll', hide, { passive: true });
  addEventListener('keydown', event => { if (event.key === 'Escape') hide(); });
}

// What is larger than its place scrolls there and can be reached with the keyboard.
function scrollRegions() {
  const regions = all('.scroll, .cell pre, .eq > div, .out pre, .listing pre, .out.html, .source dd, .erratum dd');
  const overflows = region => region.scrollWidth > region.clientWidth + 1
    || region.scrollHeight > region.clientHeight + 1 && getComputedStyle(region).overflowY === 'auto';
  const fit = () => {
    const large = regions.map(overflows);
    regions.forEach((region, i) => { if (large[i]) region.tabIndex = 0; else region.removeAttribute('tabindex'); });
  };
  let pending = 0;
  const later = () => { cancelAnimationFrame(pending); pending = requestAnimationFrame(fit); };
  later();
  addEventListener('resize', later);
  for (const details of all('details')) details.addEventListener('toggle', later);
  document.fonts?.ready.then(later);
}

function contents() {
  const list = one('.toc details');
  if (!list) return;
  const links = all('.toc a');
  const places = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const beside = matchMedia('(min-width: 1100px)');
  const fold = () => { list.open = beside.matches; };
  fold();
  beside.addEventListener('change', fold);
  let current = -1;
  const mark = () => {
    let here = 0;
    places.forEach((place, i) => { if (place && place.getBoundingClientRect().top < 160) here = i; });
    if (here === current) return;
    current = here;
    links.forEach((link, i) => { if (i === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current'); });
  };
  mark();
  addEventListener('scroll', mark, { passive: true });
}

function sliders() {
  for (const input of all('input[data-words]')) {
    const words = input.dataset.words.split('|');
    const figure = input.closest('figure');
    const frames = all('[data-f]', figure);
    const output = one('output', figure);
    let rest = null;
    const fetchFrames = () => rest ??= unpack(one('script[data-frames]', figure).textContent).then(text => {
      for (const [size, others] of Object.entries(JSON.parse(text))) {
        for (const [number, parts] of Object.entries(others)) {
          all(`svg.${size} [data-f="${number}"]`, figure).forEach((group, i) => { group.replaceChildren(...drawing(parts[i] ?? '')); });
        }
      }
    });
    const show = () => {
      input.setAttribute('aria-valuetext', words[input.value]);
      output.textContent = words[input.value];
      fetchFrames().then(() => {
        for (const frame of frames) frame.setAttribute('visibility', frame.dataset.f === input.value ? 'visible' : 'hidden');
      });
    };
    const asked = new URLSearchParams(location.search).get(input.id);
    if (asked !== null && words[asked] !== undefined) {
      input.value = asked;
      show();
    } else {
      input.value = input.defaultValue;
    }
    input.addEventListener('input', () => {
      show();
      const state = new URLSearchParams(location.search);
      state.set(input.id, input.value);
      try { history.replaceState(null, '', '?' + state + location.hash); } catch { /* some browsers refuse on disk */ }
    });
  }
}

function ledger() {
  const form = one('.filter');
  if (!form) return;
  const rows = all('#ledger tbody tr');
  const text = rows.map(row => row.textContent.toLowerCase());
  const filter = () => {
    const verdicts = all('[type=checkbox]:checked', form).map(box => box.value);
    const source = one('#by-source').value, topic = one('#by-topic').value;
    const words = one('#by-words').value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, i) => {
      row.hidden = !(verdicts.includes(row.dataset.v) && (!source || row.dataset.source === source)
        && (!topic || row.dataset.topic === topic) && words.every(word => text[i].includes(word)));
      if (!row.hidden) count++;
    });
    one('output', form).textContent = count + (count === 1 ? ' claim shown' : ' claims shown');
  };
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  filter();
}

// Figures are drawings until they come near the screen; then the plot library takes over, one figure a frame.

function figures() {
  const where = document.body.dataset.plots;
  // The figure at the top has the data of the one it stands for.
  const dataOf = box => one('script.plot-data', box)
    ?? (box.dataset.of ? one('script.plot-data', document.getElementById(box.dataset.of)) : null);
  const boxes = all('.plot').filter(dataOf);
  if (!where || !boxes.length || !('IntersectionObserver' in window)) return;
  const roomy = matchMedia('(min-width: 704px)');
  const drawn = [];
  const queue = [];
  let busy = false;

  // Each figure names the smallest bundle of the library that draws it. Bundles may stand side by side on a page.
  const bundles = {};
  const fetched = name => (bundles[name] ??= {}).text ??= (where === 'inline'
    ? Promise.resolve(one('#plotly-' + name).textContent) : beside(`assets/plotly-${name}.css`, 'plotly-' + name)).then(unpack);
  const load = name => (bundles[name] ??= {}).library ??= fetched(name).then(text => {
    const script = document.createElement('script');
    script.textContent = text;
    const start = performance.now();
    document.head.append(script);
    performance.measure('plot-library', { start });
    return window.Plotly;
  });
  const needed = box => dataOf(box).dataset.library;
  // The light bundle is fetched and unpacked while the page is laid out, and runs when the first figure comes near; the
  // others are not even fetched before.
  if (roomy.matches && needed(boxes[0]) === 'cartesian') fetched('cartesian').catch(() => {});

  // Some kinds are drawn by the graphics card; where there is none, the drawing stays.
  const hasCard = () => hasCard.found ??= ['webgl2', 'webgl'].some(kind => {
    try { return document.createElement('canvas').getContext(kind); } catch { return false; }
  });

  // Charts of other libraries bring no colours of ours, and leave their own at home.
  const axis = { gridcolor: '#dfdbd2', linecolor: '#5c626b', zerolinecolor: '#5c626b' };
  const plain = {
    paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { color: '#1f2124' },
    colorway: ['#3b78c2', '#c9582c', '#128a73', '#a2589b', '#a87a10', '#3a8fb0', '#c4527a', '#727d8a'],
    xaxis: axis, yaxis: axis, polar: { bgcolor: 'rgba(0,0,0,0)', angularaxis: axis, radialaxis: axis },
    scene: Object.fromEntries(['xaxis', 'yaxis', 'zaxis'].map(name => [name, { ...axis, showbackground: false }])),
    colorscale: { sequential: ['#e9eef2', '#cddde3', '#abcbd2', '#86b6c0', '#61a0ae', '#41889b', '#2a6f86', '#1c566e', '#123c52'].map((colour, i) => [i / 8, colour]) },
  };
  const isForeign = template => String(template.layout?.colorway?.[0]).toLowerCase() === '#636efa';
  const figureOf = async box => {
    box.source ??= await unpack(dataOf(box).textContent).then(text => {
      const figure = JSON.parse(text);
      figure.layout ??= {};
      const { template, font } = figure.layout;
      if (template ? isForeign(template) : !font) figure.layout.template = { layout: plain };
      return JSON.stringify(figure);
    });
    let text = box.source;
    if (isDark()) text = text.replace(/#[0-9a-f]{6}\b|\d+, ?\d+, ?\d+/gi, colour => twins[colour.toLowerCase().replaceAll(' ', '')] ?? colour);
    const { data, layout } = JSON.parse(text);
    layout.font = { ...layout.font, family: getComputedStyle(root).getPropertyValue('--sans') };
    return { data, layout };
  };

  // At most four: each is a stop on the way of those who read by keyboard.
  const buttonsOf = kinds => kinds.some(kind => /3d$|^(surface|cone|streamtube|volume|isosurface)$/.test(kind))
    ? ['orbitRotation', 'zoom3d', 'resetCameraDefault3d', 'toImage']
    : kinds.every(kind => /polar|smith|ternary|pie|sankey|treemap|sunburst|icicle|parc|table|indicator|funnelarea/.test(kind))
      ? ['toImage'] : ['zoomIn2d', 'zoomOut2d', 'resetScale2d', 'toImage'];
  const configOf = data => ({
    displaylogo: false, showSendToCloud: false, responsive: false, doubleClick: 'reset', scrollZoom: false,
    modeBarButtons: [buttonsOf(data.map(trace => trace.type ?? 'scatter'))],
    toImageButtonOptions: { format: 'svg' },
  });

  const draw = async (Plotly, box) => {
    const { data, layout } = await figureOf(box);
    const config = configOf(data);
    const chart = box.chart ?? document.createElement('div');
    fit(box, chart, layout);
    if (box.chart) { await Plotly.react(chart, data, layout, config); return; }
    chart.className = 'chart';
    chart.setAttribute('role', 'group');
    chart.setAttribute('aria-label', 'Interactive: ' + box.closest('figure').getAttribute('aria-label'));
    box.append(chart);
    await Plotly.newPlot(chart, data, layout, config);
    for (const drawing of all('svg', chart)) if (!drawing.closest('.modebar')) drawing.setAttribute('aria-hidden', 'true');
    box.chart = chart;
    box.classList.add('live');
    drawn.push(box);
    performance.mark('figure-' + drawn.length);
  };

  const next = () => {
    const box = queue.shift();
    if (!box) { busy = false; return; }
    busy = true;
    requestAnimationFrame(() => load(needed(box)).then(library => draw(library, box)).catch(error => { box.classList.remove('live'); console.error(error); }).then(() => setTimeout(next)));
  };
  const ask = (box, first) => {
    if (queue.includes(box)) return;
    if (first) queue.unshift(box); else queue.push(box);
    if (!busy) next();
  };

  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting || !roomy.matches) continue;
      watch.unobserve(entry.target);
      if ('card' in dataOf(entry.target).dataset && !hasCard()) continue;
      ask(entry.target);
    }
  }, { rootMargin: '300px 0px' });
  for (const box of boxes) watch.observe(box);

  const again = () => {
    const onScreen = box => { const at = box.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight; };
    for (const box of drawn.filter(box => !onScreen(box))) ask(box);
    for (const box of drawn.filter(onScreen)) ask(box, true);
  };
  addEventListener('themechange', again);
  let timer = 0, width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    clearTimeout(timer);
    timer = setTimeout(again, 150);
  });
}

// The index lies beside the pages (or inside a single file) and is loaded when someone searches.
function search() {
  const input = one('#q'), list = one('#hits');
  let index = null, asked = false;

  const read = json => {
    index = { ...json, words: new Map(json.words.split(' ').map(entry => {
      const at = entry.lastIndexOf(':');
      let place = 0;
      return [entry.slice(0, at), entry.slice(at + 1).split(',').map(step => (place += parseInt(step, 36)))];
    })) };
    if (input.value) find();
  };
  const load = () => {
    if (asked) return;
    asked = true;
    const where = document.body.dataset.search;
    (where === 'inline' ? Promise.resolve(one('#search-index').textContent) : beside(where, 'search-index')).then(unpack).then(text => read(JSON.parse(text)));
  };

  const plain = text => text.toLowerCase().normalize('NFD').replace(/\p{Mn}/gu, '');
  const wordsOf = text => plain(text).match(/[\u3400-\u9fff]|[\p{L}\p{N}]+/gu) ?? [];

  // One letter more, less, or another one.
  const isNear = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    return [[1, 1], [1, 0], [0, 1]].some(([more, less]) => a.slice(at + more) === b.slice(at + less));
  };

  const find = () => {
    list.textContent = '';
    const words = wordsOf(input.value);
    if (!index || !words.length || (words.length === 1 && words[0].length < 2 && words[0] < '\u0370')) return;
    let scores = null;
    for (const word of words) {
      const found = new Map();
      for (const [entry, places] of index.words) {
        if (entry.startsWith(word)) for (const place of places) found.set(place, Math.max(found.get(place) ?? 0, entry === word ? 3 : 1));
      }
      // Words too common to be indexed, or only in a title, still count there.
      index.places.forEach(([, , title], place) => { if (plain(title).includes(word)) found.set(place, (found.get(place) ?? 0) + 6); });
      // Nobody finds what is spelt wrong: a word that nothing begins with may be one letter off.
      if (!found.size && word.length > 3) {
        for (const [entry, places] of index.words) if (isNear(word, entry)) for (const place of places) found.set(place, 1);
      }
      if (scores === null) scores = found;
      else for (const [place, score] of scores) { if (found.has(place)) scores.set(place, score + found.get(place)); else scores.delete(place); }
    }
    const isOwn = place => index.notebooks[index.places[place][0]][0] === document.body.dataset.page;
    const hits = [...scores].sort((a, b) => isOwn(b[0]) - isOwn(a[0]) || b[1] - a[1] || a[0] - b[0]).slice(0, 8);
    for (const [place] of hits) list.append(item(index.places[place], words));
    say(hits.length ? hits.length + (hits.length === 1 ? ' result' : ' results') : 'No results');
    if (!hits.length) { const none = document.createElement('li'); none.className = 'none'; none.textContent = 'Nothing found'; list.append(none); }
  };

  const item = ([notebook, anchor, title, kind], words) => {
    const [file, name] = index.notebooks[notebook];
    const link = document.createElement('a');
    link.href = (file === document.body.dataset.page ? '' : file) + '?find=' + encodeURIComponent(words.join(' ')) + (anchor ? '#' + anchor : '');
    link.append(title);
    const where = document.createElement('small');
    where.textContent = kind === 'n' ? 'Notebook' : (kind === 'c' ? 'Claim in ' : '') + name;
    link.append(where);
    link.addEventListener('click', event => {
      if (file !== document.body.dataset.page) return;
      event.preventDefault();
      close();
      if (anchor) location.hash = anchor; else scrollTo(0, 0);
      highlight(words);
    });
    const entry = document.createElement('li');
    entry.append(link);
    return entry;
  };

  const close = () => { input.value = ''; list.textContent = ''; };

  // Marks the words in the place that the address names, without touching the text.
  const highlight = words => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : one('article');
    if (!target) return;
    target.classList.remove('hit');
    void target.offsetWidth;
    target.classList.add('hit');
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = [];
    const isHeading = /^H[1-6]$/.test(target.tagName);
    for (let part = target; part && ranges.length < 200; part = part.nextElementSibling) {
      if (part !== target && (!isHeading || /^H[1-6]$/.test(part.tagName))) break;
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest('.katex, script, svg')) continue;
        const text = node.data.toLowerCase();
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]) && word < '\u3400') continue;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  };

  input.addEventListener('focus', load);
  input.addEventListener('input', () => { load(); find(); });
  addEventListener('keydown', event => {
    const inFind = one('.find').contains(document.activeElement);
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && inFind) {
      close();
      input.blur();
    } else if (inFind && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const stops = [input, ...all('a', list)];
      const at = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
      stops[(at + stops.length) % stops.length].focus();
    } else if (event.key === 'Enter' && document.activeElement === input) {
      one('a', list)?.click();
    }
  });
  addEventListener('click', event => { if (!one('.find').contains(event.target)) list.textContent = ''; });

  const asking = new URLSearchParams(location.search).get('find');
  if (asking) highlight(wordsOf(asking));
}

// While someone writes, the exporter leaves a version beside the pages; a newer one reloads this page.
const watched = () => {
  let version = null;
  const look = () => beside('assets/version.css?' + Date.now(), 'live', '--version').then(fresh => {
    if (version !== null && fresh && fresh !== version) location.reload();
    version = fresh || version;
  }).catch(() => {}).then(() => setTimeout(look, 700));
  look();
};
})();
