const start = '<!-- secrets:start -->';
const end = '<!-- secrets:end -->';

/** The table of the detector library in `docs/secrets.md`: what FlowGate knows by its format, family by family, then what it knows by name. */
module.exports = (context) => {
  const page = context.read('docs/secrets.md') ?? '';
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  // The text around the table is written by hand.
  if (from < 0 || to < from) return [];

  const { formats } = context.load('src/secrets/formats/index.ts');
  const named = Object.values(context.load('src/secrets/context/kinds.ts')).filter(({ id, rotate }) => id && rotate);
  const families = [...new Set(formats.map(({ family }) => family))];
  const section = [
    start,
    `<!-- ${context.mark} -->`,
    '',
    `${formats.length} kinds by their format, ${named.length} by their name or place.`,
    ...families.flatMap((family) => [
      '',
      `### ${family}`,
      '',
      ...table(
        formats.filter((format) => format.family === family),
        proofOf,
      ),
    ]),
    '',
    '### By name or place',
    '',
    ...table(named, () => 'name or place'),
    '',
  ];
  return [{ file: 'docs/secrets.md', text: page.slice(0, from) + section.join('\n') + page.slice(to) }];
};

function table(rows, proof) {
  return [
    '| Kind | Known by | How to replace it | Source |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${[cell(row.name), proof(row), cell(row.rotate), `[page](${row.source})`].join(' | ')} |`),
  ];
}

function cell(text) {
  return text.replace(/\|/g, '\\|');
}

function proofOf({ checksum, checksumRequired, needs, beside }) {
  if (checksumRequired) return 'checksum';
  if (checksum) return 'checksum or format';
  if (needs) return 'format, where the vendor is named';
  return beside ? 'format, with what stands beside it' : 'format';
}
