const { pageOf, ruleTable } = require('../lib/rule-page.cjs');

const start = '<!-- rules:start -->';
const end = '<!-- rules:end -->';

/** Rule pages, their table of contents, and the table in the README where it asks for one. */
module.exports = (context) => {
  const { mark, rules } = context;
  // A page that nobody wrote is not made up here: the house test asks for it.
  const outputs = rules
    .map((rule) => ({ file: `docs/rules/${rule.meta.id}.md`, text: pageOf(context, rule) }))
    .filter(({ file }) => context.read(file) !== undefined);

  outputs.push({
    file: 'docs/rules/README.md',
    text: `<!-- ${mark} -->\n\n# Rules\n\n${ruleTable(rules, '')}\n`,
  });

  const readme = context.read('README.md') ?? '';
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from >= 0 && to > from) {
    const section = `${start}\n<!-- ${mark} -->\n\n${ruleTable(rules, 'docs/rules/')}\n\n`;
    outputs.push({ file: 'README.md', text: readme.slice(0, from) + section + readme.slice(to) });
  }
  return outputs;
};
