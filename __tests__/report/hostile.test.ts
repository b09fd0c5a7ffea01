import fc from 'fast-check';
import { Gathering } from '../../src/gathering';
import type { Comparison } from '../../src/policy/comparison';
import { judge } from '../../src/policy/judge';
import type { Report } from '../../src/policy/report';
import { annotationsOf } from '../../src/report/annotations';
import { renderJson } from '../../src/report/json';
import { type MarkdownOptions, renderMarkdown } from '../../src/report/markdown';
import { reviewCommentsOf } from '../../src/report/review-comments';
import { renderSarif } from '../../src/report/sarif';
import { renderText } from '../../src/report/text';
import { manifest } from '../support/exported-parts';
import { hostileText, payloads } from '../support/hostile-text';
import { strangeParts } from '../support/inert-markdown';
import { type Contents, treeOfFiles } from '../support/read-units';
import { findingOf, locationOf, notAssessedOf, reportOf, solutionOf } from '../support/report-of';
import { reportProblems } from '../support/report-schema';
import { actingLines } from '../support/runner-ports';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';
import { markingRule, stubRule } from '../support/stub-rule';

/** Everything in a solution is hostile text. No name, wherever it stands, may do anything in any report. */

const invisible = /(?!\n)[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const ruleIds = ['stub-rule', 'gone-rule'];

/** The places that Markdown is written for, with all that it can hold there. */
const places: readonly MarkdownOptions[] = [
  { place: 'file' },
  { place: 'summary', drawsMermaid: true },
  { place: 'summary', limit: 8000 },
  { place: 'comment' },
];

/** Half of the findings are new; of two that are fixed, one is only known by what a comment kept. */
function comparisonOf({ open, belowThreshold }: Report, label: string, ruleId: string): Comparison {
  const findings = [...open, ...belowThreshold];
  const [finding] = findings;
  return {
    against: 'commit',
    label,
    added: new Set(findings.filter((_, i) => i % 2 === 0).map(({ fingerprint }) => fingerprint)),
    fixed: [
      { fingerprint: 'a', ruleId: 'gone-rule', finding },
      { fingerprint: 'b', ruleId, finding: undefined },
    ],
    unchanged: 1,
  };
}

/** What must hold of everything that is written, whatever the names. */
function expectHarmless(report: Report, comparison: Comparison): void {
  const json = renderJson(report);
  const sarif = renderSarif(report);
  const text = renderText(report, false);
  const markdowns = places.map((options) => renderMarkdown(report, { ...options, comparison }));
  const findings = [...report.open, ...report.belowThreshold];
  const comments = reviewCommentsOf(findings).map(({ markdown }) => markdown);
  const annotations = annotationsOf(report).map(({ title, message }) => `${title}\n${message}`);
  // All of them may be printed on a build log.
  for (const output of [json, sarif, text, ...markdowns, ...comments, ...annotations]) {
    if (actingLines(output).length > 0) expect(actingLines(output)).toEqual([]);
    if (invisible.test(output)) expect(output).not.toMatch(invisible);
  }
  expect(reportProblems(JSON.parse(json))).toEqual([]);
  const log = JSON.parse(sarif);
  expect(sarifSchemaProblems(log)).toEqual([]);
  expect(urisIn(log).filter((uri) => !reference.test(uri))).toEqual([]);
  expect(markdowns.flatMap((markdown) => strangeParts(markdown, ruleIds))).toEqual([]);
  // Limits count bytes or characters: with ASCII they are the same.
  expect(markdowns.filter((markdown) => /[^\n -~]/.test(markdown))).toEqual([]);
  expect(comments.flatMap((comment) => strangeParts(comment.replaceAll(' › ', ', '), ruleIds))).toEqual([]);
  expect(text).not.toContain('\u001b');
}

const reference = /^(?:file:\/\/\/(?:[A-Za-z]:\/)?)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*$/;

function urisIn(log: { runs: { results: unknown[]; invocations: unknown[] }[] }): string[] {
  const uris: string[] = [];
  JSON.stringify([log.runs[0]?.results, log.runs[0]?.invocations], (key, value) => {
    if (key === 'uri') uris.push(value);
    return value;
  });
  return uris;
}

describe('names in a solution, from the file to the report', () => {
  const component = fc.record({
    flow: hostileText,
    action: hostileText,
    inner: hostileText,
    trigger: hostileText,
    variable: hostileText,
  });
  const perComponent = 5;
  /** A solution of several, so that what each run costs is for many names. */
  const components = 6;
  const names = fc.record({
    solution: hostileText,
    folder: hostileText,
    components: fc.array(component, { minLength: components, maxLength: components }),
  });
  type Names = typeof names extends fc.Arbitrary<infer T> ? T : never;

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

  function contentsOf({ solution, components }: Names): Contents {
    const contents: Record<string, Contents[string]> = {
      'Other/Solution.xml': manifest(asXml(solution), { version: asXml(components[0]?.trigger ?? '') }),
    };
    for (const [i, name] of components.entries()) {
      const flow = `Workflows/${i} ${asPath(name.flow)}.json`;
      contents[flow] = {
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
      contents[`${flow}.data.xml`] = `<Workflow Name="${asXml(name.flow)}" />`;
      contents[`environmentvariabledefinitions/${i}/environmentvariabledefinition.xml`] =
        `<environmentvariabledefinition schemaname="${asXml(name.variable)}"><displayname default="${asXml(name.variable)}" /><defaultvalue>x</defaultvalue><type>100000000</type></environmentvariabledefinition>`;
    }
    const [first] = components;
    contents[`Workflows/broken ${asPath(first?.trigger ?? '')}.json`] = '{';
    contents[`apps/${asPath(first?.inner ?? '')}.json`] = {
      kind: 'Stateful',
      definition: { triggers: {}, actions: {} },
    };
    return contents;
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
    const gathering = new Gathering([markingRule(), throwing]);
    for (const unit of gathering.recognise(treeOfFiles(contents, 'folder', folder))) gathering.scanUnit(unit, []);
    return judge(gathering.result(), { failOn: 'high', persona: 'auditor', allowIncomplete: false });
  }

  test('do nothing', () => {
    const runs = 320;
    let count = 0;
    let findings = 0;
    fc.assert(
      fc.property(names, (name) => {
        const report = scan(contentsOf(name), asPath(name.folder));
        count += components * perComponent + 2;
        findings += report.open.length;
        expectHarmless(report, comparisonOf(report, name.solution, name.folder));
      }),
      { numRuns: runs },
    );
    expect(count).toBeGreaterThan(10_000);
    // The names must have got as far as the reports: trigger, action, inner action, variable.
    expect(findings).toBeGreaterThan(runs * components * 2);
  }, 120_000);

  const withMultitool = hasMultitool ? test : test.skip;

  withMultitool(
    'leave SARIF sound for the validator',
    () => {
      const logs = fc
        .sample(names, { numRuns: 6, seed: 7 })
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

  /** What is ours in a Markdown text: names are in code spans and labels, and nowhere else. */
  const skeleton = (markdown: string) =>
    markdown
      .replaceAll(/<code>.*?<\/code>/gs, '<code/>')
      .replaceAll(/^( {4}s\d\W{1,2}").*(?="\W{1,2}$)/gm, '$1')
      // What compares is named in prose if it is nothing but words.
      .replaceAll(/^(Compared with ).*?(?=: \*\*\d)/gm, '$1')
      // A step has the name of its file, and a component that of its solution, only where that is another one.
      .replaceAll(/^( {2}- (?:from|then|to|see)) <code\/> line/gm, '$1 line')
      .replaceAll(/ in <code\/>$/gm, '');

  test.each(places.map((options) => [JSON.stringify(options), options] as const))(
    'leaves the Markdown around it as it is, %s',
    (_, options) => {
      const written = (report: Report, name: string) =>
        renderMarkdown(report, { ...options, comparison: comparisonOf(report, name, name) });
      const plain = skeleton(
        written(
          reportWith(() => 'x'),
          'x',
        ),
      );
      const isCut = options.limit !== undefined;
      fc.assert(
        fc.property(fc.array(hostileText, { minLength: 3, maxLength: 12 }), (texts) => {
          let i = 0;
          const report = reportWith(() => texts[i++ % texts.length] ?? '');
          const markdown = written(report, texts[0] ?? '');
          expect(strangeParts(markdown, ruleIds)).toEqual([]);
          // What is grouped by name and place may come in another number of groups, but never in another form.
          if (!isCut) expect(new Set(skeleton(markdown).split('\n'))).toEqual(new Set(plain.split('\n')));
          else expect(markdown.length).toBeLessThanOrEqual(options.limit ?? 0);
        }),
        { numRuns: 600 },
      );
    },
    60_000,
  );

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
      expectHarmless(report, comparisonOf(report, text, text));
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
        const report = reportWith(() => texts[i++ % texts.length] || 'x');
        expectHarmless(report, comparisonOf(report, texts[0] ?? '', texts[1] ?? ''));
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
