import fc from 'fast-check';
import { Gathering } from '../../src/gathering';
import { judge } from '../../src/policy/judge';
import type { Report } from '../../src/policy/report';
import { renderJson } from '../../src/report/json';
import { renderMarkdown } from '../../src/report/markdown';
import { renderSarif } from '../../src/report/sarif';
import { renderText } from '../../src/report/text';
import { manifest } from '../support/exported-parts';
import { hostileText, payloads } from '../support/hostile-text';
import { type Contents, treeOfFiles } from '../support/read-units';
import { findingOf, locationOf, notAssessedOf, reportOf, solutionOf } from '../support/report-of';
import { reportProblems } from '../support/report-schema';
import { actingLines } from '../support/runner-ports';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';
import { markingRule, stubRule } from '../support/stub-rule';

/** Everything in a solution is hostile text. No name, wherever it stands, may do anything in any report. */

const invisible = /(?!\n)[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** What must hold of the four reports, whatever the names. */
function expectHarmless(report: Report): void {
  const [json, sarif, markdown, text] = [
    renderJson,
    renderSarif,
    renderMarkdown,
    (one: Report) => renderText(one, false),
  ].map((render) => {
    const output = render(report);
    // All of them may be printed on a build log.
    expect(actingLines(output)).toEqual([]);
    expect(output).not.toMatch(invisible);
    return output;
  });
  expect(reportProblems(JSON.parse(json ?? ''))).toEqual([]);
  const log = JSON.parse(sarif ?? '');
  expect(sarifSchemaProblems(log)).toEqual([]);
  for (const uri of urisIn(log))
    expect(uri).toMatch(/^(?:file:\/\/\/(?:[A-Za-z]:\/)?)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*$/);
  expect(unescapedCode(markdown ?? '')).toEqual([]);
  expect(text).not.toContain('\u001b');
}

function urisIn(log: { runs: { results: unknown[]; invocations: unknown[] }[] }): string[] {
  const uris: string[] = [];
  JSON.stringify([log.runs[0]?.results, log.runs[0]?.invocations], (key, value) => {
    if (key === 'uri') uris.push(value);
    return value;
  });
  return uris;
}

/** Code spans of a Markdown text whose content could be anything but letters, digits, blanks and entities. */
function unescapedCode(markdown: string): string[] {
  return [...markdown.matchAll(/<code>(.*?)<\/code>/gs)]
    .map(([, content = '']) => content)
    .filter((content) => !/^(?:[A-Za-z0-9 ]|&#[1-9]\d*;)*$/.test(content));
}

describe('names in a solution, from the file to the report', () => {
  const names = fc.record({
    flow: hostileText,
    action: hostileText,
    inner: hostileText,
    trigger: hostileText,
    variable: hostileText,
    solution: hostileText,
    folder: hostileText,
  });

  /** As a path can be: the systems and the zip reader allow all but these. */
  const asPath = (name: string) =>
    name
      .replaceAll(/[/\\\0]/g, '_')
      .replace(/^\.{1,2}$/, '_')
      .slice(0, 300) || '_';
  /** XML takes no other characters, not even as references. */
  const asXml = (name: string) =>
    name
      .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
      .replaceAll(/[<>&"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);

  function contentsOf(
    name: { [K in 'flow' | 'action' | 'inner' | 'trigger' | 'variable' | 'solution']: string },
  ): Contents {
    const flow = {
      properties: {
        definition: {
          triggers: own(name.trigger, { type: 'Request', kind: name.action, inputs: {} }),
          actions: own(name.action, {
            type: 'Scope',
            actions: own(name.inner, { type: 'Http', inputs: { uri: name.flow, body: `@{${name.inner}` } }),
          }),
        },
      },
    };
    return {
      'Other/Solution.xml': manifest(asXml(name.solution), { version: asXml(name.trigger) }),
      [`Workflows/${asPath(name.flow)}.json`]: flow,
      [`Workflows/${asPath(name.flow)}.json.data.xml`]: `<Workflow Name="${asXml(name.flow)}" />`,
      [`Workflows/broken ${asPath(name.trigger)}.json`]: '{',
      [`apps/${asPath(name.inner)}.json`]: { kind: 'Stateful', definition: { triggers: {}, actions: {} } },
      'environmentvariabledefinitions/a/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="${asXml(name.variable)}"><displayname default="${asXml(name.variable)}" /><defaultvalue>x</defaultvalue><type>100000000</type></environmentvariabledefinition>`,
    };
  }

  /** An object with one own key of any name, `__proto__` too. */
  function own(key: string, value: unknown): object {
    return JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);
  }

  function scan(contents: Contents, folder: string): Report {
    const throwing = stubRule(
      () => ({
        action(action) {
          throw new Error(action.name);
        },
      }),
      { id: 'throwing-rule' },
    );
    const gathering = new Gathering([markingRule({ times: 2 }), throwing]);
    for (const unit of gathering.recognise(treeOfFiles(contents, 'folder', folder))) gathering.scanUnit(unit, []);
    return judge(gathering.result(), { failOn: 'high', persona: 'auditor', allowIncomplete: false });
  }

  test('do nothing', () => {
    let count = 0;
    let findings = 0;
    fc.assert(
      fc.property(names, (name) => {
        const report = scan(contentsOf(name), asPath(name.folder));
        count += 7;
        findings += report.open.length;
        expectHarmless(report);
      }),
      { numRuns: 1_500 },
    );
    expect(count).toBeGreaterThan(10_000);
    // The names must have got as far as the reports.
    expect(findings).toBeGreaterThan(1_500 * 4);
  }, 120_000);

  const withMultitool = hasMultitool ? test : test.skip;

  withMultitool(
    'leave SARIF sound for the validator',
    () => {
      const logs = fc
        .sample(names, { numRuns: 25, seed: 7 })
        .map((name) => renderSarif(scan(contentsOf(name), asPath(name.folder))));
      expect(multitoolResults(logs)).toEqual([]);
    },
    120_000,
  );
});

describe('every text of the model', () => {
  /** A report in which every text that may come from the input is taken from `next`. */
  function reportWith(next: () => string): Report {
    const location = () => ({ ...locationOf(next(), 7), pointer: `/${next()}` });
    const finding = () =>
      findingOf({
        message: { template: 'It is at {{name}}, {{other}}.', values: { name: next(), other: next() } },
        fix: { template: 'Remove {{name}}.', values: { name: next() } },
        solution: next(),
        owner: { kind: 'flow', name: next(), id: next() },
        breadcrumb: [next(), next()],
        location: location(),
        related: [{ ...location(), label: next() }],
        path: Array.from({ length: 9 }, () => ({
          ...location(),
          message: { template: '{{name}}{{other}} goes to {{name}}', values: { name: next(), other: next() } },
        })),
      });
    return reportOf({
      findings: [finding(), { ...finding(), severity: 'low' }],
      solutions: [solutionOf({ uri: next(), name: next(), version: next(), publisher: next() })],
      logicApps: [next()],
      notAssessed: [
        notAssessedOf('unreadable', { uri: next(), message: next() }),
        notAssessedOf('unjudged', { uri: next(), message: next(), location: location() }),
      ],
      failures: [{ ruleId: 'bad-rule', message: next(), stack: `Error\n${next()}\n${next()}` }],
    });
  }

  /** What is ours in a Markdown text: names are in code spans and nowhere else. */
  const skeleton = (markdown: string) =>
    markdown
      .replaceAll(/<code>.*?<\/code>/gs, '<code/>')
      // A step has the name of its file only where that is not the finding's own.
      .replaceAll(/^( {2}- (?:from|then|to)) <code\/> line/gm, '$1 line');

  test('leaves the Markdown around it as it is', () => {
    const plain = skeleton(renderMarkdown(reportWith(() => 'x')));
    expect(plain.match(/<code\/>/g)?.length).toBeGreaterThan(25);
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 3, maxLength: 12 }), (texts) => {
        let i = 0;
        const report = reportWith(() => texts[i++ % texts.length] ?? '');
        const markdown = renderMarkdown(report);
        // What is grouped by name and place may come in another number of groups, but never in another form.
        expect(new Set(skeleton(markdown).split('\n'))).toEqual(new Set(plain.split('\n')));
        expect(unescapedCode(markdown)).toEqual([]);
        expect(markdown).not.toMatch(invisible);
        expect(actingLines(markdown)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  test('leaves the lines of the log as they are', () => {
    const shape = (report: Report) => renderText(report, false).split('\n').length;
    // A stack is shown line by line, at most five.
    const plain = shape(reportWith(() => 'x'));
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 3, maxLength: 12 }), (texts) => {
        let i = 0;
        const report = reportWith(() => (texts[i++ % texts.length] ?? '').replaceAll('\n', '\r'));
        const text = renderText(report, false);
        expect(actingLines(text)).toEqual([]);
        expect(text).not.toMatch(invisible);
        // Two findings stand under one head only if they are of one component.
        expect([plain, plain + 2]).toContain(shape(report));
        expect(actingLines(renderText(report, true))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  }, 60_000);

  test.each([
    ['from', 0],
    ['then', 1],
    ['to', 2],
  ] as const)('acts in no report as the step "%s", neither as a name nor among our words', (word, index) => {
    for (const text of payloads) {
      const path = ['a', 'b', 'c'].map((plain, i) => ({
        ...locationOf('src/Workflows/Order.json', 7),
        message:
          i === index ? { template: `${text} {{name}}`, values: { name: text } } : { template: plain, values: {} },
      }));
      const report = reportOf({ findings: [findingOf({ path })] });
      expectHarmless(report);
      const linesWith = (output: string, start: string) => output.split('\n').filter((line) => line.startsWith(start));
      expect(linesWith(renderText(report, false), `      ${word.padEnd(4)} src/`)).toHaveLength(1);
      const [line = '', ...more] = linesWith(renderMarkdown(report), `  - ${word} line 7: `);
      expect(more).toEqual([]);
      expect(line.replaceAll(/<code>.*?<\/code>/g, '')).toMatch(/^ {2}- \w+ line 7: (?:[A-Za-z0-9 …]|&#\d+;)*$/);
    }
  });

  test('leaves JSON and SARIF in their schemas', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 3, maxLength: 12 }), (texts) => {
        let i = 0;
        // A path is never empty: what has none is given without one.
        expectHarmless(reportWith(() => texts[i++ % texts.length] || 'x'));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
