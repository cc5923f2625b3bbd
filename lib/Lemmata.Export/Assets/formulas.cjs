// Sets formulas in one go. Standard input: JSON { contexts, formulas }; a context is the list of formulas before that
// define commands, a formula is { tex, form, context }, form being Inline, Display or Compact.
// Standard output: JSON array of { html } or { error }, in the same order.
const katex = require(process.argv[2]);
require(process.argv[2] + '/dist/contrib/mhchem.js');

// What a page may not do (links, images, classes of its own) is set in this colour, which nothing else has.
const refused = '#b00b00';

const typeset = (tex, form, macros) => katex.renderToString(tex, {
  displayMode: form === 'Display', throwOnError: true, strict: 'ignore', trust: false, errorColor: refused, maxSize: 200,
  output: form === 'Compact' ? 'mathml' : 'htmlAndMathml', macros, globalGroup: true,
});

// Defining a command that exists is an error of LaTeX but not of the front ends that people write in.
const define = context => {
  let argument = context.consumeArg().tokens;
  if (argument[0]?.text === '*') argument = context.consumeArg().tokens;
  const name = argument[0]?.text ?? '';
  if (argument.length !== 1 || !name.startsWith('\\')) throw new Error('\\newcommand wants the name of a command');
  let numArgs = 0;
  argument = context.consumeArg().tokens;
  if (argument.length === 1 && argument[0].text === '[') {
    let count = '';
    for (let token = context.expandNextToken(); token.text !== ']' && token.text !== 'EOF'; token = context.expandNextToken()) count += token.text;
    if (!/^[0-9]$/.test(count)) throw new Error('\\newcommand wants a number of arguments from 0 to 9');
    numArgs = Number(count);
    argument = context.consumeArg().tokens;
  }
  context.macros.set(name, { tokens: argument, numArgs });
  return '';
};

const { contexts, formulas } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const known = contexts.map(definitions => {
  const macros = { '\\newcommand': define };
  for (const tex of definitions) {
    try { typeset(tex, 'Display', macros); } catch { /* reported where the formula stands */ }
  }
  return macros;
});

process.stdout.write(JSON.stringify(formulas.map(({ tex, form, context }) => {
  try {
    // A page is HTML, whose parser knows what belongs to mathematics.
    const html = typeset(tex, form, { ...known[context] }).replaceAll(' xmlns="http://www.w3.org/1998/Math/MathML"', '');
    return html.includes(refused) ? { error: 'it has a command that a page may not follow' } : { html };
  } catch (problem) {
    return { error: String(problem.message ?? problem) };
  }
})));
