/** `src/rules/index.ts`: every rule file of the folder. */
module.exports = ({ mark, ruleIds }) => {
  const names = ruleIds.map((id) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()));
  const text = [
    `// ${mark}.`,
    '// biome-ignore-all assist/source/organizeImports: generated',
    '// biome-ignore-all format: generated',
    "import type { Rule } from '../engine/rule';",
    ...ruleIds.map((id, i) => `import ${names[i]} from './${id}';`),
    '',
    '/** Every rule, in the order of their ids. */',
    'export const rules: readonly Rule[] = [',
    ...names.map((name) => `  ${name},`),
    '];',
    '',
  ].join('\n');
  return [{ file: 'src/rules/index.ts', text }];
};
