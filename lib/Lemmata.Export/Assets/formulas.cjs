// Renders formulas in one go. Standard input: JSON array of { tex, form }, form being Inline, Display or Compact.
// Standard output: JSON array of { html } or { error }, in the same order.
const katex = require(process.argv[2]);

const render = ({ tex, form }) => {
  try {
    return {
      html: katex.renderToString(tex, {
        displayMode: form === 'Display', throwOnError: true, strict: 'ignore', trust: false,
        output: form === 'Compact' ? 'mathml' : 'htmlAndMathml',
      }),
    };
  } catch (problem) {
    return { error: String(problem.message ?? problem) };
  }
};

const chunks = [];
process.stdin.on('data', chunk => chunks.push(chunk));
process.stdin.on('end', () => {
  const formulas = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  process.stdout.write(JSON.stringify(formulas.map(render)));
});
