import { dataPathDiagram } from '../../src/report/data-path-diagram';
import { renderMarkdown } from '../../src/report/markdown';
import { findingOf, locationOf, pathOf, reportOf } from '../support/report-of';

const numbered = (count: number) => pathOf(...Array.from({ length: count }, (_, i) => `step ${i}`));

describe('the picture of a path', () => {
  test('shows where data come from, by which steps, and where they do harm', () => {
    expect(dataPathDiagram(pathOf('the body of {{name}}', 'goes into {{name}}', 'is run')).split('\n')).toEqual([
      '```mermaid',
      'flowchart LR',
      '  s0(["line 1#58; the body of #34;Call#34;"])',
      '  s1["line 2#58; goes into #34;Call#34;"]',
      '  s2{{"line 3#58; is run"}}',
      '  s0 --> s1 --> s2',
      '  classDef harm stroke:#d1242f,stroke-width:3px',
      '  class s2 harm',
      '```',
    ]);
  });

  test.each([
    [2, 2, 'LR'],
    [4, 4, 'LR'],
    [5, 5, 'TB'],
    [9, 9, 'TB'],
    [10, 10, 'TB'],
    [40, 10, 'TB'],
  ])('of %i steps has %i nodes, %s', (steps, nodes, direction) => {
    const diagram = dataPathDiagram(numbered(steps));
    expect(diagram.match(/^ {2}s\d+\W/gm)?.length).toBe(nodes + 1);
    expect(diagram).toContain(`flowchart ${direction}\n`);
    const counts = /"(\d+) more steps?"/.exec(diagram);
    expect(counts?.[1]).toBe(steps > 9 ? String(steps - 9) : undefined);
  });

  test('has labels that end', () => {
    const [step] = pathOf('{{name}} '.repeat(50));
    const long = step && { ...step, message: { ...step.message, values: { name: 'a'.repeat(10_000) } } };
    expect(dataPathDiagram(long ? [long, long] : []).length).toBeLessThan(2500);
  });
});

describe('in the report', () => {
  const findings = Array.from({ length: 30 }, (_, i) =>
    findingOf({ location: locationOf(`${i}.json`, i + 1), path: i % 2 === 0 ? numbered(3) : [] }),
  );
  const diagramsIn = (text: string) => text.match(/^ {2}```mermaid\n[^`]*^ {2}```$/gm) ?? [];
  const drawn = { place: 'summary', drawsMermaid: true } as const;

  test('there is one for each finding with a path, where Mermaid is drawn', () => {
    expect(diagramsIn(renderMarkdown(reportOf({ findings }), drawn))).toHaveLength(15);
    expect(diagramsIn(renderMarkdown(reportOf({ findings }), { place: 'comment' }))).toEqual([]);
    expect(renderMarkdown(reportOf({ findings }), { place: 'summary' })).not.toContain('mermaid');
  });

  test('there are no more than a page can bear', () => {
    expect(diagramsIn(renderMarkdown(reportOf({ findings: [...findings, ...findings] }), drawn))).toHaveLength(20);
  });

  test('they go before any finding does', () => {
    const report = reportOf({ findings });
    const bare = renderMarkdown(report, { place: 'summary' });
    const whole = renderMarkdown(report, drawn);
    const counts = new Set<number>();
    for (let limit = whole.length; limit >= bare.length - 500; limit -= 50) {
      const text = renderMarkdown(report, { ...drawn, limit });
      expect(text.length).toBeLessThanOrEqual(limit);
      const isCut = limit < bare.length;
      expect(text.includes('not shown here')).toBe(isCut);
      if (isCut) expect(diagramsIn(text)).toEqual([]);
      counts.add(diagramsIn(text).length);
    }
    expect(counts.size).toBeGreaterThan(10);
  });
});
