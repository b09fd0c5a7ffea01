/**
 * `npm run bench:dataflow`: how the time to follow data grows with the size of a flow.
 *
 * Each shape of flow is analysed at several sizes with every dataflow rule, in one process. The time at the largest size may be at most what
 * n log n makes of the time at the smallest, with room for the noise of the machine.
 */
const path = require('node:path');

const { evaluate } = require('./lib/context.cjs');

const root = path.join(__dirname, '..');
const { JsonNode, readFlow, runRules, rules, secretTrace, stepsOf, routeOf } = evaluate(
  root,
  `export { JsonNode } from './document/json-node';
  export { readFlow } from './flow/read-flow';
  export { runRules } from './engine/run';
  export { secretTrace } from './dataflow/solution-traces';
  export { routeOf, stepsOf } from './dataflow/path-steps';
  export { rules } from './rules';`,
  'src',
);

const readSecret = {
  type: 'OpenApiConnection',
  inputs: {
    host: {
      apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      connectionName: 'vault',
      operationId: 'GetSecret',
    },
    parameters: { secretName: 'orders' },
  },
};
const after = (name) => ({ runAfter: name === undefined ? {} : { [name]: ['Succeeded'] } });
const send = (body) => ({ type: 'Http', inputs: { method: 'POST', uri: 'https://contoso.example', body } });

/** A secret that travels through n Composes, one after the other. */
function chain(n) {
  const actions = { Step_0: { ...readSecret, ...after() } };
  for (let i = 1; i <= n; i++) {
    const value = i === 1 ? "@body('Step_0')?['value']" : `@outputs('Step_${i - 1}')`;
    actions[`Step_${i}`] = { type: 'Compose', inputs: value, ...after(`Step_${i - 1}`) };
  }
  actions.Send = { ...send(`@outputs('Step_${n}')`), ...after(`Step_${n}`) };
  return actions;
}

/** n scopes in each other, each with an action that takes what the one outside of it made. */
function nested(n) {
  let actions = { Send: { ...send(`@outputs('Step_${n}')`), ...after() } };
  for (let i = n; i >= 1; i--) {
    const value = i === 1 ? "@body('Step_0')?['value']" : `@outputs('Step_${i - 1}')`;
    actions = {
      [`Step_${i}`]: { type: 'Compose', inputs: value, ...after() },
      [`Scope_${i}`]: { type: 'Scope', actions, ...after(`Step_${i}`) },
    };
  }
  return { Step_0: { ...readSecret, ...after() }, Outer: { type: 'Scope', actions, ...after('Step_0') } };
}

/** n variables, each set in a loop of its own from the one before it and from itself. */
function variables(n) {
  const actions = { Step_0: { ...readSecret, ...after() } };
  let before = 'Step_0';
  const add = (name, action) => {
    actions[name] = { ...action, ...after(before) };
    before = name;
  };
  for (let i = 0; i < n; i++) {
    add(`Init_${i}`, {
      type: 'InitializeVariable',
      inputs: { variables: [{ name: `v${i}`, type: 'string', value: '' }] },
    });
  }
  for (let i = 0; i < n; i++) {
    const value =
      i === 0 ? "@{body('Step_0')?['value']}@{item()}" : `@{variables('v${i - 1}')}@{variables('v${i}')}@{item()}`;
    const loop = { [`Set_${i}`]: { type: 'SetVariable', inputs: { name: `v${i}`, value }, ...after() } };
    add(`Loop_${i}`, { type: 'Foreach', foreach: '@createArray(1, 2)', actions: loop });
  }
  add('Send', send(`@variables('v${n - 1}')`));
  return actions;
}

/** One variable that n actions write and n actions read. */
function shared(n) {
  const actions = { Step_0: { ...readSecret, ...after() } };
  let before = 'Step_0';
  const add = (name, action) => {
    actions[name] = { ...action, ...after(before) };
    before = name;
  };
  add('Init', { type: 'InitializeVariable', inputs: { variables: [{ name: 'v', type: 'string', value: '' }] } });
  for (let i = 0; i < n; i++) {
    add(`Set_${i}`, { type: 'AppendToStringVariable', inputs: { name: 'v', value: "@body('Step_0')?['value']" } });
    add(`Send_${i}`, send("@variables('v')"));
  }
  return actions;
}

/** n secrets in one object, which n actions read whole. */
function wide(n) {
  const actions = {};
  const all = {};
  for (let i = 0; i < n; i++) {
    actions[`Read_${i}`] = { ...readSecret, ...after() };
    all[`key${i}`] = `@body('Read_${i}')?['value']`;
  }
  actions.All = { type: 'Compose', inputs: all, ...after(`Read_${n - 1}`) };
  for (let i = 0; i < n; i++) actions[`Send_${i}`] = { ...send("@outputs('All')"), ...after('All') };
  return actions;
}

function analyse(actions) {
  const trigger = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
  const value = { properties: { connectionReferences: {}, definition: { triggers: trigger, actions } } };
  const text = JSON.stringify(value);
  const node = new JsonNode({ uri: 'flow.json', path: 'flow.json', format: 'json', text }, JSON.parse(text));
  const start = process.hrtime.bigint();
  const flow = readFlow(node, { name: 'Flow', id: undefined, state: 'on', category: 5 });
  const solution = {
    flows: [flow],
    environmentVariables: [],
    connectionReferences: [],
    otherFiles: [],
    customConnectors: [],
  };
  const { results, crashes } = runRules(rules, solution);
  if (crashes.length > 0) throw crashes[0].error;
  // Every place that the secret reaches, with the way to it, whether a rule reports it or not.
  const trace = secretTrace(solution);
  for (const action of flow.actions) {
    for (const { fact } of trace.arrivalsAt(action)) {
      stepsOf(fact, { text: 'first' });
      routeOf(fact);
    }
  }
  return { milliseconds: Number(process.hrtime.bigint() - start) / 1e6, findings: results.length };
}

const shapes = {
  chain: [chain, 5000],
  nested: [nested, 1000],
  variables: [variables, 2000],
  shared: [shared, 2000],
  wide: [wide, 1000],
};
const wanted = process.argv[2];

for (const [name, [make, n]] of Object.entries(shapes)) {
  if (wanted !== undefined && wanted !== name) continue;
  const sizes = [n / 4, n / 2, n, n * 2];
  // Code that has not run before is slow, and would make the smallest size look large.
  for (let i = 0; i < 3; i++) analyse(make(n / 2));
  const best = sizes.map((size) => {
    const actions = make(size);
    const runs = [1, 2, 3].map(() => analyse(actions));
    return { size, milliseconds: Math.min(...runs.map((run) => run.milliseconds)), findings: runs[0].findings };
  });
  const [first, last] = [best[0], best.at(-1)];
  const grown = last.milliseconds / first.milliseconds;
  const allowed = (last.size * Math.log(last.size)) / (first.size * Math.log(first.size));
  const figures = best.map(
    ({ size, milliseconds, findings }) => `${size}: ${milliseconds.toFixed(0)} ms (${findings} findings)`,
  );
  console.log(`${name}: ${figures.join(', ')}; grows ${grown.toFixed(1)}x where n log n grows ${allowed.toFixed(1)}x`);
  if (grown > allowed * 1.5) process.exitCode = 1;
}
