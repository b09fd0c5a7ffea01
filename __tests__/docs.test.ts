import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';
import type { Rule } from '../src/engine/rule';
import { rules } from '../src/rules';
import { type EnvironmentDescription, reportedBy } from './support/rule-tester';
import { type FlowDescription, type SolutionDescription, variableFile } from './support/solution-files';

/** The pages of the rules are run: what they call flagged must be reported, what they call clean must not. */

const headings = ['What it finds', 'Why it matters', 'Flagged', 'Clean', 'How to fix it', 'When to leave it'];

/** Text below each heading of the second level. */
function sectionsOf(page: string): Map<string, string> {
  const parts = page.split(/^## (.+)$/m).slice(1);
  return new Map(parts.flatMap((part, i) => (i % 2 === 0 ? [[part.trim(), parts[i + 1] ?? ''] as const] : [])));
}

/**
 * A code block is a flow's parts (json), the definition file of an environment variable (xml) or an environment's settings (text).
 * With a path behind the language (```yaml botcomponents/con_ask/data) it is that file of a solution.
 */
function examplesIn(section: string): (SolutionDescription | EnvironmentDescription)[] {
  return [...section.matchAll(/^```(\w*)(?: ([\w./-]+))?\n(.*?)^```$/gms)].map(([, language, file, text = '']) => {
    if (file !== undefined) return { files: { [file]: text } };
    if (language === 'json') return { flows: { Flow: JSON.parse(text) as FlowDescription } };
    if (language === 'text') return { environment: text };
    if (language !== 'xml') throw new Error(`an example is json, xml or text, not "${language}"`);
    const name = /schemaname="([^"]+)"/.exec(text)?.[1] ?? 'sample';
    return { files: { [variableFile(name)]: text } };
  });
}

describe('rule pages', () => {
  for (const rule of rules) {
    const { id } = rule.meta;
    describe(id, () => {
      const file = path.join(__dirname, '..', 'docs', 'rules', `${id}.md`);
      const sections = sectionsOf(existsSync(file) ? readFileSync(file, 'utf8') : '');

      test('has the six sections in order, none empty', () => {
        expect([...sections.keys()]).toEqual(headings);
        expect([...sections].filter(([, text]) => text.trim() === '').map(([heading]) => heading)).toEqual([]);
      });

      test('each flagged example is reported', () => {
        const examples = examplesIn(sections.get('Flagged') ?? '');
        expect(examples.length).toBeGreaterThan(0);
        expect(examples.filter((example) => reportedBy(rule, example).length === 0)).toEqual([]);
      });

      test('no clean example is reported', () => {
        const examples = examplesIn(sections.get('Clean') ?? '');
        expect(examples.length).toBeGreaterThan(0);
        expect(examples.flatMap((example) => reportedBy(rule, example))).toEqual([]);
      });
    });
  }

  test('there is one', () => {
    expect(rules.length).toBeGreaterThan(0);
  });
});

/** The walk-through is run too: its test block registers its cases here. */
describe('CONTRIBUTING.md', () => {
  const text = readFileSync(path.join(__dirname, '..', 'CONTRIBUTING.md'), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const [testBlock = '', ruleBlock = ''] = blocks;

  function run(code: string, modules: Readonly<Record<string, unknown>>): { default: Rule } {
    const module = { exports: {} as { default: Rule } };
    const load = (name: string) => modules[name];
    new Function('require', 'module', transformSync(code, { loader: 'ts', format: 'cjs' }).code)(load, module);
    return module.exports;
  }

  const rule = run(ruleBlock, {
    '../engine/rule': jest.requireActual('../src/engine/rule'),
    '../flow/flow': jest.requireActual('../src/flow/flow'),
  });
  run(testBlock, {
    '../../src/rules/http-long-timeout': rule,
    '../support/rule-tester': jest.requireActual('./support/rule-tester'),
  });

  test('its page example holds', () => {
    const page = sectionsOf(/^````markdown\n(.*?)^````$/ms.exec(text)?.[1] ?? '');
    const reported = (heading: string) =>
      examplesIn(page.get(heading) ?? '').map((example) => reportedBy(rule.default, example).length);
    expect([reported('Flagged'), reported('Clean')]).toEqual([[1], [0]]);
  });
});
