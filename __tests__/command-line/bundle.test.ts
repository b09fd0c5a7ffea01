import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json';
import { reportProblems } from '../support/report-schema';
import { sarifSchemaProblems } from '../support/sarif-checks';

jest.setTimeout(60_000);

/** The committed bundle, started as users start it: no install, no sources. */

const root = path.join(__dirname, '..', '..');
const cli = path.join(root, 'dist', 'cli.cjs');
let folder: string;

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is missing: run npm run build');
  folder = mkdtempSync(path.join(tmpdir(), 'flowgate-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], cwd = root) {
  const { NO_COLOR: _, FORCE_COLOR: _also, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  return { code: status, out: stdout, err: stderr };
}

const lastLine = (out: string) => out.trimEnd().split('\n').at(-1) ?? '';
const sample = 'samples/contoso-orders.zip';

describe('the bundle', () => {
  test('scans the sample: findings', () => {
    const { code, out, err } = run(['scan', sample]);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain(`${sample}/Workflows/ReceiveOrder-`);
    expect(lastLine(out)).toMatch(/^FAILED: [1-9]\d* open \(at or over high\), /);
  });

  test('scans its clean twin: none', () => {
    const { code, out, err } = run(['scan', 'samples/contoso-orders-clean.zip']);
    expect([code, err]).toEqual([0, '']);
    expect(lastLine(out)).toMatch(/^PASSED: 0 open /);
  });

  test('the sources of both samples give the same', () => {
    expect(run(['scan', 'samples/contoso-orders']).code).toBe(1);
    expect(run(['scan', 'samples/contoso-orders-clean']).code).toBe(0);
  });

  test('source and zip together: each finding once, at the source', () => {
    const alone = JSON.parse(run(['scan', 'samples/contoso-orders', '--format', 'json']).out);
    const both = JSON.parse(run(['scan', 'samples/contoso-orders', sample, '--format', 'json']).out);
    const prints = (report: { findings: { fingerprint: string; location: { uri: string } }[] }) =>
      report.findings.map(({ fingerprint, location }) => [fingerprint, location.uri]);
    expect(prints(both)).toEqual(prints(alone));
    for (const { related } of both.findings) {
      expect(related.some(({ uri }: { uri: string }) => uri.startsWith(sample))).toBe(true);
    }
  });

  test('a path that is not there: nothing to scan', () => {
    const { code, out } = run(['scan', 'no/such/path.zip']);
    expect(code).toBe(3);
    expect(lastLine(out)).toContain('FAILED (nothing to scan)');
  });

  test('a broken zip: incomplete, unless that is allowed', () => {
    const bytes = readFileSync(path.join(root, sample));
    writeFileSync(path.join(folder, 'broken.zip'), bytes.subarray(0, bytes.length - 30));
    writeFileSync(path.join(folder, 'clean.zip'), readFileSync(path.join(root, 'samples', 'contoso-orders-clean.zip')));
    expect(run(['scan', 'broken.zip'], folder).code).toBe(4);
    expect(run(['scan', '.'], folder).code).toBe(4);
    const allowed = run(['scan', '.', '--allow-incomplete'], folder);
    expect(allowed.code).toBe(0);
    expect(lastLine(allowed.out)).toMatch(/^PASSED \(incomplete/);
  });

  test('wrong usage', () => {
    expect(run(['scan', sample, '--no-such-flag'])).toMatchObject({ code: 2, out: '' });
    expect(run(['frobnicate'])).toMatchObject({ code: 2, out: '' });
    expect(run([]).code).toBe(2);
  });

  test.each(['text', 'json', 'sarif', 'markdown'])('%s, printed or written, is the same', (format) => {
    const file = path.join(folder, `report.${format}`);
    const printed = run(['scan', sample, '--format', format]);
    const written = run(['scan', sample, '--format', format, '--output', file]);
    expect([printed.code, written.code]).toEqual([1, 1]);
    expect(readFileSync(file, 'utf8')).toBe(printed.out);
    expect(lastLine(written.out)).toMatch(/^FAILED: /);
  });

  test('its JSON and SARIF are sound', () => {
    const file = path.join(folder, 'a.sarif');
    const { out } = run(['scan', sample, '--format', 'json', '--sarif', file]);
    expect(reportProblems(JSON.parse(out))).toEqual([]);
    expect(sarifSchemaProblems(JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('a pattern that the shell left alone', () => {
    expect(run(['scan', 'samples/*-clean.zip']).code).toBe(0);
  });

  test('lists and explains its rules', () => {
    const { out } = run(['rules']);
    const ids = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
    expect(ids).toContain('http-trigger-open');
    expect(run(['explain', 'http-trigger-open']).out).toMatch(/^# http-trigger-open\n/);
  });

  test('knows its version', () => {
    expect(run(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });

  test('writes no colours and no progress to a pipe', () => {
    const { out, err } = run(['scan', sample]);
    expect(`${out}${err}`).not.toContain('\u001b');
    expect(run(['scan', sample, '--color', 'always']).out).toContain('\u001b[31m');
  });

  test('runs from any folder, with nothing but itself', () => {
    const { code, out } = run(['scan', path.join(root, 'samples', 'contoso-orders-clean.zip')], folder);
    expect([code, lastLine(out)]).toEqual([0, expect.stringMatching(/^PASSED: /)]);
  });
});
