import { severities } from '../../src/engine/levels';
import { type Input, inputs } from '../../src/inputs';
import { manifest, settings, variable } from '../support/exported-parts';
import type { MemoryNode } from '../support/memory-files';
import { reportProblems } from '../support/report-schema';
import { sarifSchemaProblems } from '../support/sarif-checks';
import { command } from '../support/terminal';
import { zipOf } from '../support/zip-builder';

/** One rule is enough here, so that new ones change nothing: an http: address is medium, with credentials high. */
const only = ['--rule', 'cleartext-http'];
const http = (inputs: object) =>
  JSON.stringify({
    properties: {
      connectionReferences: {},
      definition: { triggers: { r: { type: 'Recurrence' } }, actions: { Call: { type: 'Http', inputs } } },
    },
  });
const medium = http({ uri: 'http://example.com' });
const high = http({ uri: 'http://example.com', authentication: { type: 'Basic' } });
const clean = http({ uri: 'https://example.com' });

const solution = (flow: string, folder = 'sol'): Record<string, MemoryNode> => ({
  [`${folder}/Other/Solution.xml`]: manifest('Orders'),
  [`${folder}/Workflows/Flow.json`]: flow,
});
const zip = (flow: string) => zipOf({ 'solution.xml': manifest('Orders'), 'Workflows/Flow.json': flow });
const scan = (args: readonly string[], nodes: Readonly<Record<string, MemoryNode>>) =>
  command(['scan', ...args, ...only], nodes);
const lastLine = (out: string) => out.trimEnd().split('\n').at(-1) ?? '';

describe('exit codes', () => {
  const table: readonly (readonly [
    what: string,
    args: readonly string[],
    nodes: Readonly<Record<string, MemoryNode>>,
    code: number,
    lastLine: string,
  ])[] = [
    ['clean', ['sol'], solution(clean), 0, 'PASSED: 0 open'],
    ['a finding', ['sol'], solution(high), 1, 'FAILED: 1 open'],
    ['a zip', ['a.zip'], { 'a.zip': zip(high) }, 1, 'FAILED: 1 open'],
    ['below the threshold', ['sol'], solution(medium), 0, 'PASSED: 0 open (at or over high), 1 below threshold'],
    ['a lower threshold', ['sol', '--fail-on', 'medium'], solution(medium), 1, 'FAILED: 1 open (at or over medium)'],
    ['no threshold', ['sol', '--fail-on=never'], solution(high), 0, 'PASSED: 0 open (no threshold), 1 below threshold'],
    ['a path that is not there', ['nope'], solution(clean), 3, 'FAILED (nothing to scan)'],
    ['a pattern that matches nothing', ['*.zip'], solution(clean), 3, 'FAILED (nothing to scan)'],
    ['a folder without anything of ours', ['docs'], { 'docs/a.md': '# x' }, 3, 'FAILED (nothing to scan)'],
    ['a blank path', [' '], solution(clean), 3, 'FAILED (nothing to scan)'],
    ['a broken zip', ['a.zip'], { 'a.zip': zip(clean).subarray(0, 40) }, 4, 'FAILED (incomplete'],
    ['a broken flow', ['sol'], solution('{'), 4, 'FAILED (incomplete'],
    ['a broken expression', ['sol'], solution(http({ uri: '@{a(' })), 4, 'FAILED (incomplete'],
    ['a broken zip beside a sound one', ['.'], { 'a.zip': zip(clean), 'b.zip': 'PK' }, 4, 'FAILED (incomplete'],
    ['a finding in an incomplete run', ['sol', 'nope'], solution(high), 4, 'FAILED (incomplete'],
    ['incomplete, allowed', ['sol', 'nope', '--allow-incomplete'], solution(clean), 0, 'PASSED (incomplete'],
    [
      'incomplete, allowed, with a finding',
      ['sol', 'nope', '--allow-incomplete'],
      solution(high),
      1,
      'FAILED (incomplete',
    ],
    ['several paths', ['sol', 'a.zip'], { ...solution(clean), 'a.zip': zip(high) }, 1, 'FAILED: 1 open'],
  ];

  test.each(table)('%s', (_, args, nodes, code, line) => {
    const result = scan(args, nodes);
    expect([result.code, result.err]).toEqual([code, '']);
    expect(lastLine(result.out).startsWith(line)).toBe(true);
  });

  test.each(severities)('threshold %s', (failOn) => {
    const fails = severities.indexOf(failOn) <= severities.indexOf('high') ? 1 : 0;
    expect(scan(['sol', '--fail-on', failOn], solution(high)).code).toBe(fails);
  });
});

describe('paths that overlap or hold nothing', () => {
  const one = 'FAILED: 1 open (at or over high), 0 below threshold';

  test.each<readonly [string, readonly string[], string]>([
    ['a file of a solution that is named too', ['sol', 'sol/Workflows/Flow.json'], one],
    ['a folder of a solution that is named too', ['sol/Workflows', 'sol'], one],
    ['the scan root and a folder in it', ['.', 'sol'], one],
    ['a pattern that matches a solution and other files', ['*'], one],
    ['a pattern that matches nothing of ours beside a path that does', ['sol', 'docs/*.md'], 'FAILED (incomplete'],
    ['a path without anything of ours', ['sol', 'docs'], 'FAILED (incomplete'],
  ])('%s', (_, paths, line) => {
    const nodes = { ...solution(high), 'docs/a.md': '# a', 'package.json': '{"name":"x"}' };
    expect(lastLine(scan(paths, nodes).out)).toContain(line);
  });

  test('a file is told once, whatever named it', () => {
    const { out } = scan(['.', 'sol', 'sol/Workflows/Flow.json', 'sol/**/*.json'], solution(high));
    expect(out.match(/cleartext-http {2}/g)).toHaveLength(1);
  });

  test('one that is blank is told without a name', () => {
    expect(scan(['sol', ''], solution(clean)).out).toContain('\n  an input is blank; give a path or a pattern\n');
  });

  test('deployment settings beside a solution give its variables their values', () => {
    const nodes = {
      ...solution(clean),
      'sol/environmentvariabledefinitions/con_ApiKey/environmentvariabledefinition.xml': variable('con_ApiKey'),
      'config/test.json': JSON.stringify(settings({ con_ApiKey: 'hunter2' })),
    };
    const { out, code } = command(['scan', '.', '--rule', 'plaintext-secret-environment-variable'], nodes);
    expect(code).toBe(1);
    expect(out).toContain('config/test.json');
    expect(out).not.toContain('hunter2');
  });
});

describe('formats and files', () => {
  const nodes = solution(high);

  test('json', () => {
    const { out, code } = scan(['sol', '--format', 'json'], nodes);
    const report = JSON.parse(out);
    expect(reportProblems(report)).toEqual([]);
    expect([code, report.exitCode, report.counts.open, report.findings[0].location.pointer]).toEqual([
      1,
      1,
      1,
      '/properties/definition/actions/Call/inputs/uri',
    ]);
  });

  test('sarif', () => {
    const log = JSON.parse(scan(['sol', '--format', 'sarif'], nodes).out);
    expect(sarifSchemaProblems(log)).toEqual([]);
    expect(log.runs[0].results).toHaveLength(1);
  });

  test('markdown', () => {
    expect(scan(['sol', '--format', 'markdown'], nodes).out).toMatch(/^## FlowGate: FAILED\n/);
  });

  test('to a file: the log still says how the run ended', () => {
    const { out, written, code } = scan(['sol', '--format', 'json', '--output', 'out/report.json'], nodes);
    expect(code).toBe(1);
    expect([...written.keys()]).toEqual(['out/report.json']);
    expect(JSON.parse(written.get('out/report.json') ?? '').verdict).toBe('findings');
    expect(out).toMatch(/^FAILED: 1 open .*\n$/);
  });

  test('SARIF beside the report', () => {
    const { out, written } = scan(['sol', '--sarif', 'a.sarif'], nodes);
    expect(lastLine(out)).toContain('FAILED: 1 open');
    expect(JSON.parse(written.get('a.sarif') ?? '').version).toBe('2.1.0');
  });

  test.each(['--output', '--sarif'])('%s that cannot be written is the mistake of the user', (flag) => {
    const { code, err } = scan(['sol', flag, '/closed/x'], nodes);
    expect([code, err]).toEqual([
      2,
      'flowgate: cannot write /closed/x (EACCES). Check that its folder exists and may be written to.\n',
    ]);
  });

  test('an empty result is written too', () => {
    const { written } = scan(['nope', '--sarif', 'a.sarif'], {});
    expect(JSON.parse(written.get('a.sarif') ?? '').runs[0].results).toEqual([]);
  });
});

describe('colours and progress', () => {
  const run = (args: readonly string[], colors: boolean, interactive = false) =>
    command(['scan', 'sol', ...only, ...args], solution(high), { colors, interactive });

  test.each<readonly [string, readonly string[], boolean, boolean]>([
    ['a pipe', [], false, false],
    ['a terminal', [], true, true],
    ['always', ['--color', 'always'], false, true],
    ['never', ['--color', 'never'], true, false],
    ['json on a terminal', ['--format', 'json'], true, false],
  ])('%s', (_, args, colors, colored) => {
    expect(run(args, colors).out.includes('\u001b[')).toBe(colored);
  });

  test('a file gets none from a terminal', () => {
    expect([...run(['--output', 'a.txt'], true).written.values()].join()).not.toContain('\u001b');
  });

  test('progress is shown on a terminal only, and wiped', () => {
    expect(run([], false, false).err).toBe('');
    expect(run([], false, true).err).toBe('\r\u001b[KScanning 1: sol\r\u001b[K');
  });
});

describe('mistakes of the user: exit code 2, one line, what to do', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['no command', [], ''],
    ['an unknown command', ['frobnicate'], 'unknown command "frobnicate"'],
    ['no path', ['scan'], 'scan needs at least one path'],
    ['an unknown flag', ['scan', 'sol', '--foo'], "Unknown option '--foo'"],
    ['an unknown flag, named like a property', ['scan', 'sol', '--constructor', 'x'], "Unknown option '--constructor'"],
    ['a flag without its value', ['scan', 'sol', '--format'], "Option '--format <value>' argument missing"],
    ['a flag for a value', ['scan', '--output', '--sarif', 'x'], "Option '--output' argument is ambiguous"],
    ['a value for a switch', ['scan', 'sol', '--allow-incomplete=yes'], "Option '--allow-incomplete' does not take"],
    ['no such format', ['scan', 'sol', '--format', 'xml'], '--format cannot be "xml"'],
    ['no such severity', ['scan', 'sol', '--fail-on', 'High'], '--fail-on cannot be "High"'],
    ['no such persona', ['scan', 'sol', '--persona', ''], '--persona cannot be ""'],
    ['no such rule', ['scan', 'sol', '--rule', 'no-such-rule'], 'there is no rule "no-such-rule"'],
    ['one rule that is not among others', ['scan', 'sol', '--rule', 'cleartext-http,x'], 'there is no rule "x"'],
    ['a rule to explain that is not', ['explain', 'x'], 'there is no rule "x"'],
    ['a property of every object to explain', ['explain', 'constructor'], 'there is no rule "constructor"'],
    ['the prototype to explain', ['explain', '__proto__'], 'there is no rule "__proto__"'],
    ['nothing to explain', ['explain'], 'explain needs a rule'],
    ['two rules to explain', ['explain', 'cleartext-http', 'x'], 'explain takes one rule'],
    ['a flag where there is none', ['rules', '--format', 'json'], 'rules takes no arguments'],
  ])('%s', (_, args, problem) => {
    const { code, out, err } = command(args, solution(clean));
    expect(code).toBe(2);
    if (problem === '') {
      expect(out).toContain('Usage');
      return;
    }
    expect(out).toBe('');
    expect(err).toMatch(/^flowgate: [^\n]+\. [A-Z][^\n]*\.\n$/);
    expect(err.startsWith(`flowgate: ${problem}`)).toBe(true);
  });

  test('what the user typed cannot act on the log', () => {
    const { err } = command(['scan', 'sol', '--rule', '##[error]\n::error::x'], solution(clean));
    expect(err).toContain('#\\#[error]\\u{A}:\\:error:\\:x');
  });

  test('a flag twice: the last counts', () => {
    expect(scan(['sol', '--fail-on', 'never', '--fail-on', 'high'], solution(high)).code).toBe(1);
  });

  test('rules may be repeated, listed with commas, and have blanks', () => {
    for (const args of [
      ['--rule', 'cleartext-http', '--rule', 'http-trigger-open'],
      ['--rule', ' cleartext-http , http-trigger-open,'],
    ]) {
      const { out } = command(['scan', 'sol', '--format', 'json', ...args], solution(clean));
      expect(JSON.parse(out).rules).toEqual(['cleartext-http', 'http-trigger-open']);
    }
  });
});

describe('help', () => {
  const { out, code } = command(['--help']);

  test('ends with code 0, wherever it is asked for', () => {
    expect(code).toBe(0);
    for (const args of [['help'], ['-h'], ['scan', '--help'], ['rules', '-h'], ['scan', 'nope', '--help']]) {
      expect(command(args)).toMatchObject({ code: 0, out, err: '' });
    }
  });

  const ofCli = (inputs as readonly Input[]).filter(({ faces }) => faces.includes('cli'));

  test.each(ofCli.map((input) => [input.name, input] as const))('lists %s', (name, input) => {
    expect(out).toContain(input.help);
    if (input.positional) expect(out).toContain(`scan ${input.placeholder}`);
    else expect(out).toMatch(new RegExp(`^ {2}--${name}\\b`, 'm'));
    for (const choice of input.choices ?? []) expect(out).toContain(choice);
    if (input.default !== undefined && input.type !== 'boolean') expect(out).toContain(`Default: ${input.default}.`);
  });

  test('lists no input of another face', () => {
    const others = (inputs as readonly Input[]).filter(({ faces }) => !faces.includes('cli'));
    for (const { name } of others) expect(out).not.toContain(`--${name}`);
  });

  test('lists the exit codes', () => {
    expect([...out.matchAll(/^ {2}([0-5]) {2}/gm)].map(([, digit]) => digit)).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});

describe('every input of the table is taken', () => {
  test.each(
    (inputs as readonly Input[])
      .filter(({ faces, positional }) => faces.includes('cli') && !positional)
      .map((input) => [input.name, input] as const),
  )('--%s', (name, input) => {
    const value = { boolean: [], choice: [input.choices?.[0] ?? ''], list: ['cleartext-http'], string: ['out.txt'] }[
      input.type
    ];
    const { err } = command(['scan', 'sol', `--${name}`, ...value], { ...solution(clean), 'out.txt': '{}' });
    expect(err).not.toMatch(/Unknown option|cannot be|argument/);
  });
});

describe('other commands', () => {
  test('rules lists each rule with severity and persona', () => {
    const { out, code } = command(['rules']);
    expect(code).toBe(0);
    expect(out).toMatch(/^cleartext-http +high +regular +A flow sends/m);
  });

  test('explain prints the page', () => {
    const { out, code } = command(['explain', 'cleartext-http']);
    expect(code).toBe(0);
    expect(out).toMatch(/^# cleartext-http\n/);
    expect(out).toContain('## How to fix it');
    expect(out).not.toContain('<!--');
  });

  test.each([['--version'], ['version']])('%s', (flag) => {
    expect(command([flag])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
  });
});

describe('a bug of ours', () => {
  test('ends with code 5 and asks to report it; nothing of the stack acts', () => {
    const files = {
      resolve: () => {
        throw new TypeError('::error::a\n##[error]b');
      },
    } as never;
    const { code, err, out } = command(['scan', 'sol'], {}, { files });
    expect([code, out]).toEqual([5, '']);
    expect(err).toMatch(
      /^flowgate: internal error; please report it at https:\/\/github\.com\/\S+\/issues with these lines:\n/,
    );
    expect(err).toContain('TypeError: :\\:error:\\:a\n#\\#[error]b\n');
  });
});
