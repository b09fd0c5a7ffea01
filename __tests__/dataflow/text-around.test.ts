import { untrustedTrace } from '../../src/dataflow/solution-traces';
import { buildingOf, isAllThereIs, isInJson, textAfter, textBefore, unknownText } from '../../src/dataflow/text-around';
import { compose, inOrder, setVariable, solutionOf } from './solution-of';

const triggers = { manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'All' } } };
const x = "triggerBody()?['x']";

/** The way of the data into the action "Use" of this value, which runs after the given ones. */
function wayInto(value: string, before: Readonly<Record<string, object>> = {}) {
  const solution = solutionOf({ Flow: { triggers, actions: inOrder({ ...before, Use: compose(value) }) } });
  const use = solution.flows[0]?.actions.find(({ name }) => name === 'Use');
  const [arrival] = use ? untrustedTrace(solution).arrivalsAt(use) : [];
  if (!arrival) throw new Error('nothing arrives');
  return arrival.fact;
}

test.each<[string, string, string]>([
  ['nothing', `@${x}`, ''],
  ['a text', `a @{${x}} b`, 'a '],
  ['two texts', `a@{'b'}@{concat('c', 'd')}@{${x}}`, 'abcd'],
  ['what is not known', `a@{variables('v')}b@{${x}}`, `a${unknownText}b`],
  ['an escape', `a@@{b@{${x}}`, 'a@{b'],
  ['concat', `@concat('a''', variables('v'), 'b', ${x}, 'c')`, `a'${unknownText}b`],
  ['concat in concat, behind functions', `1@{concat('a', toLower(concat('b', trim(${x}))))}`, '1ab'],
  ['a choice', `@if(equals(1, 1), concat('a', ${x}), 'b')`, 'a'],
])('before: %s', (_, value, expected) => {
  expect(textBefore(wayInto(value))).toBe(expected);
});

test('before: what was put together in other actions', () => {
  expect(textBefore(wayInto("1@{outputs('A')}", { A: compose(`2@{${x}}`) }))).toBe('12');
  const variable = { A: compose(`@concat('3', ${x})`), B: setVariable('v', "2@{outputs('A')}") };
  expect(textBefore(wayInto("@concat('1', variables('v'))", variable))).toBe('123');
  const rows = {
    Each: { type: 'Select', inputs: { from: "@triggerBody()?['rows']", select: "@concat('id eq ', item()?['id'])" } },
  };
  expect(textBefore(wayInto("@join(body('Each'), ' or ')", rows))).toBe('id eq ');
});

test.each<[string, string, string]>([
  ['nothing', `@${x}`, ''],
  ['a text', `a @{${x}} b`, ' b'],
  ['an expression', `a@{${x}}@{'b'}`, ''],
  ['concat', `@concat('a', ${x}, '.b')`, '.b'],
  ['concat behind a function', `@concat('a', encodeUriComponent(${x}), concat('.', 'b'))`, '.b'],
  ['concat in a text', `https://@{concat(${x}, '.b')}/c`, '.b'],
  ['concat whose end it is', `https://@{concat('b.', ${x})}.c`, '.c'],
])('after: %s', (_, value, expected) => {
  expect(textAfter(wayInto(value))).toBe(expected);
});

test('all there is, and where it was put beside something else', () => {
  const places = (value: string, before?: Readonly<Record<string, object>>) => {
    const fact = wayInto(value, before);
    return [isAllThereIs(fact), buildingOf(fact, () => false)?.reading.operation.name];
  };
  expect(places(`@${x}`)).toEqual([true, undefined]);
  expect(places(`@{${x}}`)).toEqual([true, undefined]);
  expect(places(`@{coalesce(trim(${x}), '')}`)).toEqual([true, undefined]);
  expect(places(`a@{${x}}`)).toEqual([false, 'Use']);
  expect(places(`@concat(${x}, 'a')`)).toEqual([false, 'Use']);
  expect(places("@outputs('A')", { A: compose(`@${x}`) })).toEqual([true, undefined]);
  expect(places("@outputs('A')", { A: compose(`a@{${x}}`) })).toEqual([false, 'A']);
  expect(places("b@{outputs('A')}", { A: compose(`a@{${x}}`) })).toEqual([false, 'A']);
});

test('the text in which the place of data begins, and lists', () => {
  const place = (value: string, before: Readonly<Record<string, object>>, begins = /'$/) => {
    const building = buildingOf(wayInto(value, before), (text) => begins.test(text));
    return [building?.reading.operation.name, building?.isStructured];
  };
  const name = { A: compose(`x-@{${x}}`) };
  expect(place("a eq '@{outputs('A')}'", name)).toEqual(['Use', false]);
  expect(place("a eq @{outputs('A')}", name)).toEqual(['A', false]);
  expect(place("@{outputs('A')} and b", { A: compose(`a eq '@{${x}}'`) })).toEqual(['A', false]);
  const list = { A: { type: 'Select', inputs: { from: '@triggerBody()', select: { x: "@item()?['x']" } } } };
  expect(place("a eq '@{body('A')}'", list)).toEqual(['Use', true]);
});

test('lists and objects that are written into a text', () => {
  const rows = { Each: { type: 'Select', inputs: { from: "@triggerBody()?['rows']", select: "@item()?['id']" } } };
  expect(isInJson(wayInto("a@{body('Each')}", rows))).toBe(true);
  expect(isInJson(wayInto("@concat('a', string(body('Each')))", rows))).toBe(true);
  expect(isInJson(wayInto("@body('Each')", rows))).toBe(false);
  expect(isInJson(wayInto("a@{join(body('Each'), ',')}", rows))).toBe(false);
  expect(isInJson(wayInto("a@{first(body('Each'))['id']}", rows))).toBe(false);
  expect(isInJson(wayInto(`a@{${x}}`))).toBe(false);
  const card = { Card: compose({ text: `Hello @{${x}}` }) };
  expect(isInJson(wayInto("@{outputs('Card')}", card))).toBe(true);
  expect(isInJson(wayInto("a@{string(outputs('Card'))}", card))).toBe(true);
  expect(isInJson(wayInto("a@{outputs('Card')?['text']}", card))).toBe(false);
});
