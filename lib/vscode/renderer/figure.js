// A figure with its finding, its data and, once it is near the screen, the plot library in VS Code's colours. The
// picture stands first; it is an image, in which nothing can run.
import { paint, isDark } from './theme.js';
import { tableOf, csvOf } from './data.js';
import { light } from './light.js';

const CONFIG = {
  displaylogo: false, showSendToCloud: false, responsive: false, doubleClick: 'reset', scrollZoom: false,
  modeBarButtons: [['zoomIn2d', 'zoomOut2d', 'resetScale2d']],
};

/** @type {Map<string, Promise<any>>} */
const libraries = new Map();

// Scripts of this extension's own folder, the light one where it draws every trace; without them pictures stay.
const load = (/** @type {any[]} */ data) => {
  const name = data.every(trace => light.has(trace.type ?? 'scatter')) ? 'cartesian' : 'strict';
  const known = libraries.get(name);
  if (known) return known;
  const loaded = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(`./plotly-${name}.min.js`, import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = () => reject(new Error('the plot library is not in this extension'));
    document.head.append(script);
  });
  libraries.set(name, loaded);
  return loaded;
};

/** What is drawn, to be drawn anew when the theme changes. @type {Map<string, Figure>} */
const shown = new Map();
let theme = '';
new MutationObserver(() => {
  const now = document.body.className + isDark();
  if (now === theme) return;
  theme = now;
  for (const figure of shown.values()) figure.draw();
}).observe(document.body, { attributes: true, attributeFilter: ['class'] });

const near = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) shown.get(/** @type {HTMLElement} */ (entry.target).dataset.id ?? '')?.live();
}, { rootMargin: '300px 0px' });

class Figure {
  /**
   * @param {any} item
   * @param {HTMLElement} element
   */
  constructor(item, element) {
    this.source = item.json() ?? {};
    this.name = 'figure';
    this.alive = false;
    /** Where the plot library draws, once it has. @type {HTMLElement | undefined} */
    this.chart = undefined;
    this.frame = 0;
    this.root = make('figure', { className: 'lemmata-figure' });
    this.root.dataset.id = item.id;
    this.box = make('div', { className: 'plot' });
    this.caption = make('figcaption');
    this.root.append(style(), this.box, this.caption, this.actions());
    element.replaceChildren(this.root);
    this.said(this.source.layout?.meta?.caption ?? titleOf(this.source.layout));
    this.others(item).then(() => this.draw()).catch(() => this.live());
    new ResizeObserver(() => this.resized()).observe(this.root);
    near.observe(this.root);
  }

  /** The picture and the sentence that stand beside the figure. @param {any} item */
  async others(item) {
    /** @type {any[]} */
    const all = item._allOutputItems ?? [];
    const text = async (/** @type {string} */ mime) => {
      const found = all.find(one => one.mime === mime);
      return found ? (await found.getItem())?.text() : undefined;
    };
    this.picture = await text('image/svg+xml');
    if (!this.caption.textContent) this.said((await text('text/plain')) ?? '');
  }

  /** @param {string} words */
  said(words) {
    this.caption.replaceChildren(...words.split('**').map((part, i) => i % 2 ? make('strong', { textContent: part }) : part));
    this.root.setAttribute('aria-label', words.replaceAll('**', '') || 'Figure');
    this.name = words.replaceAll('**', '').split(/[.:]/)[0].slice(0, 60) || 'figure';
  }

  actions() {
    const data = make('details'), line = make('div', { className: 'actions' });
    data.append(make('summary', { textContent: 'Data' }));
    data.addEventListener('toggle', () => { if (data.open && data.children.length === 1) data.append(this.table()); });
    const button = (/** @type {string} */ name, /** @type {() => Promise<Blob>} */ content) => {
      const made = make('button', { type: 'button', textContent: name, title: `Save as ${name}` });
      made.addEventListener('click', () => content().then(blob => this.save(blob, name.toLowerCase())));
      return made;
    };
    line.append(button('SVG', async () => new Blob([await this.svg()], { type: 'image/svg+xml' })),
      button('PNG', () => this.png()),
      button('CSV', async () => new Blob([csvOf(this.source)], { type: 'text/csv' })), data);
    return line;
  }

  table() {
    const { columns, rows, left } = tableOf(this.source);
    const table = make('table'), head = make('tr'), body = make('tbody');
    head.append(...columns.map(name => make('th', { scope: 'col', textContent: name })));
    for (const row of rows) {
      const line = make('tr');
      line.append(...row.map(text => make('td', { textContent: text })));
      body.append(line);
    }
    const top = make('thead');
    top.append(head);
    table.append(top, body);
    const scroll = make('div', { className: 'scroll', tabIndex: 0 });
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Data of the figure');
    scroll.append(table);
    if (left > 0) scroll.append(make('p', { textContent: `${left} more rows are in the CSV.` }));
    return scroll;
  }

  draw() {
    if (this.alive) { this.live(true); return; }
    if (!this.picture) return;
    const image = make('img', { alt: this.root.getAttribute('aria-label') ?? '' });
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(paint(this.picture));
    this.box.replaceChildren(image);
  }

  layout() {
    const { data, layout, frames } = JSON.parse(paint(JSON.stringify(this.source)));
    const height = layout?.meta?.captionHeight ?? 0;
    const bare = { ...layout, paper_bgcolor: 'rgba(0,0,0,0)', autosize: false, width: this.root.clientWidth,
      height: (layout?.height ?? 420) - height };
    if (height) {
      bare.title = undefined;
      bare.margin = { ...layout.margin, b: layout.margin.b - height };
    }
    if (!layout?.template && !layout?.font) bare.font = { color: getComputedStyle(document.body).color };
    return { data, layout: bare, frames };
  }

  async live(again = false) {
    if (this.alive && !again || !this.root.clientWidth) return;
    this.alive = true;
    near.unobserve(this.root);
    try {
      const Plotly = await load(this.source.data ?? []);
      const { data, layout, frames } = this.layout();
      const now = frames?.[this.frame];
      this.chart ??= make('div', { className: 'chart' });
      if (layout.sliders?.[0]) layout.sliders[0].active = this.frame || layout.sliders[0].active;
      // The slider is ours to follow: plotly's own animation leaves labels where they were.
      for (const step of layout.sliders?.[0]?.steps ?? []) step.method = 'skip';
      if (now && this.frame) Object.assign(layout, now.layout);
      await Plotly.react(this.chart, now && this.frame ? now.data : data, layout, CONFIG);
      if (this.chart.parentElement !== this.box) {
        this.box.replaceChildren(this.chart);
        if (frames) /** @type {any} */ (this.chart).on('plotly_sliderchange', (/** @type {any} */ event) => this.moved(event.slider.active));
      }
    } catch {
      this.alive = false; // The picture stays.
    }
  }

  /** @param {number} frame */
  moved(frame) {
    if (frame === this.frame) return;
    this.frame = frame;
    this.live(true);
  }

  resized() {
    if (this.alive && this.chart && Math.abs((this.width ?? 0) - this.root.clientWidth) > 4) {
      this.width = this.root.clientWidth;
      this.live(true);
    }
  }

  async svg() {
    if (this.picture) return paint(this.picture);
    const Plotly = await load(this.source.data ?? []);
    const address = await Plotly.toImage(this.chart ?? this.layout(), { format: 'svg' });
    return decodeURIComponent(address.slice(address.indexOf(',') + 1));
  }

  /** @returns {Promise<Blob>} */
  async png() {
    const image = new Image();
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(await this.svg());
    await image.decode();
    const canvas = make('canvas', { width: 2 * (image.naturalWidth || 880), height: 2 * (image.naturalHeight || 420) });
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => canvas.toBlob(blob => blob ? resolve(blob) : reject(new Error('no picture'))));
  }

  /**
   * @param {Blob} blob
   * @param {string} extension
   */
  save(blob, extension) {
    const link = make('a', { href: URL.createObjectURL(blob), download: `${this.name}.${extension}` });
    this.root.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

/** @param {any} layout */
const titleOf = layout => typeof layout?.title === 'string' ? layout.title : layout?.title?.text ?? '';

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Partial<HTMLElementTagNameMap[K]>} [members]
 * @returns {HTMLElementTagNameMap[K]}
 */
function make(name, members = {}) {
  return Object.assign(document.createElement(name), members);
}

function style() {
  return make('style', { textContent: `
    .lemmata-figure{margin:0;max-width:920px;color:var(--vscode-foreground);font:13px/1.5 var(--vscode-font-family)}
    .lemmata-figure img{display:block;width:100%;height:auto}
    .lemmata-figure figcaption{margin:.3em 0 .5em;font-size:14px;max-width:46em}
    .lemmata-figure .actions{display:flex;flex-wrap:wrap;gap:.3em .6em;align-items:baseline}
    .lemmata-figure button,.lemmata-figure summary{font:inherit;font-size:12px;color:var(--vscode-textLink-foreground);
      background:none;border:0;padding:.15em .3em;cursor:pointer}
    .lemmata-figure :is(button,summary):focus-visible{outline:1px solid var(--vscode-focusBorder)}
    .lemmata-figure details[open]{flex-basis:100%}
    .lemmata-figure .scroll{overflow:auto;max-height:22em}
    .lemmata-figure table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    .lemmata-figure :is(td,th){text-align:right;padding:.15em 1em .15em 0;border-bottom:1px solid var(--vscode-panel-border)}
  ` });
}

export const activate = () => ({
  /**
   * @param {any} item
   * @param {HTMLElement} element
   */
  renderOutputItem(item, element) {
    shown.set(item.id, new Figure(item, element));
  },
  /** @param {string} [id] */
  disposeOutputItem(id) {
    if (id) shown.delete(id); else shown.clear();
  },
});
