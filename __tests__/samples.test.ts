import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../src/command-line/run';
import { personas } from '../src/engine/levels';
import { localFiles } from '../src/host/local-files';
import { exitCodes } from '../src/policy/report';
import { rules } from '../src/rules';

/** The samples are what a newcomer sees first: one shows every rule once, its twin is mended, and `explain` tells the page of each rule. */

const root = path.join(__dirname, '..');
const ids = rules.map((rule) => rule.meta.id);

/** Runs the command line in this process. */
function flowgate(...args: string[]): { exitCode: number; out: string } {
  let out = '';
  const exitCode = runCommand(args, {
    files: localFiles(root),
    colors: false,
    interactive: false,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      throw new Error(text);
    },
    writeFile: () => {
      throw new Error('nothing is to be written');
    },
  });
  return { exitCode, out };
}

interface Finding {
  readonly rule: string;
  readonly location: { readonly uri: string };
}

function findingsIn(sample: string, environment: string, ...more: string[]): readonly Finding[] {
  const { out } = flowgate(
    ...['scan', `samples/${sample}`, '--environment', `samples/environments/${environment}`],
    ...['--format', 'json', '--persona', 'auditor', ...more],
  );
  const { findings, notAssessed } = JSON.parse(out) as { findings: Finding[]; notAssessed: unknown[] };
  expect(notAssessed).toEqual([]);
  return findings;
}

const rulesOf = (findings: readonly Finding[]) => findings.map((finding) => finding.rule).sort();

/** The rules that a text report names, one for each finding. */
const rulesInText = (text: string) => [...text.matchAll(/^ {4}\w+ +([a-z-]+) {2}\d+:\d+/gm)].map(([, id = '']) => id);

describe('the sample', () => {
  const ofEnvironment = ids.filter((id) => id.startsWith('ip-firewall-'));
  const ofSolution = ids.filter((id) => !ofEnvironment.includes(id));

  test.each([
    ['off.txt', 'ip-firewall-off'],
    ['audit-only.json', 'ip-firewall-audit-only'],
    ['too-wide.txt', 'ip-firewall-too-wide'],
    ['clean.json', undefined],
  ])('shows every rule once, and with environment %s rule %s', (environment, rule) => {
    const expected = [...ofSolution, ...(rule ? [rule] : [])].sort();
    expect(rulesOf(findingsIn('contoso-orders', environment))).toEqual(expected);
  });

  test('the environments show every rule of theirs', () => {
    expect(ofEnvironment).toEqual(['ip-firewall-audit-only', 'ip-firewall-off', 'ip-firewall-too-wide']);
  });

  test('fails in the text report, which shows the same rules', () => {
    const { out, exitCode } = flowgate(
      ...[
        'scan',
        'samples/contoso-orders.zip',
        '--environment',
        'samples/environments/off.txt',
        '--persona',
        'auditor',
      ],
    );
    expect(exitCode).toBe(exitCodes.findings);
    expect(rulesInText(out).sort()).toEqual([...ofSolution, 'ip-firewall-off'].sort());
  });
});

describe('the mended sample', () => {
  test.each(personas)('is clean for persona %s', (persona) => {
    for (const sample of ['contoso-orders-clean', 'contoso-orders-clean.zip']) {
      expect(findingsIn(sample, 'clean.json', '--persona', persona)).toEqual([]);
    }
  });

  test('passes', () => {
    const { exitCode } = flowgate(
      ...['scan', 'samples/contoso-orders-clean.zip', '--environment', 'samples/environments/clean.json'],
    );
    expect(exitCode).toBe(exitCodes.clean);
  });
});

test('source and zip give the same findings, but for the path', () => {
  const from = (sample: string) =>
    JSON.parse(
      JSON.stringify(findingsIn(sample, 'too-wide.txt')).replaceAll(`samples/${sample}/`, '').replaceAll(sample, ''),
    ) as unknown;
  expect(from('contoso-orders.zip')).toEqual(from('contoso-orders'));
});

describe('explain prints the page of the rule, without the marks of the generator', () => {
  test.each(ids)('%s', (id) => {
    const page = readFileSync(path.join(root, 'docs', 'rules', `${id}.md`), 'utf8').replace(/<!--.*?-->\n*/gs, '');
    expect(flowgate('explain', id)).toEqual({ exitCode: exitCodes.clean, out: page });
  });
});
