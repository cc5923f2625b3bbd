// The house colours in VS Code's: dark twins in dark themes, and the theme's own ink and lines in all.
import { twins } from './twins.js';

const INK = '#1f2124', SOFT = '#5c626b', GRID = '#dfdbd2', PAPER = '#fcfbf8';

export const isDark = () => /vscode-dark|vscode-high-contrast(?!-light)/.test(document.body.className);

/** A picture or figure, as text, in the colours of the theme. @param {string} text */
export function paint(text) {
  const css = getComputedStyle(document.body), high = /vscode-high-contrast/.test(document.body.className);
  const named = (/** @type {string} */ name, /** @type {string} */ other) => hex(css.getPropertyValue(name).trim()) ?? other;
  const paper = named('--vscode-editor-background', isDark() ? '#1e1e1e' : '#ffffff');
  const ink = named('--vscode-foreground', isDark() ? '#cccccc' : '#333333');
  /** @type {Record<string, string>} */
  const own = {
    [INK]: ink, [PAPER]: paper,
    [SOFT]: high ? ink : mix(ink, paper, 0.72), [GRID]: mix(ink, paper, high ? 0.5 : 0.16),
  };
  return text.replace(/#[0-9a-f]{6}\b|\d+, ?\d+, ?\d+/gi, colour => {
    const key = colour.toLowerCase().replaceAll(' ', '');
    return own[key] ?? (isDark() ? /** @type {Record<string, string>} */ (twins)[key] : undefined) ?? colour;
  });
}

/** @param {string} colour @returns {string | undefined} */
function hex(colour) {
  if (/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  const numbers = colour.match(/^rgba?\(\s*(\d+)[ ,]+(\d+)[ ,]+(\d+)/);
  return numbers ? '#' + numbers.slice(1, 4).map(n => Number(n).toString(16).padStart(2, '0')).join('') : undefined;
}

/** @param {string} top @param {string} under @param {number} share */
function mix(top, under, share) {
  const part = (/** @type {string} */ colour, /** @type {number} */ i) => parseInt(colour.slice(i, i + 2), 16);
  return '#' + [1, 3, 5].map(i => Math.round(share * part(top, i) + (1 - share) * part(under, i))
    .toString(16).padStart(2, '0')).join('');
}
