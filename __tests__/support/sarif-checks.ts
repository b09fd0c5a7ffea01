import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv-draft-04';

const modules = path.join(__dirname, '..', '..', 'node_modules', '@microsoft');
const schemaFile = path.join(modules, 'jest-sarif', 'lib', 'schemas', 'sarif-2.1.0-rtm.5.json');

/** What is wrong with a log by the JSON schema of SARIF 2.1.0. */
export const sarifSchemaProblems: (log: unknown) => readonly string[] = (() => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, logger: false });
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
  return (log) =>
    validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
})();

const multitool = path.join(modules, 'sarif-multitool-linux', 'Sarif.Multitool');

/** Microsoft's validator is an optional package for Linux. */
export const hasMultitool = process.platform === 'linux' && existsSync(multitool);

/** A result of the validator, such as `GH1003 error`, with the place in the log it is about. */
export interface MultitoolResult {
  readonly rule: string;
  readonly level: string;
  readonly about: string;
}

/** Code scanning on GitHub, and Advanced Security in Azure DevOps. */
export type Service = 'Ghas' | 'GHAzDO';

/** What the rules of SARIF and of a service, those that are off by default included, say of some logs. */
export function multitoolResults(
  logs: readonly string[],
  level = 'Error;Warning',
  service: Service = 'Ghas',
): MultitoolResult[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'flowgate-sarif-'));
  try {
    const tool = runnable(folder);
    const run = (...args: readonly string[]) => execFileSync(tool, args, { cwd: folder, stdio: 'pipe' });
    run('export-validation-config', 'default.xml');
    writeFileSync(
      path.join(folder, 'rules.xml'),
      withAllRules(readFileSync(path.join(folder, 'default.xml'), 'utf8'), service),
    );
    const files = logs.map((log, i) => {
      writeFileSync(path.join(folder, `log-${i}.sarif`), log);
      return `log-${i}.sarif`;
    });
    const output = ['--output', 'result.sarif', '--log', 'ForceOverwrite'];
    run('validate', ...files, '-c', 'rules.xml', '--rule-kind', `Sarif;${service}`, '--level', level, ...output);
    // The exit code is 0 even when there are errors.
    const { runs } = JSON.parse(readFileSync(path.join(folder, 'result.sarif'), 'utf8'));
    const { results = [], invocations = [] } = runs[0];
    const notifications = invocations.flatMap(
      (one: { toolExecutionNotifications?: unknown }) => one.toolExecutionNotifications ?? [],
    );
    return [...results, ...notifications].map((one) => ({
      rule: one.ruleId ?? one.descriptor?.id ?? '',
      level: one.level ?? 'warning',
      about: JSON.stringify(one.message?.arguments ?? one.message),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The package may be installed without the right to execute it. */
function runnable(folder: string): string {
  try {
    accessSync(multitool, constants.X_OK);
    return multitool;
  } catch {
    const copy = path.join(folder, 'Sarif.Multitool');
    copyFileSync(multitool, copy);
    execFileSync('chmod', ['u+x', copy]);
    return copy;
  }
}

const ruleNames: Readonly<Record<Service, readonly [names: string, count: number]>> = {
  Ghas: ['GH100[1-7]', 7],
  GHAzDO: ['GHAzDO[0-9]{4}', 10],
};

function withAllRules(config: string, service: Service): string {
  const [rules, count] = ruleNames[service];
  const names = new RegExp(
    `(<Properties Key="${rules}\\.[^"]*">\\s*<Property Key="RuleEnabled" Value=")Default(")`,
    'g',
  );
  if ([...config.matchAll(names)].length !== count) throw new Error('the validator has other rules than expected');
  return config.replace(names, '$1Error$2');
}
