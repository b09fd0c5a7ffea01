import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { writeMessage } from '../../src/engine/message';
import type { Rule } from '../../src/engine/rule';
import { type Result, runRules } from '../../src/engine/run';
import { rules } from '../../src/rules';
import { composesOf, type Naming, oddNames, type Plan, plainNames, plans, writeFlow } from './random-flows';
import { compose, type FlowParts, inOrder, readSecret, send, setVariable, solutionOf } from './solution-of';

/**
 * What holds for every rule that follows data, whatever the flow: what has nothing to do with the data changes nothing.
 */

const dataRules = rules.filter(({ meta }) =>
  /from '\.\.\/(?:dataflow\/|detection\/(?:run-time|open-trigger))/.test(
    readFileSync(path.join(__dirname, '..', '..', 'src', 'rules', `${meta.id}.ts`), 'utf8'),
  ),
);
const injectionRules = dataRules.filter(({ meta }) => /-injection$|^request-forgery$/.test(meta.id));

test('there are rules to try this with', () => {
  expect(dataRules.length).toBeGreaterThan(8);
  expect(injectionRules.map(({ meta }) => meta.id)).toEqual(['html-injection', 'query-injection', 'request-forgery']);
});

const settings = { seed: 20_260_118, numRuns: 200 };

// --- Findings in comparable form ---

interface Definition {
  readonly triggers: object;
  readonly actions: object;
}

function resultsIn(flows: FlowParts, some: readonly Rule[] = dataRules): readonly Result[] {
  const { results, crashes } = runRules(some, solutionOf(flows));
  if (crashes[0]) throw crashes[0].error;
  return results;
}

const levelsOf = ({ rule, severity, confidence, persona }: Result) =>
  [rule.meta.id, severity, confidence, persona].join(' ');

/** A finding with all that it says. @param show what to write for a name */
function whole(result: Result, show: (name: string) => string = (name) => name): string {
  const at = ({ path: steps }: Result['place']) => steps.map((step) => show(String(step))).join('/');
  const steps = result.path.map((step) => `${at(step.place)}: ${writeMessage(step.message, show)}`);
  return [
    levelsOf(result),
    result.messageId,
    at(result.place),
    writeMessage(result.message, show),
    writeMessage(result.fix, show),
    ...steps,
  ].join('\n');
}

const sorted = (texts: readonly string[]) => [...texts].sort();
const wholes = (flows: FlowParts) => sorted(resultsIn(flows).map((result) => whole(result)));

/** A finding by what it is and where. Data may come to a place in several ways, of which one is told: not always the same. */
const placed = (result: Result) => `${levelsOf(result)} ${result.place.path.join('/')}`;

// --- Changes of flows ---

/** Every object of actions in a definition. */
function branchesIn(definition: Definition): Record<string, object>[] {
  const found: Record<string, object>[] = [];
  const open: unknown[] = [definition];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (key === 'actions') found.push(value as Record<string, object>);
      open.push(value);
    }
  }
  return found;
}

const unrelated: readonly object[] = [
  compose('fixed'),
  compose({ a: [1, 'two'], b: '@utcNow()' }),
  { type: 'Wait', inputs: { interval: { count: 1, unit: 'Minute' } } },
  { type: 'Http', inputs: { method: 'GET', uri: 'https://unrelated.contoso.example/items' } },
  { type: 'InitializeVariable', inputs: { variables: [{ name: 'unrelated', type: 'string', value: 'x' }] } },
  { type: 'Scope', actions: { Unrelated_inner: compose(1) } },
];

/** The same flow with an action more, which nothing refers to and which refers to nothing. */
function withUnrelated<D extends Definition>(definition: D, where: number, what: number, isFirst: boolean): D {
  const copy = structuredClone(definition);
  const branches = branchesIn(copy);
  const branch = branches[where % branches.length] ?? {};
  const old = { ...branch };
  for (const key of Object.keys(branch)) delete branch[key];
  const fresh = { Unrelated: { ...unrelated[what % unrelated.length], runAfter: {} } };
  Object.assign(branch, isFirst ? { ...fresh, ...old } : { ...old, ...fresh });
  return copy;
}

/** The same value with the keys of all objects in another order. */
function reordered(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, turn));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, item]) => [key, reordered(item, turn)] as const);
  const by = turn % members.length || 0;
  const turned = [...members.slice(by), ...members.slice(0, by)];
  return Object.fromEntries(turn % 2 === 0 ? turned : turned.reverse());
}

// --- Flows by hand ---

const request = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const sql = (query: string) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: '/x/shared_sql', connectionName: 'shared_sql', operationId: 'ExecutePassThroughNativeQuery_V2' },
    parameters: { 'query/query': query },
  },
});
const q = (name: string) => `'${name.replaceAll("'", "''")}'`;
const failed = ['Failed', 'TimedOut'];

/** Flows as people make them, with the names left open. */
const byHand: readonly ((n: Naming) => Definition)[] = [
  (n) => ({
    triggers: request,
    actions: inOrder({
      [n(0)]: compose("name = '@{triggerBody()?['name']}'"),
      [n(1)]: sql(`SELECT * FROM orders WHERE @{outputs(${q(n(0))})}`),
      [n(2)]: { type: 'Response', inputs: { statusCode: 200, body: `@body(${q(n(1))})` } },
    }),
  }),
  (n) => ({
    triggers: request,
    actions: {
      [n(0)]: readSecret,
      [n(1)]: {
        type: 'Scope',
        runAfter: { [n(0)]: ['Succeeded'] },
        actions: { [n(2)]: send({ password: `@body(${q(n(0))})?['value']`, other: `@{body(${q(n(0))})?['value']}` }) },
      },
      [n(3)]: {
        type: 'Query',
        runAfter: { [n(1)]: failed },
        inputs: { from: `@result(${q(n(1))})`, where: "@equals(item()?['status'], 'Failed')" },
      },
      [n(4)]: {
        type: 'Response',
        runAfter: { [n(3)]: ['Succeeded'] },
        inputs: { statusCode: 500, body: { what: `@body(${q(n(3))})`, why: `@{actions(${q(n(2))})?['error']}` } },
      },
    },
  }),
  (n) => ({
    triggers: request,
    actions: inOrder({
      [n(0)]: { type: 'InitializeVariable', inputs: { variables: [{ name: 'all', type: 'string' }] } },
      [n(1)]: {
        type: 'Foreach',
        foreach: "@triggerBody()?['items']",
        actions: inOrder({
          [n(2)]: {
            type: 'AppendToStringVariable',
            inputs: { name: 'all', value: `<li>@{items(${q(n(1))})?['text']}</li>` },
          },
          [n(3)]: { type: 'Http', inputs: { method: 'GET', uri: `@items(${q(n(1))})?['url']` } },
        }),
      },
      [n(4)]: {
        type: 'OpenApiConnection',
        inputs: {
          host: { apiId: '/x/shared_office365', connectionName: 'x', operationId: 'SendEmailV2' },
          parameters: { 'emailMessage/Body': "<ul>@{variables('all')}</ul>" },
        },
      },
    }),
  }),
  (n) => ({
    triggers: request,
    actions: inOrder({
      [n(0)]: { type: 'InitializeVariable', inputs: { variables: [{ name: 'key', type: 'string' }] } },
      [n(1)]: readSecret,
      [n(2)]: setVariable('key', `@body(${q(n(1))})?['value']`),
      [n(3)]: {
        type: 'If',
        expression: { equals: ["@triggerOutputs()?['headers']?['x-key']", "@variables('key')"] },
        actions: { [n(4)]: { type: 'Response', inputs: { statusCode: 200, body: `@outputs(${q(n(1))})` } } },
        else: { actions: { [n(5)]: { type: 'Response', inputs: { statusCode: 401, body: 'no' } } } },
      },
    }),
  }),
];

const handMade = byHand.map((flow) => flow(plainNames));

test('the flows by hand have findings, and so have those made at random', () => {
  for (const flow of handMade) expect(resultsIn({ Flow: flow }).length).toBeGreaterThan(0);
  const seen = new Set<string>();
  for (const plan of fc.sample(plans, { seed: settings.seed, numRuns: settings.numRuns })) {
    for (const { rule } of resultsIn({ Flow: writeFlow(plan, plainNames).definition })) seen.add(rule.meta.id);
  }
  expect(seen.size).toBeGreaterThan(8);
});

// --- The properties ---

describe('an unrelated action changes no finding', () => {
  const isSame = (definition: Definition, where: number, what: number, isFirst: boolean) => {
    const changed = withUnrelated(definition, where, what, isFirst);
    expect(wholes({ Flow: changed })).toEqual(wholes({ Flow: definition }));
  };

  test.each(handMade.map((flow, i) => [i, flow] as const))('flow %i by hand', (_, flow) => {
    for (let i = 0; i < 2 * unrelated.length; i++) isSame(flow, i, i, i % 2 === 0);
  });

  test('flows at random', () => {
    fc.assert(
      fc.property(plans, fc.nat(), fc.nat(), fc.boolean(), (plan, where, what, isFirst) => {
        isSame(writeFlow(plan, plainNames).definition, where, what, isFirst);
      }),
      settings,
    );
  });
});

describe('other names change nothing but the names', () => {
  /** All that is found, with the numbers of actions in the place of their names, in expressions that are shown too. */
  const found = (flow: (n: Naming) => Definition, nameOf: Naming) => {
    const names = Array.from({ length: 80 }, (_, i) => nameOf(i));
    const numbers = new Map(names.map((name, i) => [name, `#${i}`]));
    const show = (text: string) =>
      numbers.get(text) ?? names.reduce((shown, name, i) => shown.replaceAll(q(name), `'#${i}'`), text);
    return sorted(resultsIn({ Flow: flow(nameOf) }).map((result) => whole(result, show)));
  };

  test.each(byHand.map((flow, i) => [i, flow] as const))('flow %i by hand', (_, flow) => {
    expect(found(flow, oddNames)).toEqual(found(flow, plainNames));
  });

  test('flows at random', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const flow = (n: Naming) => writeFlow(plan, n).definition;
        expect(found(flow, oddNames)).toEqual(found(flow, plainNames));
      }),
      settings,
    );
  });
});

describe('the order of keys changes no finding', () => {
  const isSame = (definition: Definition, turn: number) => {
    const changed = reordered(definition, turn) as Definition;
    const before = sorted(resultsIn({ Flow: definition }).map(placed));
    expect(sorted(resultsIn({ Flow: changed }).map(placed))).toEqual(before);
  };

  test.each(handMade.map((flow, i) => [i, flow] as const))('flow %i by hand', (_, flow) => {
    for (const turn of [1, 2, 3, 4, 5]) isSame(flow, turn);
  });

  test('flows at random', () => {
    fc.assert(
      fc.property(plans, fc.nat({ max: 20 }), (plan, turn) => isSame(writeFlow(plan, plainNames).definition, turn)),
      settings,
    );
  });
});

describe('a Compose whose value is put in its place hides no injection', () => {
  const injections = (plan: Plan, inlined?: number) =>
    resultsIn({ Flow: writeFlow(plan, plainNames, inlined).definition }, injectionRules).map(
      ({ rule, place }) => `${rule.meta.id} ${place.path.join('/')}`,
    );

  test('flows at random', () => {
    let compared = 0;
    fc.assert(
      fc.property(plans, (plan) => {
        const before = injections(plan);
        for (const one of composesOf(plan)) {
          const after = new Set(injections(plan, one));
          const inCompose = `/${plainNames(one)}/`;
          compared += before.length;
          expect(before.filter((finding) => !after.has(finding) && !finding.includes(inCompose))).toEqual([]);
        }
      }),
      { ...settings, numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  const text = "@{triggerBody()?['name']}";
  test.each<[string, (value: string) => object, string, string]>([
    ['a query', sql, "SELECT * FROM t WHERE a = '@{outputs('C')}'", `SELECT * FROM t WHERE a = '${text}'`],
    ['a condition of a query', sql, "SELECT * FROM t WHERE @{outputs('C')}", `SELECT * FROM t WHERE ${text}`],
    [
      'an address',
      (uri) => ({ type: 'Http', inputs: { method: 'GET', uri } }),
      "@outputs('C')",
      "@triggerBody()?['name']",
    ],
  ])('%s by hand', (_, action, named, inlined) => {
    const found = (value: string) =>
      resultsIn(
        { Flow: { triggers: request, actions: inOrder({ C: compose(text), Use: action(value) }) } },
        injectionRules,
      ).map(placed);
    expect(found(named).length).toBe(1);
    expect(found(inlined)).toEqual(found(named));
  });
});
