const { pageOf } = require('../lib/rule-page.cjs');

/** As a template literal, so that a change of a page is a small difference here too. */
function literal(text) {
  return `\`${text.replace(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``;
}

/** `src/rules/pages.generated.ts`: the pages as `flowgate explain` prints them. */
module.exports = (context) => {
  const pages = context.rules.map((rule) => {
    const text = pageOf(context, rule).replace(/<!--.*?-->\n*/gs, '');
    return `  '${rule.meta.id}': ${literal(text)},`;
  });
  const text = [
    `// ${context.mark}.`,
    '',
    '/** The page of each rule, by rule id. */',
    'export const pages: Readonly<Record<string, string>> = {',
    ...pages,
    '};',
    '',
  ].join('\n');
  return [{ file: 'src/rules/pages.generated.ts', text }];
};
