// Draws diagrams in the language of mermaid in one go. Standard input: JSON array of texts; standard output: JSON array
// of { svg } or { error }, in the same order.
import { readFileSync } from 'node:fs';
import { parseMermaid, renderMermaidSVG } from 'beautiful-mermaid';

// Drawings take the page's own ink, so that they suit both themes: a colour and how much of it.
const inks = {
  text: 1, 'text-sec': 0.8, 'text-muted': 0.7, 'text-faint': 0.5, line: 0.6, arrow: 0.9, 'node-fill': 0.05,
  'node-stroke': 0.4, 'group-fill': 0, 'group-hdr': 0.07, 'inner-stroke': 0.3, 'key-badge': 0.12,
};

const inked = svg => svg
  .replace(/<style>[\s\S]*?<\/style>/g, '')
  .replace(/(fill|stroke)="var\(--(?:_)?([a-z-]+)(?:,[^"]*)?\)"/g, (_, attribute, name) => name === 'bg'
    ? `class="paper"`
    : `${attribute}="currentColor" ${attribute}-opacity="${inks[name] ?? 1}"`)
  .replace(/ style="[^"]*"/g, '')
  .replace(/\d+\.\d{3,}/g, number => String(Math.round(number * 100) / 100));

// Front ends read a first line that sets options and a semicolon for the end of a line.
const plain = text => text.replace(/%%\{[\s\S]*?\}%%/g, '').replace(/;[ \t]*(?=\n|$)/g, '').trim();

// The drawing program takes an arrow only where it stands free, a label only between bars, and the words of a node only
// at the first place that names it; other programs are not so strict. Words in quotes and brackets are left as they are.
const bracket = String.raw`\[[^\]\n]*\]+|\([^)\n]*\)+|\{[^}\n]*\}+`;
const written = new RegExp(String.raw`"[^"\n]*"|\|[^|\n]*\||${bracket}`);
const arrow = /<?(?:--+|==+|-\.+-?)>?/;
const token = new RegExp(`(?<id>[A-Za-z_]\\w*(?:-\\w+)*)(?<words>${bracket})?|(?<arrow>${arrow.source})|${written.source}`, 'g');

const labelled = line => line.replace(/(?:--|==|-\.)\s*([^-=>|.\s"[({][^|"[({\n]*?)\s*(-->|---|==>|\.->)/g,
  (_, label, end) => ` ${end === '.->' ? '-.->' : end}|${label}| `);

const normal = text => {
  const lines = text.split('\n').map((line, i) => i === 0 || /^\s*(subgraph|style|classDef|class|linkStyle|click)\b/.test(line)
    ? { line, fixed: true } : { line: labelled(line), fixed: false });
  const words = new Map();
  for (const { line, fixed } of lines)
    if (!fixed) for (const { groups } of line.matchAll(token)) if (groups.words) words.set(groups.id, groups.words);
  const named = new Set();
  const first = id => !named.has(id) && named.add(id);
  return lines.map(({ line, fixed }) => fixed ? line : line
    .replace(token, (match, id, given, way) =>
      way ? ` ${way} ` : id && first(id) ? id + (words.get(id) ?? '') : id ? id : match)
    .replace(/ +/g, ' ').replace(/([->]) \|/g, '$1|')).join('\n');
};

const isFlow = text => /^(graph|flowchart)\b/.test(text);

// A name that holds a piece of an arrow was never written: better the text than a drawing of something else.
const check = text => {
  const open = text.split('\n').find(line => /[-=.](-|=|>)\s*$/.test(line));
  if (open) throw new Error(`the line ${open.trim()} leads nowhere`);
  for (const id of parseMermaid(text).nodes.keys())
    if (/[-=.]{2}|[-=<>|]$|^[-=<>|]/.test(id)) throw new Error(`the line at ${id} is not understood`);
};

const draw = text => {
  const source = isFlow(text) ? normal(text) : text;
  if (isFlow(text)) check(source);
  return inked(renderMermaidSVG(source, { transparent: true }));
};

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(text => {
  try {
    return { svg: draw(plain(text)) };
  } catch (problem) {
    return { error: String(problem.message ?? problem) };
  }
})));
