const endOfHeader = '<!-- end of generated header -->';

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function cweLinks(meta) {
  return meta.cwe.map((id) => `[CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`).join(', ') || '–';
}

function header({ meta }, mark) {
  const references = meta.references.map((url) => `- <${url}>`);
  return [
    `# ${meta.id}`,
    '',
    meta.description,
    '',
    row(['Severity', 'Confidence', 'Persona', 'Since', 'CWE', 'OWASP']),
    row(Array(6).fill('---')),
    row([meta.severity, meta.confidence, meta.persona, meta.since, cweLinks(meta), meta.owasp.join(', ') || '–']),
    '',
    ...(references.length > 0 ? ['References:', '', ...references, ''] : []),
    `<!-- ${mark} what stands above -->`,
    endOfHeader,
  ].join('\n');
}

/** A rule's page: the header from its metadata, then what its author wrote below the marker. */
function pageOf(context, rule) {
  const old = context.read(`docs/rules/${rule.meta.id}.md`) ?? '';
  const end = old.indexOf(endOfHeader);
  const body = end < 0 ? old : old.slice(end + endOfHeader.length);
  return `${header(rule, context.mark)}\n\n${body.trim()}\n`;
}

/** The table of all rules; `folder` is the way from the page that holds the table to the rule pages. */
function ruleTable(rules, folder) {
  return [
    row(['Rule', 'What it finds', 'Severity', 'Confidence', 'Persona']),
    row(Array(5).fill('---')),
    ...rules.map(({ meta }) =>
      row([`[${meta.id}](${folder}${meta.id}.md)`, meta.description, meta.severity, meta.confidence, meta.persona]),
    ),
  ].join('\n');
}

module.exports = { pageOf, ruleTable };
