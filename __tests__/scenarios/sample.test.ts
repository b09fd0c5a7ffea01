import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { localFiles } from '../../src/host/local-files';
import { renderMarkdown } from '../../src/report/markdown';
import { scan } from '../../src/scan';
import { reportProblems } from '../support/report-schema';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';
import { command } from '../support/terminal';

jest.setTimeout(60_000);

/**
 * What the sample's report looks like in each format, recorded. A change of a rule or a report shows here as a difference to
 * read; `UPDATE_GOLDEN=1 npm test -- scenarios` records it anew.
 */

const root = path.join(__dirname, '..', '..');
const folder = path.join(__dirname, 'golden');
const files = localFiles(root);
const printed = (format: string) =>
  command(['scan', 'samples/contoso-orders.zip', '--format', format], {}, { files }).out;

function recorded(name: string, current: string): string {
  const file = path.join(folder, name);
  if (process.env['UPDATE_GOLDEN'] !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, current);
  }
  if (!existsSync(file)) throw new Error(`${name} is not recorded: UPDATE_GOLDEN=1 npm test -- scenarios`);
  return readFileSync(file, 'utf8');
}

describe('the report over samples/contoso-orders.zip is as recorded', () => {
  // The ending keeps formatters and viewers away from what must stay as it is.
  test.each([
    ['text', 'contoso-orders.txt.golden'],
    ['json', 'contoso-orders.json.golden'],
    ['sarif', 'contoso-orders.sarif.golden'],
    ['markdown', 'contoso-orders.md.golden'],
  ])('%s', (format, name) => {
    const current = printed(format);
    expect(current).toBe(recorded(name, current));
  });

  test('the recorded JSON and SARIF are sound', () => {
    expect(reportProblems(JSON.parse(printed('json')))).toEqual([]);
    expect(sarifSchemaProblems(JSON.parse(printed('sarif')))).toEqual([]);
  });

  (hasMultitool ? test : test.skip)(
    'code scanning takes it',
    () => {
      expect(multitoolResults([printed('sarif')])).toEqual([]);
    },
    60_000,
  );
});

describe('all formats tell the same', () => {
  const report = scan(
    {
      paths: ['samples/contoso-orders.zip', 'samples/contoso-orders-clean'],
      rules: [],
      environment: undefined,
      failOn: 'high',
      persona: 'auditor',
      allowIncomplete: false,
    },
    files,
  );

  test('the same findings, and the same piles', () => {
    const json = JSON.parse(command(['scan', ...args(), '--format', 'json'], {}, { files }).out);
    const sarif = JSON.parse(command(['scan', ...args(), '--format', 'sarif'], {}, { files }).out).runs[0];
    const text = command(['scan', ...args()], {}, { files }).out;
    const prints = report.open.concat(report.belowThreshold).map(({ fingerprint }) => fingerprint);
    expect(json.findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).toEqual(prints);
    expect(
      sarif.results.map((one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[1]),
    ).toEqual(prints);
    expect(text.match(/^ {6}docs /gm)).toHaveLength(prints.length);
    expect(renderMarkdown(report).match(/^- \*\*\w+\*\* \[/gm)).toHaveLength(prints.length);

    const { open, belowThreshold, notAssessed, failures } = json.counts;
    expect([open, belowThreshold]).toEqual([report.open.length, report.belowThreshold.length]);
    expect(sarif.properties).toMatchObject({ open, belowThreshold, notAssessed, failures });
    const piles = `${open} open (at or over high), ${belowThreshold} below threshold, ${notAssessed} not assessed, ${failures} failures`;
    expect(text.trimEnd().split('\n').at(-1)).toContain(piles);
    expect(renderMarkdown(report)).toContain(piles);
  });

  function args(): readonly string[] {
    return ['samples/contoso-orders.zip', 'samples/contoso-orders-clean', '--persona', 'auditor'];
  }
});
