import type { Rule } from '../../src/engine/rule';
import { mergeLayouts } from '../../src/findings/merge-layouts';
import { customizations, flowJson, guid, manifest, variable } from '../support/exported-parts';
import { locatedIn } from '../support/locate';
import { type Contents, treeOfFiles } from '../support/read-units';
import { stubRule } from '../support/stub-rule';

/** A solution that is scanned in two layouts is told of once; two solutions are told of twice. */

const otherGuid = '5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01';
const flowPath = (id = guid) => `Workflows/Order-${id.toUpperCase()}.json`;
const variablePath = 'environmentvariabledefinitions/con_Key/environmentvariabledefinition.xml';

interface Parts {
  readonly name?: string;
  readonly id?: string;
  readonly flow?: object | string;
  readonly value?: string;
}

const content = ({ id = guid, flow = flowJson(), value = 'x' }: Parts): Contents => ({
  [flowPath(id)]: flow,
  [variablePath]: variable('con_Key', { value }),
});
const source = (parts: Parts = {}, uri = 'src') =>
  treeOfFiles({ 'Other/Solution.xml': manifest(parts.name ?? 'Orders'), ...content(parts) }, 'folder', uri);
const zip = (parts: Parts = {}, uri = 'orders.zip') =>
  treeOfFiles({ 'solution.xml': manifest(parts.name ?? 'Orders', { managed: '1' }), ...content(parts) }, 'zip', uri);
const flat = (parts: Parts = {}, uri = 'flat') =>
  treeOfFiles({ 'solution.xml': manifest(parts.name ?? 'Orders'), ...content(parts) }, 'folder', uri);

/** Where each finding is reported, and where its copies are. Three findings to a solution: trigger, action, variable. */
function places(...trees: readonly ReturnType<typeof source>[]) {
  const unit = (uri: string) => uri.split('/')[0] ?? '';
  return mergeLayouts(locatedIn(trees))
    .map(({ owner, location, related }) =>
      [owner.kind, unit(location.uri), ...related.map((one) => unit(one.uri))].join(' '),
    )
    .sort();
}

const once = (first: string, ...others: readonly string[]) => {
  const rest = [first, ...others].join(' ');
  return [`environment-variable ${rest}`, `flow ${rest}`, `flow ${rest}`];
};

describe('one solution, two layouts', () => {
  test.each([
    ['source and zip: at the source', [source(), zip()], once('src', 'orders.zip')],
    ['the order of scanning does not matter', [zip(), source()], once('src', 'orders.zip')],
    ['flat and zip: at the flat folder', [zip(), flat()], once('flat', 'orders.zip')],
    ['source before flat', [flat(), source()], once('src', 'flat')],
    ['all three', [zip(), flat(), source()], once('src', 'flat', 'orders.zip')],
    ['two zips: at the first', [zip({}, 'a.zip'), zip({}, 'b.zip')], once('a.zip', 'b.zip')],
    ['letter case of the name aside', [source(), zip({ name: 'ORDERS' })], once('src', 'orders.zip')],
    [
      'formatted in another way, keys in another order',
      [
        source({
          flow: JSON.stringify(
            {
              properties: {
                definition: {
                  actions: flowJson().properties.definition.actions,
                  triggers: flowJson().properties.definition.triggers,
                },
              },
            },
            null,
            8,
          ),
        }),
        zip(),
      ],
      once('src', 'orders.zip'),
    ],
  ])('%s', (_, trees, expected) => {
    expect(places(...trees)).toEqual(expected);
  });

  test('the copy is named as one', () => {
    const [first] = mergeLayouts(locatedIn([source(), zip()]));
    expect(first?.related.map(({ label }) => label)).toEqual(['the same, in another copy of this solution']);
    expect(first?.unit).toBe('src');
  });

  test('the way of the data is that of the copy at the source', () => {
    const rule = stubRule(({ report }) => ({
      flow(flow) {
        const [first, last] = [...flow.triggers, ...flow.actions];
        if (!first || !last) return;
        const path = [
          { at: first, text: 'from {{name}}', data: { name: first.name } },
          { at: last, text: 'into {{name}}', data: { name: last.name } },
        ];
        report({ at: last, messageId: 'here', data: { name: 'x' }, path });
      },
    }));
    const findings = mergeLayouts(locatedIn([zip(), source()], [rule]));
    expect(findings.map(({ path }) => path.map(({ uri }) => uri.split('/')[0]))).toEqual([['src', 'src']]);
  });

  test('nothing of the digest is left in a finding', () => {
    for (const finding of mergeLayouts(locatedIn([source(), zip()]))) {
      expect(Object.keys(finding)).not.toContain('digest');
      expect(JSON.stringify(finding)).not.toMatch(/[0-9a-f]{64}/);
    }
  });
});

describe('what is not the same stays apart', () => {
  const [variableOnce, ...flowsOnce] = once('src', 'orders.zip');
  const twice = (kind: string, times: number) =>
    ['orders.zip', 'src'].flatMap((place) => Array<string>(times).fill(`${kind} ${place}`));

  test.each([
    [
      'a flow that was changed in one of them',
      [
        source({ flow: flowJson() }),
        zip({
          flow: {
            properties: {
              definition: {
                triggers: { manual: { type: 'Request', kind: 'Http', inputs: { x: 1 } } },
                actions: { Answer: { type: 'Response' } },
              },
            },
          },
        }),
      ],
      [variableOnce, ...twice('flow', 2)],
    ],
    ['a value that differs', [source(), zip({ value: 'y' })], [...twice('environment-variable', 1), ...flowsOnce]],
    [
      'another solution with the same content',
      [source(), zip({ name: 'Invoices' })],
      [...twice('environment-variable', 1), ...twice('flow', 2)],
    ],
    [
      'the same name, other flows',
      [source(), zip({ id: otherGuid, value: 'y' })],
      [...twice('environment-variable', 1), ...twice('flow', 2)],
    ],
  ])('%s', (_, trees, expected) => {
    expect(places(...trees)).toEqual([...expected].sort());
  });

  test('two copies of a flow under one GUID in one solution are two', () => {
    const tree = treeOfFiles({
      'Other/Solution.xml': manifest('Orders'),
      [`Workflows/A-${guid}.json`]: flowJson(),
      [`Workflows/B-${guid}.json`]: flowJson(),
    });
    const findings = mergeLayouts(locatedIn([tree]));
    expect(findings).toHaveLength(4);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  test('numbers and texts that look alike are not the same', () => {
    const body = (inputs: unknown) => ({ properties: { definition: { triggers: {}, actions: { A: { inputs } } } } });
    for (const [one, other] of [
      [1, '1'],
      [null, 'null'],
      [[1, 2], [12]],
      [[], {}],
      [{ a: { b: 1 } }, { a: {}, b: 1 }],
      [['a', 'b'], ['a,b']],
      [[null], []],
    ]) {
      const flows = places(source({ flow: body(one) }), zip({ flow: body(other) })).filter((line) =>
        line.startsWith('flow'),
      );
      expect([one, other, ...flows]).toEqual([one, other, 'flow orders.zip', 'flow src']);
    }
  });
});

describe('components other than flows and variables', () => {
  const reference = (connector: string) =>
    customizations(
      `<connectionreferences><connectionreference connectionreferencelogicalname="con_sql"><connectorid>${connector}</connectorid></connectionreference></connectionreferences>`,
    );
  const rule: Rule = stubRule(({ report }) => ({
    connectionReference: (one) => report({ at: one, messageId: 'here', data: { name: 'reference' } }),
    solution: (one) =>
      one.manifest && report({ at: { place: one.manifest }, messageId: 'here', data: { name: 'solution' } }),
  }));
  const kinds = (connectorOfZip: string, version: string) => {
    const trees = [
      treeOfFiles(
        { 'Other/Solution.xml': manifest(), 'Other/Customizations.xml': reference('shared_sql') },
        'folder',
        'src',
      ),
      treeOfFiles(
        { 'solution.xml': manifest('Sample', { version }), 'customizations.xml': reference(connectorOfZip) },
        'zip',
        'a.zip',
      ),
    ];
    return mergeLayouts(locatedIn(trees, [rule]))
      .map(({ owner, related }) => `${owner.kind} ${related.length}`)
      .sort();
  };

  test('are told once too', () => {
    expect(kinds('shared_sql', '1.0.0.0')).toEqual(['connection-reference 1', 'solution 1']);
  });

  const everyConnector: Rule = stubRule(({ report }) => ({
    solution(one) {
      for (const connector of one.customConnectors) report({ at: connector, messageId: 'here', data: { name: 'it' } });
    },
  }));
  const connector = (name: string) => `<Connector>\n<name>${name}</name>\n</Connector>`;

  test.each([
    ['the same content', connector('a'), ['file 1']],
    ['other line ends', connector('a').replaceAll('\n', '\r\n'), ['file 1']],
    ['other content', connector('b'), ['file 0', 'file 0']],
  ])('a file that is known by its path, with %s', (_, inZip, expected) => {
    const trees = [
      treeOfFiles({ 'Other/Solution.xml': manifest(), 'Connectors/c.xml': connector('a') }, 'folder', 'src'),
      treeOfFiles({ 'solution.xml': manifest(), 'Connectors/c.xml': inZip }, 'zip', 'a.zip'),
    ];
    const findings = mergeLayouts(locatedIn(trees, [everyConnector]));
    expect(findings.map(({ owner, related }) => `${owner.kind} ${related.length}`)).toEqual(expected);
  });

  test('unless they differ', () => {
    expect(kinds('shared_excel', '2.0.0.0')).toEqual([
      'connection-reference 0',
      'connection-reference 0',
      'solution 0',
      'solution 0',
    ]);
  });
});
