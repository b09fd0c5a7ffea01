/**
 * Flows made at random, for properties of everything that follows data. A flow is a plan first: steps that refer to each other by number.
 * So it can be written with any names, and with the value of a Compose in the place of its name.
 */

import fc from 'fast-check';

/** What an expression refers to; numbers choose among the earlier steps that fit. */
export type Reference =
  | { readonly to: 'trigger'; readonly form: number; readonly key: string }
  | { readonly to: 'action' | 'item' | 'result'; readonly form: number; readonly key: string; readonly choice: number }
  | { readonly to: 'variable'; readonly choice: number }
  | { readonly to: 'run' };

/** A text, or a reference, inside of functions. */
export type Part = string | { readonly of: Reference; readonly inside: readonly string[] };
export type Value = readonly Part[];

interface Plain {
  readonly kind: (typeof kinds)[number];
  readonly values: readonly Value[];
  readonly after: number;
  readonly secured: number;
}

export interface Container {
  readonly kind: 'scope' | 'if' | 'switch' | 'foreach' | 'until';
  readonly values: readonly Value[];
  readonly after: number;
  readonly branches: readonly [readonly Step[], readonly Step[]];
}

export type Step = Plain | Container;

export interface Plan {
  readonly trigger: number;
  readonly steps: readonly Step[];
}

const kinds = [
  'compose',
  'object',
  'parse',
  'filter',
  'select',
  'secret',
  'rows',
  'query',
  'request',
  'address',
  'mail',
  'row',
  'change',
  'variable',
  'append',
  'response',
] as const;

// --- Making plans ---

const texts = [
  ' and ',
  "'",
  "name eq '",
  '<p>',
  '</p>',
  'https://a.contoso.example/',
  '/',
  '?x=',
  'SELECT * FROM t WHERE a = ',
];
const functions = [
  'string',
  'toLower',
  'trim',
  'encodeUriComponent',
  'uriComponent',
  'int',
  'json',
  'first',
  'base64',
  'quoted',
];
const keys = ['', '', 'name', 'value', 'id', 'error', 'a'];

const small = fc.nat({ max: 20 });
const form = fc.nat({ max: 5 });
const key = fc.constantFrom(...keys);

const reference: fc.Arbitrary<Reference> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ to: fc.constant('trigger' as const), form, key }) },
  { weight: 6, arbitrary: fc.record({ to: fc.constant('action' as const), form, key, choice: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ to: fc.constantFrom('item' as const, 'result' as const), form, key, choice: small }),
  },
  { weight: 2, arbitrary: fc.record({ to: fc.constant('variable' as const), choice: fc.nat({ max: 1 }) }) },
  { weight: 1, arbitrary: fc.constant({ to: 'run' as const }) },
);
const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...texts) },
  {
    weight: 3,
    arbitrary: fc.record({ of: reference, inside: fc.array(fc.constantFrom(...functions), { maxLength: 1 }) }),
  },
);
const value: fc.Arbitrary<Value> = fc.array(part, { minLength: 1, maxLength: 3 });
const values = fc.tuple(value, value);
const after = fc.nat({ max: 9 });

const plain: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  values,
  after,
  secured: fc.nat({ max: 9 }),
});

function steps(depth: number, most: number): fc.Arbitrary<readonly Step[]> {
  if (depth === 0) return fc.array(plain, { maxLength: most });
  const container = fc.record({
    kind: fc.constantFrom('scope' as const, 'if' as const, 'switch' as const, 'foreach' as const, 'until' as const),
    values,
    after,
    branches: fc.tuple(steps(depth - 1, 3), steps(depth - 1, 2)),
  });
  return fc.array(fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: container }), {
    minLength: depth > 1 ? 2 : 0,
    maxLength: most,
  });
}

export const plans: fc.Arbitrary<Plan> = fc.record({ trigger: fc.nat({ max: 5 }), steps: steps(2, 8) });

// --- Writing flows ---

export type Naming = (index: number) => string;

/** Names as makers give them, and names that are hard to handle: quotes, slashes, dots, what is a name of something else too. */
export const plainNames: Naming = (index) => `Step_${index}`;
export const oddNames: Naming = (index) =>
  [`It's ${index}`, `a/b~${index}`, `Ä.${index}`, `item ${index}`, `@{x} ${index}`, `bodY ${index}`][index % 6] ?? '';

/** The parts of a flow's definition, and how many actions it has. */
export interface Written {
  readonly definition: { readonly triggers: object; readonly actions: object };
  readonly count: number;
}

/** @param inlined the number of a Compose whose value is to stand where its outputs are read */
export function writeFlow({ trigger, steps }: Plan, nameOf: Naming, inlined?: number): Written {
  return new Writer(nameOf, inlined).flow(trigger, steps);
}

/** The numbers of the Composes of a plan that hold a text: those that can be inlined. */
export function composesOf(plan: Plan): readonly number[] {
  return numbered(plan.steps).flatMap(({ kind }, index) => (kind === 'compose' ? [index] : []));
}

/** Every step in the order in which they are written, each container before what it holds. */
function numbered(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) =>
    'branches' in step ? [step, ...numbered(step.branches[0]), ...numbered(step.branches[1])] : [step],
  );
}

interface Known {
  readonly index: number;
  readonly kind: Step['kind'];
  readonly value: Value;
}

const statuses = [
  ['Failed', 'TimedOut'],
  ['Succeeded', 'Failed', 'Skipped'],
  ['Skipped', 'Failed'],
];
const securedAs = [['inputs'], ['outputs'], ['inputs', 'outputs']];

class Writer {
  private readonly known: Known[] = [];

  constructor(
    private readonly nameOf: Naming,
    private readonly inlined: number | undefined,
  ) {}

  flow(trigger: number, steps: readonly Step[]): Written {
    const variables = [0, 1].map((i) => ({ name: `v${i}`, type: 'string', value: '' }));
    const init = { Init: { type: 'InitializeVariable', inputs: { variables: variables.slice(0, 1) }, runAfter: {} } };
    const actions = { ...init, ...this.actions(steps) };
    return { definition: { triggers: triggerOf(trigger), actions }, count: this.known.length };
  }

  private actions(steps: readonly Step[]): object {
    const actions: [string, object][] = [];
    for (const step of steps) {
      const index = this.known.length;
      const before = actions.at(-1)?.[0];
      this.known.push({ index, kind: step.kind, value: step.values[0] ?? [] });
      const runAfter = before === undefined ? {} : { [before]: statuses[step.after] ?? ['Succeeded'] };
      actions.push([this.nameOf(index), { ...this.action(step, index), runAfter }]);
    }
    return Object.fromEntries(actions);
  }

  private action(step: Step, index: number): object {
    const [first = '', second = ''] = step.values.map((one) => this.write(one, index));
    if ('branches' in step) return this.container(step, first);
    const more = securedAs[step.secured];
    const settings = more ? { runtimeConfiguration: { secureData: { properties: more } } } : {};
    return { ...plainAction(step.kind, first, second), ...settings };
  }

  private container({ kind, branches }: Container, first: string): object {
    const [main, other] = branches.map((steps) => this.actions(steps));
    switch (kind) {
      case 'scope':
        return { type: 'Scope', actions: { ...main, ...other } };
      case 'if':
        return { type: 'If', expression: { equals: [first, 'x'] }, actions: main, else: { actions: other } };
      case 'switch':
        return {
          type: 'Switch',
          expression: first,
          cases: { One: { case: 'x', actions: main } },
          default: { actions: other },
        };
      case 'foreach':
        return { type: 'Foreach', foreach: first, actions: { ...main, ...other } };
      case 'until':
        return { type: 'Until', expression: first, actions: { ...main, ...other } };
    }
  }

  /** A value as a string of the flow: one expression, or a text with expressions in it. */
  private write(value: Value, before: number): string {
    const parts = this.flattened(value, before);
    const [only, ...more] = parts;
    if (parts.length === 1 && only !== undefined && typeof only !== 'string')
      return `@${this.expression(only, before)}`;
    return [only ?? '', ...more]
      .map((part) => (typeof part === 'string' ? part : `@{${this.expression(part, before)}}`))
      .join('');
  }

  /** The value with the inlined Compose's own in the place of a reference to it. */
  private flattened(value: Value, before: number): readonly Part[] {
    return value.flatMap((part) => {
      const inlined =
        typeof part === 'string' || part.inside.length > 0 ? undefined : this.inlinedValue(part.of, before);
      return inlined ? this.flattened(inlined.value, inlined.index) : [this.resolved(part, before)];
    });
  }

  /** A part whose reference no longer depends on where it stands. */
  private resolved(part: Part, before: number): Part {
    if (typeof part === 'string' || !('choice' in part.of) || part.of.to === 'variable') return part;
    const target = this.target(part.of, before);
    return { ...part, of: target ? { ...part.of, choice: -1 - target.index } : fromTrigger };
  }

  private target(reference: Reference, before: number): Known | undefined {
    if (!('choice' in reference) || reference.to === 'variable') return undefined;
    if (reference.choice < 0) return this.known[-1 - reference.choice];
    const fitting = this.known.filter(({ index, kind }) => index < before && fits(reference.to, kind));
    return fitting[reference.choice % Math.max(1, fitting.length)];
  }

  private inlinedValue(reference: Reference, before: number): Known | undefined {
    const target = reference.to === 'action' ? this.target(reference, before) : undefined;
    return target && target.index === this.inlined && target.kind === 'compose' ? target : undefined;
  }

  private expression(part: Exclude<Part, string>, before: number): string {
    const inlined = this.inlinedValue(part.of, before);
    const inner = inlined
      ? this.joined(this.flattened(inlined.value, inlined.index), inlined.index)
      : this.read(part.of, before);
    return part.inside.reduce(
      (text, name) => (name === 'quoted' ? `replace(${text}, '''', '''''')` : `${name}(${text})`),
      inner,
    );
  }

  /** Parts as one expression. */
  private joined(parts: readonly Part[], before: number): string {
    const written = parts.map((part) => (typeof part === 'string' ? quoted(part) : this.expression(part, before)));
    return written.length === 1 && typeof parts[0] !== 'string' ? (written[0] ?? '') : `concat(${written.join(', ')})`;
  }

  private read(reference: Reference, before: number): string {
    if (reference.to === 'run') return 'workflow()';
    if (reference.to === 'variable') return `variables('v${reference.choice}')`;
    const target = this.target(reference, before);
    if (reference.to === 'trigger' || !target) {
      const step = 'key' in reference ? stepTo(reference.key) : '';
      const forms = [
        `triggerBody()${step}`,
        `triggerOutputs()?['body']${step}`,
        `trigger()['outputs']?['body']${step}`,
      ];
      return forms[('form' in reference ? reference.form : 0) % forms.length] ?? '';
    }
    const name = quoted(this.nameOf(target.index));
    const step = target.kind === 'compose' ? '' : stepTo(reference.key);
    if (reference.to === 'item') return `items(${name})${step}`;
    if (reference.to === 'result') return `result(${name})${reference.key === 'error' ? "[0]?['error']" : ''}`;
    const body = target.kind === 'compose' || target.kind === 'object' ? '' : "?['body']";
    const forms = [
      `body(${name})${step}`,
      `outputs(${name})${body}${step}`,
      `actions(${name})?['outputs']${body}${step}`,
    ];
    return forms[reference.form % forms.length] ?? '';
  }
}

const fromTrigger: Reference = { to: 'trigger', form: 0, key: 'name' };

function fits(to: Reference['to'], kind: Step['kind']): boolean {
  const isContainer = ['scope', 'if', 'switch', 'foreach', 'until'].includes(kind);
  if (to === 'item') return kind === 'foreach';
  return to === 'result' ? isContainer : !isContainer;
}

function stepTo(key: string): string {
  return key === '' ? '' : `?['${key}']`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function triggerOf(choice: number): object {
  const request = (inputs: object, kind = 'Http') => ({ manual: { type: 'Request', kind, inputs } });
  const event = (connector: string, operationId: string) => ({
    Event: { type: 'OpenApiConnection', ...call(connector, operationId, {}) },
  });
  const triggers = [
    request({ triggerAuthenticationType: 'All' }),
    request({ triggerAuthenticationType: 'Tenant' }),
    request({}),
    request({}, 'PowerAppV2'),
    event('shared_office365', 'OnNewEmailV3'),
    event('shared_microsoftforms', 'CreateFormWebhook'),
  ];
  return triggers[choice % triggers.length] ?? {};
}

function call(connector: string, operationId: string, parameters: object): { readonly inputs: object } {
  const host = { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId };
  return { inputs: { host, parameters } };
}

function plainAction(kind: Plain['kind'], first: string, second: string): object {
  const connection = (connector: string, operationId: string, parameters: object) => ({
    type: 'OpenApiConnection',
    ...call(connector, operationId, parameters),
  });
  switch (kind) {
    case 'compose':
      return { type: 'Compose', inputs: first };
    case 'object':
      return { type: 'Compose', inputs: { a: first, value: second } };
    case 'parse':
      return { type: 'ParseJson', inputs: { content: first, schema: {} } };
    case 'filter':
      return { type: 'Query', inputs: { from: first, where: "@equals(item()?['status'], 'x')" } };
    case 'select':
      return { type: 'Select', inputs: { from: first, select: { a: "@item()?['a']", name: second } } };
    case 'secret':
      return connection('shared_keyvault', 'GetSecret', { secretName: 'x' });
    case 'rows':
      return connection('shared_sharepointonline', 'GetItems', { dataset: 'x', table: 'y', $filter: first });
    case 'query':
      return connection('shared_sql', 'ExecutePassThroughNativeQuery_V2', {
        server: 'x',
        database: 'y',
        'query/query': first,
      });
    case 'request':
      return {
        type: 'Http',
        inputs: {
          method: 'POST',
          uri: 'https://b.contoso.example',
          headers: { 'x-api-key': first },
          body: { a: second },
        },
      };
    case 'address':
      return { type: 'Http', inputs: { method: 'GET', uri: first } };
    case 'mail':
      return connection('shared_office365', 'SendEmailV2', {
        'emailMessage/To': 'a@contoso.example',
        'emailMessage/Body': first,
      });
    case 'row':
      return connection('shared_commondataserviceforapps', 'CreateRecord', {
        entityName: 'x',
        'item/a': first,
        'item/b': second,
      });
    case 'change':
      return connection('shared_commondataserviceforapps', 'UpdateRecord', {
        entityName: 'x',
        recordId: first,
        'item/a': second,
      });
    case 'variable':
      return { type: 'SetVariable', inputs: { name: 'v0', value: first } };
    case 'append':
      return { type: 'AppendToStringVariable', inputs: { name: 'v1', value: first } };
    case 'response':
      return { type: 'Response', kind: 'Http', inputs: { statusCode: 200, body: { a: first, b: second } } };
  }
}
