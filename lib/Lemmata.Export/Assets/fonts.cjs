// Cuts the fonts of pages to the letters that pages use. Standard input: JSON { letters }, all of them as one text.
// Standard output: JSON { faces, missing }: a face is { family, weight, style, letters, font }, the font as WOFF2 in
// base64; missing are the letters that no font has.
const fs = require('fs');
const path = require('path');
const fontverter = require('fontverter');
const subset = require('subset-font');

// What pages are set in. The last family has what the others lack: signs, and the letters of Chinese titles.
const families = [
  { family: 'Lemmata Text', packages: ['@fontsource/literata'],
    cuts: [[400, 'normal'], [400, 'italic'], [600, 'normal']] },
  { family: 'Lemmata Label', packages: ['@fontsource/open-sans'], cuts: [[400, 'normal'], [600, 'normal']] },
  { family: 'Lemmata Code', packages: ['@fontsource/jetbrains-mono'], cuts: [[400, 'normal'], [400, 'italic']] },
  { family: 'Lemmata Signs', packages: ['@fontsource/noto-serif', '@fontsource/noto-sans-math',
    '@fontsource/noto-sans-symbols-2', '@fontsource-variable/noto-serif-sc'], cuts: [[400, 'normal']] },
];
// Kerning, marks, and figures of all kinds; no ligatures of code, no small capitals.
const keepFeatures =
  ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'rlig', 'liga', 'onum', 'lnum', 'tnum', 'pnum', 'sups', 'subs'];

// The letters of a font: formats 4 and 12 of its table of letters, which all fonts for the web have.
const lettersOf = font => {
  const found = new Set();
  let table = 0;
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === 'cmap') table = font.readUInt32BE(20 + 16 * i);
  }
  for (let i = 0; i < font.readUInt16BE(table + 2); i++) {
    const at = table + font.readUInt32BE(table + 8 + 8 * i);
    if (font.readUInt16BE(at) === 12) {
      for (let j = 0; j < font.readUInt32BE(at + 12); j++) {
        const last = font.readUInt32BE(at + 20 + 12 * j);
        for (let code = font.readUInt32BE(at + 16 + 12 * j); code <= last; code++) found.add(code);
      }
    } else if (font.readUInt16BE(at) === 4) {
      const count = font.readUInt16BE(at + 6) / 2;
      for (let j = 0; j < count; j++) {
        const last = font.readUInt16BE(at + 14 + 2 * j), first = font.readUInt16BE(at + 16 + 2 * (count + j));
        const delta = font.readUInt16BE(at + 16 + 2 * (2 * count + j)), place = at + 16 + 2 * (3 * count + j);
        const offset = font.readUInt16BE(place);
        for (let code = first; code <= last && code < 0xffff; code++) {
          const glyph = offset ? font.readUInt16BE(place + offset + 2 * (code - first)) : (code + delta) & 0xffff;
          if (glyph) found.add(code);
        }
      }
    }
  }
  return found;
};

const files = (name, weight, style) => {
  const folder = path.join(path.dirname(require.resolve(name + '/package.json')), 'files');
  const end = name.includes('variable') ? `-wght-${style}.woff2` : `-${weight}-${style}.woff2`;
  // The letters of English first: one file then has all that most pages need.
  const order = file => (file.includes(`-latin-${weight}-`) ? '0' : '1') + file;
  return fs.readdirSync(folder).filter(file => file.endsWith(end)).sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .map(file => path.join(folder, file));
};

const { letters } = JSON.parse(fs.readFileSync(0, 'utf8'));
const wanted = [...new Set(letters)].filter(letter => !/[\p{Cc}\p{Cf}]/u.test(letter)).map(letter => letter.codePointAt(0))
  .sort((a, b) => a - b);
const own = new Map();

(async () => {
  const faces = [];
  for (const { family, packages, cuts } of families) {
    const last = family === families.at(-1).family;
    for (const [weight, style] of cuts) {
      // What every text family has needs no other; only the rest is asked of the signs.
      const common = code => [...own.values()].every(letters => letters.has(code));
      const rest = new Set(last ? wanted.filter(code => !common(code)) : wanted);
      if (!last && !own.has(family)) own.set(family, new Set());
      for (const file of packages.flatMap(name => files(name, weight, style))) {
        if (rest.size === 0) break;
        const whole = await fontverter.convert(fs.readFileSync(file), 'truetype');
        const has = lettersOf(whole);
        const here = [...rest].filter(code => has.has(code));
        if (here.length === 0) continue;
        for (const code of here) {
          rest.delete(code);
          if (!last && style === 'normal') own.get(family).add(code);
        }
        const font = await subset(whole, String.fromCodePoint(...here), {
          targetFormat: 'woff2', keepFeatures, noHinting: true,
          variationAxes: file.includes('-wght-') ? { wght: weight } : undefined,
        });
        faces.push({ family, weight, style, letters: here, font: font.toString('base64') });
      }
      if (last) process.stdout.write(JSON.stringify({ faces, missing: String.fromCodePoint(...rest) }));
    }
  }
})();
