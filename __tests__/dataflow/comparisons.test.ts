import { comparisonsOf, type Operand } from '../../src/dataflow/comparisons';
import { flowOf } from '../support/read-flow';

/** An operand by its texts and the source of its expressions. */
function show({ node, expressions, literals }: Operand): string {
  const sources = expressions.map(({ start, end }) => (node.text ?? '').slice(start, end));
  return [...new Set([...sources, ...literals.map(({ text }) => `'${text}'`)])].join(' or ');
}

function compared(action: object): string[] {
  const [operation] = flowOf({ actions: { A: action } }).actions;
  if (!operation) throw new Error('the flow has no action');
  return comparisonsOf(operation).map(
    ({ left, right, branch }) => `${show(left)} | ${show(right)}${branch ? ` in ${branch}` : ''}`,
  );
}

const condition = (expression: unknown) => compared({ type: 'If', expression, actions: {} });

/** A comparison of `a()`, as keys of a condition and as a function. */
const keys = { equals: ['@a()', 'x'] };
const call = "equals(a(), 'x')";
const empty = { empty: ['@b()'] };

describe('the branch of a condition in which a comparison holds', () => {
  const branchesOf = (expression: unknown) =>
    condition(expression).flatMap((one) => (one.startsWith('a() | ') ? one.replace(/^a\(\) \| 'x'(?: in )?/, '') : []));

  test.each<[string, unknown, string]>([
    ['actions', keys, `@${call}`],
    ['else', { not: keys }, `@not(${call})`],
    ['actions', { not: { not: keys } }, `@not(not(${call}))`],
    ['actions', { and: [empty, keys] }, `@and(empty(b()), ${call})`],
    ['', { or: [empty, keys] }, `@or(empty(b()), ${call})`],
    ['else', { not: { and: [keys, empty] } }, `@not(and(${call}, empty(b())))`],
    ['', { not: { or: [keys, empty] } }, `@not(or(${call}, empty(b())))`],
    ['else', { or: [{ not: keys }, empty] }, `@or(not(${call}), empty(b()))`],
    ['actions', { equals: [`@${call}`, true] }, `@equals(${call}, true)`],
    ['else', { equals: [false, `@${call}`] }, `@equals(false, ${call})`],
    ['actions', { EQUALS: ['@{a()}', 'x'] }, `@Equals(a(), 'x')`],
    ['', { equals: [`@if(${call}, 1, 2)`, 1] }, `@equals(if(${call}, 1, 2), 1)`],
  ])('%j: %j', (branch, asKeys, asFunction) => {
    expect(branchesOf(asKeys)).toEqual([branch]);
    expect(branchesOf(asFunction)).toEqual([branch]);
  });
});

describe('operands', () => {
  test.each<[string, unknown, string[]]>([
    ['a text', { equals: ['x', '@a()'] }, ["'x' | a() in actions"]],
    ['a number', { equals: ['@a()', 17] }, ["a() | '17' in actions"]],
    ['an escaped text', { equals: ['@a()', '@@x'] }, ["a() | '@x' in actions"]],
    ['a text with expressions', { contains: ['@{a()}-@{b()}', 'x'] }, ["a() or b() | 'x' in actions"]],
    ['pieces', "@equals(a(), concat('x', 'y'))", ["a() | concat('x', 'y') or 'xy' in actions"]],
    ['a list', "@contains(createArray('x', 1), a())", ["createArray('x', 1) or 'x' or '1' | a() in actions"]],
    ['a text that is split', "@contains(split('x,y', ','), a())", ["split('x,y', ',') or 'x,y' | a() in actions"]],
    [
      'a choice',
      "@equals(a(), if(equals(1, 2), 'x', toLower('Y')))",
      ["a() | if(equals(1, 2), 'x', toLower('Y')) or 'x' or 'Y' in actions", "1 or '1' | 2 or '2'"],
    ],
    ['a part of a text', "@startsWith(a(), 'x')", ["a() | 'x' in actions"]],
    ['another function', "@greater(a(), 'x')", []],
    ['one argument', '@equals(a())', []],
    ['inside of a key', "@outputs('B')?[string(equals(a(), 'x'))]", []],
    ['inside of what a key is taken of', "@json(if(equals(a(), 'x'), '{}', '[]'))?['b']", ["a() | 'x'"]],
    ['nothing', null, []],
  ])('%s', (_, expression, expected) => {
    const found = condition(expression).map((one) => one.replaceAll(/'(\w+)' or '\1'/g, "'$1'"));
    expect(found).toEqual(expected);
  });
});

describe('places', () => {
  test.each<[string, object, string[]]>([
    [
      'the cases of a switch',
      { type: 'Switch', expression: '@a()', cases: { A: { case: 'x' }, B: { case: 'y' }, C: {} } },
      ["a() | 'x'", "a() | 'y'"],
    ],
    ['a loop', { type: 'Until', expression: "@equals(a(), 'x')" }, ["a() | 'x'"]],
    ['a filter', { type: 'Query', inputs: { from: '@b()', where: "@equals(item(), 'x')" } }, ["item() | 'x'"]],
    ['a value', { type: 'Compose', inputs: { a: "@if(equals(a(), 'x'), 1, 2)" } }, ["a() | 'x'"]],
    ['a note is no place', { type: 'Compose', description: "@equals(a(), 'x')" }, []],
    [
      'what a condition holds is none of its own',
      { type: 'If', expression: true, actions: { B: { type: 'Compose', inputs: "@equals(a(), 'x')" } } },
      [],
    ],
  ])('%s', (_, action, expected) => {
    expect(compared(action).map((one) => one.replace(/ or '.*$/, ''))).toEqual(expected);
  });
});

test.each<[string, unknown, unknown, string[]]>([
  ['holds', { equals: ["@outputs('Known')", true] }, "@equals(a(), 'x')", ["a() | 'x' in actions"]],
  ['does not hold', "@not(body('known'))", "@equals(a(), 'x')", ["a() | 'x' in else"]],
  ['is one of two', "@or(outputs('Known'), b())", "@equals(a(), 'x')", ["a() | 'x'"]],
  ['looks at itself', "@outputs('Known')", "@equals(outputs('Known'), 'x')", ["outputs('Known') | 'x' in actions"]],
  ['is of another type', "@outputs('Other')", "@equals(a(), 'x')", []],
])('a condition makes the comparisons of a Compose: it %s', (_, expression, inputs, expected) => {
  const flow = flowOf({ actions: { Check: { type: 'If', expression }, Known: { type: 'Compose', inputs } } });
  const composed = (name: string) => (name === 'known' ? flow.actions[1]?.inputs : undefined);
  const [operation] = flow.actions;
  const found = operation ? comparisonsOf(operation, composed) : [];
  const texts = found.map(
    ({ left, right, branch }) => `${show(left)} | ${show(right)}${branch ? ` in ${branch}` : ''}`,
  );
  expect(texts.filter((text) => !text.includes('true'))).toEqual(expected);
});
