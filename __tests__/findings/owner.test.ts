import type { Rule, RuleContext } from '../../src/engine/rule';
import { customizations, flowJson, guid, manifest, settings, variable } from '../support/exported-parts';
import { findingsIn } from '../support/locate';
import { markingRule, stubRule } from '../support/stub-rule';

jest.setTimeout(60_000);

/** Whose a finding is, and where in it. */

const flowPath = `Workflows/Order-${guid.toUpperCase()}.json`;
const source = { 'Other/Solution.xml': manifest('Orders') };
const reporting = (visit: (report: RuleContext<'here'>['report']) => object): Rule =>
  stubRule(({ report }) => visit(report));
const at = (place: unknown) => ({ at: place as never, messageId: 'here' as const, data: { name: 'x' } });

const nested = {
  properties: {
    connectionReferences: { actions: { Deep: { api: { name: 'shared_sql' } } } },
    definition: {
      triggers: { manual: { type: 'Request', inputs: { schema: {} } } },
      actions: {
        Check: {
          type: 'If',
          actions: {},
          else: { actions: { Each: { type: 'Foreach', actions: { Call: { type: 'Http', inputs: { uri: 'x' } } } } } },
        },
        Deep: { type: 'Compose' },
      },
    },
  },
};

describe('breadcrumbs', () => {
  const inputsOf = (name: string) =>
    reporting((report) => ({
      action(action: { name: string; inputs: { get(key: string): unknown } | undefined }) {
        if (action.name === name) report(at(action.inputs?.get('uri') ?? action));
      },
    }));

  test.each([
    ['an action inside containers', inputsOf('Call'), ['Check', 'Each', 'Call']],
    ['a container', inputsOf('Each'), ['Check', 'Each']],
    ['an action at the top', inputsOf('Deep'), ['Deep']],
    [
      'a trigger',
      reporting((report) => ({
        trigger: (one: { node: { get(...keys: string[]): unknown } }) => report(at(one.node.get('inputs', 'schema'))),
      })),
      ['manual'],
    ],
    ['the flow as a whole', reporting((report) => ({ flow: (flow: unknown) => report(at(flow)) })), []],
    [
      'a connection reference of the flow, under keys that an action has too',
      reporting((report) => ({
        flow: (flow: { connectionReferences: readonly { node: { get(key: string): unknown } }[] }) =>
          report(at(flow.connectionReferences[0]?.node.get('Deep'))),
      })),
      [],
    ],
  ])('%s', (_, rule, breadcrumb) => {
    const findings = findingsIn({ ...source, [flowPath]: nested }, [rule]);
    expect(findings.map((one) => [one.owner.kind, one.breadcrumb])).toEqual([['flow', breadcrumb]]);
  });

  test('of thousands of levels are shortened, and take no time', () => {
    const times = 1_500;
    const text = `{"properties":{"definition":{"triggers":{},"actions":{${'"S":{"actions":{'.repeat(times)}"Leaf":{}${'}}'.repeat(times)}}}}}`;
    const start = process.hrtime.bigint();
    const findings = findingsIn({ ...source, [flowPath]: text });
    expect(findings).toHaveLength(times + 1);
    expect(Math.max(...findings.map(({ breadcrumb }) => breadcrumb.length))).toBe(20);
    expect(findings.find(({ breadcrumb }) => breadcrumb.at(-1) === 'Leaf')?.breadcrumb).toContain('…');
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(30_000);
  });
});

describe('owners', () => {
  const folder = 'environmentvariabledefinitions/con_Key/';

  test('a flow is known by its GUID, else by its path in the solution', () => {
    const owner = (path: string) => findingsIn({ ...source, [path]: flowJson() })[0]?.owner;
    expect(owner(flowPath)).toEqual({ kind: 'flow', name: 'Order', id: guid });
    expect(owner('Workflows/Order.json')).toEqual({ kind: 'flow', name: 'Order', id: 'workflows/order.json' });
  });

  test.each([
    [
      'its default',
      { [`${folder}environmentvariabledefinition.xml`]: variable('con_Key', { value: 'x', display: 'API key' }) },
    ],
    [
      'its values file',
      {
        [`${folder}environmentvariabledefinition.xml`]: variable('con_Key', { display: 'API key' }),
        [`${folder}environmentvariablevalues.json`]: {
          environmentvariablevalues: { environmentvariablevalue: { value: 'x' } },
        },
      },
    ],
    [
      'deployment settings',
      {
        [`${folder}environmentvariabledefinition.xml`]: variable('con_Key', { display: 'API key' }),
        'test.json': settings({ CON_KEY: 'x' }),
      },
    ],
    ['its definition', { [`${folder}environmentvariabledefinition.xml`]: variable('con_Key', { display: 'API key' }) }],
  ])('an environment variable, found in %s', (_, contents) => {
    const findings = findingsIn({ ...source, ...contents });
    expect(findings.map(({ owner }) => owner)).toEqual([
      { kind: 'environment-variable', name: 'API key', id: 'con_key' },
    ]);
  });

  test('a connection reference, the solution, a file', () => {
    const reference = `<connectionreference connectionreferencelogicalname="con_SP"><connectorid>shared_sql</connectorid></connectionreference>`;
    const contents = {
      ...source,
      'Other/Customizations.xml': customizations(
        `<Connectors><Connector><name>c</name></Connector></Connectors><connectionreferences>${reference}</connectionreferences>`,
      ),
    };
    const rule = reporting((report) => ({
      connectionReference: (one: unknown) => report(at(one)),
      solution(one: { manifest: unknown; customConnectors: readonly unknown[] }) {
        report(at({ place: one.manifest }));
        report(at(one.customConnectors[0]));
      },
    }));
    expect(findingsIn(contents, [rule]).map(({ owner }) => owner)).toEqual([
      { kind: 'solution', name: 'Orders', id: '' },
      { kind: 'file', name: 'Other/Customizations.xml', id: 'other/customizations.xml' },
      { kind: 'connection-reference', name: 'con_SP', id: 'con_sp' },
    ]);
  });
});

describe('repeated findings', () => {
  test('of several readings of one text are one; in another copy they are their own', () => {
    const text =
      '{"properties":{"definition":{"triggers":{},"actions":{"A":{"type":"X"},"B":{"type":"1"},"B":{"type":"2"}}}}}';
    const findings = findingsIn({ ...source, [flowPath]: text });
    expect(findings.map(({ breadcrumb, location }) => [breadcrumb.join(), location.region.startColumn])).toEqual([
      ['A', text.indexOf('{"type":"X"') + 1],
      ['B', text.indexOf('{"type":"2"') + 1],
      ['B', text.indexOf('{"type":"1"') + 1],
    ]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  test('with other messages at one place are several', () => {
    const findings = findingsIn({ ...source, [flowPath]: flowJson() }, [markingRule({ times: 3 })]);
    expect(findings).toHaveLength(6);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(6);
  });
});
