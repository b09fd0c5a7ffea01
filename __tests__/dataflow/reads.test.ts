import { type Cleanser, cleansers } from '../../src/dataflow/cleansers';
import { type Read, readsOf } from '../../src/dataflow/reads';
import { parseValue } from '../../src/expression';

/** A read in one line: what is referred to, the path, where it lands, and what happens to it. */
function lineOf({ reference, path, into, isFlattened, cleansed, undone, isGuess, except }: Read): string {
  const names = (set: number) => (Object.keys(cleansers) as Cleanser[]).filter((name) => set & cleansers[name]);
  return [
    `${reference.to}${reference.name && ` ${reference.name}`}: ${path.join('.')}`,
    into.length > 0 && `into ${into.join('.')}`,
    except.length > 0 && `without ${except.map((one) => one.join('.')).join(', ')}`,
    isFlattened && 'flat',
    ...names(cleansed),
    ...names(undone).map((name) => `undone ${name}`),
    isGuess && 'guess',
  ]
    .filter(Boolean)
    .join(', ');
}

const lines = (text: string) => readsOf(parseValue(text)).map(lineOf);

describe('references', () => {
  test.each([
    ["@body('Get')", 'action get: outputs.body'],
    ["@body('Get')?['value']", 'action get: outputs.body.value'],
    ["@body('Get').value[0].Name", 'action get: outputs.body.value.name'],
    ["@actionBody('Get')", 'action get: outputs.body'],
    ["@outputs('Get')?['body']?['value']", 'action get: outputs.body.value'],
    ["@outputs('Get')?['body/value']", 'action get: outputs.body.value'],
    ["@OUTPUTS('GET')", 'action get: outputs'],
    ["@actionOutputs('Get')", 'action get: outputs'],
    ["@actions('Get').outputs.body", 'action get: outputs.body'],
    ["@actions('Get')?['inputs']", 'action get: inputs'],
    ['@action().outputs', 'this-operation: outputs'],
    ["@formDataValue('Get', 'a')", 'action get: outputs.body.a'],
    ["@multipartBody('Get', 0)", 'action get: outputs.body'],
    ['@trigger().outputs.headers', 'trigger: outputs.headers'],
    ["@triggerOutputs()?['body/id']", 'trigger: outputs.body.id'],
    ['@triggerBody()', 'trigger: outputs.body'],
    ["@triggerBody()?['a']?['b']", 'trigger: outputs.body.a.b'],
    ["@triggerFormDataValue('a')", 'trigger: outputs.body.a'],
    ["@variables('x')", 'variable x: '],
    ["@parameters('p (new_p)')", 'parameter p (new_p): '],
    ["@items('Loop')?['a']", 'loop-item loop: a'],
    ["@item()?['a']", 'current-item: a'],
    ["@result('Scope')", 'result scope: '],
    ["@workflow()['run']['name']", 'workflow: run.name'],
    ['@listCallbackUrl()', 'callback-url: '],
    ["@body('Get')?[concat('va', 'lue')]", 'action get: outputs.body.value'],
  ])('%s', (text, expected) => {
    expect(lines(text)).toEqual([expected]);
  });

  test.each([
    'a text',
    "@concat('a', 'b')",
    "@body(concat('G', variables('x')))",
    "@iterationIndexes('Loop')",
    '@guid()',
  ])('%s reads nothing', (text) => {
    expect(lines(text)).toEqual([]);
  });

  test('a key that is computed makes a guess, and may be any', () => {
    expect(lines("@triggerBody()?['a']?[variables('k')]?['b']")).toEqual(['trigger: outputs.body.a, flat, guess']);
  });
});

describe('what functions do', () => {
  const x = "triggerBody()?['x']";
  test.each([
    [`@{${x}}`, 'trigger: outputs.body.x'],
    [`a@{${x}}`, 'trigger: outputs.body.x, flat'],
    [`@concat('a', ${x})`, 'trigger: outputs.body.x, flat'],
    [`@json(${x})?['y']`, 'trigger: outputs.body.x.y'],
    [`@first(${x})?['y']`, 'trigger: outputs.body.x.y'],
    [`@first(json(string(${x}))['y'])['z']`, 'trigger: outputs.body.x.y.z'],
    [`@coalesce(${x}, 'none')`, 'trigger: outputs.body.x'],
    [`@toUpper(trim(${x}))`, 'trigger: outputs.body.x, flat'],
    [`@int(${x})`, 'trigger: outputs.body.x, flat, typed'],
    [`@formatDateTime(${x}, 'd')`, 'trigger: outputs.body.x, flat, typed'],
    [`@encodeUriComponent(${x})`, 'trigger: outputs.body.x, flat, uri'],
    [`@decodeUriComponent(encodeUriComponent(${x}))`, 'trigger: outputs.body.x, flat, undone uri'],
    [`@encodeUriComponent(decodeUriComponent(${x}))`, 'trigger: outputs.body.x, flat, uri, undone uri'],
    [`@base64(${x})`, 'trigger: outputs.body.x, flat, encoded'],
    [`@base64ToString(base64(${x}))`, 'trigger: outputs.body.x, flat, undone encoded'],
    [`@replace(${x}, '''', '''''')`, 'trigger: outputs.body.x, flat, quotes'],
    [`@replace(${x}, '''', '')`, 'trigger: outputs.body.x, flat, quotes'],
    [`@replace(${x}, '''', '''')`, 'trigger: outputs.body.x, flat'],
    [`@replace(${x}, '<', '&lt;')`, 'trigger: outputs.body.x, flat, html'],
    [`@replace(${x}, 'a', 'b')`, 'trigger: outputs.body.x, flat'],
    [`@replace('a', 'a', ${x})`, 'trigger: outputs.body.x, flat'],
    [`@setProperty(json('{}'), 'k', ${x})`, 'trigger: outputs.body.x, into k'],
    [`@setProperty(json('{}'), 'k', ${x})['k']['y']`, 'trigger: outputs.body.x.y'],
    [`@removeProperty(${x}, 'y')`, 'trigger: outputs.body.x, without outputs.body.x.y'],
    [`@removeProperty(triggerBody(), 'x')`, 'trigger: outputs.body, without outputs.body.x'],
    [`@newFunction(${x})`, 'trigger: outputs.body.x, flat, guess'],
    [`@if(equals(${x}, 'a'), variables('v'), 'b')`, 'variable v: '],
  ])('%s', (text, expected) => {
    expect(lines(text)).toEqual([expected]);
  });

  test.each(['length', 'empty', 'not', 'isInt'])('%s hands nothing on', (name) => {
    expect(lines(`@${name}(${x})`)).toEqual([]);
  });

  test('several references are told in the order of the text', () => {
    expect(lines("@concat(variables('a'), if(empty(item()), variables('b'), item()), variables('c'))")).toEqual([
      'variable a: , flat',
      'variable b: , flat',
      'current-item: , flat',
      'variable c: , flat',
    ]);
  });

  test.each([["setProperty(json('{}'), 'k', triggerBody())['other']"], ["removeProperty(triggerBody(), 'x')['x']"]])(
    '%s reads nothing of it',
    (text) => {
      expect(lines(`@${text}`)).toEqual([]);
    },
  );
});

describe('what stands behind a scheme and host cannot change them', () => {
  const x = "triggerBody()['x']";
  test.each([
    [`https://contoso.example/@{${x}}`, true],
    [`https://contoso.example?@{${x}}`, true],
    [`@concat('https://contoso.example/', ${x})`, true],
    [`@concat('https://', 'contoso.example', '/', ${x})`, true],
    [`https://@{parameters('host')}/@{${x}}`, true],
    [`@{parameters('base')}/orders/@{${x}}`, true],
    [`https://contoso.example@{${x}}`, false],
    [`https://@{${x}}/orders`, false],
    [`https://@{${x}}.contoso.example/`, false],
    [`@{${x}}/orders`, false],
    [`@{parameters('base')}@{${x}}`, false],
    [`@concat(${x}, '/orders')`, false],
  ])('%s: %s', (text, expected) => {
    const read = readsOf(parseValue(text)).find(({ reference }) => reference.to === 'trigger');
    expect((read?.cleansed ?? 0) & cleansers.behindHost).toBe(expected ? cleansers.behindHost : 0);
  });
});

test('a tree of any height is walked', () => {
  const text = `@${'toLower('.repeat(900)}body('X')${')'.repeat(900)}`;
  expect(lines(text)).toEqual(['action x: outputs.body, flat']);
});
