import type { Finding } from '../../src/findings/finding';
import { fingerprintOf } from '../../src/findings/fingerprint';
import { mergeLayouts } from '../../src/findings/merge-layouts';
import { customizations, flowJson, guid, manifest, settings, variable, workflow } from '../support/exported-parts';
import { findingsIn, locatedIn } from '../support/locate';
import { type Contents, treeOfFiles } from '../support/read-units';
import { markingRule } from '../support/stub-rule';

/** The identity of a finding: what may change without changing it, and what may not. */

const flowPath = `Workflows/Order-${guid.toUpperCase()}.json`;
const variablePath = 'environmentvariabledefinitions/con_Key/environmentvariabledefinition.xml';
const base: Contents = {
  'Other/Solution.xml': manifest('Orders'),
  [flowPath]: flowJson(),
  [variablePath]: variable('con_Key', { value: 'hunter2' }),
};

const prints = (findings: readonly Finding[]) => findings.map(({ fingerprint }) => fingerprint).sort();
const before = prints(findingsIn(base));

test('there are three findings to follow, told apart', () => {
  expect(new Set(before).size).toBe(3);
  for (const print of before) expect(print).toMatch(/^[0-9a-f]{32}$/);
});

describe('stays the same when', () => {
  const flat: Contents = {
    'solution.xml': manifest('Orders'),
    'customizations.xml': customizations(`<Workflows>${workflow({ json: `/${flowPath}` })}</Workflows>`),
    [flowPath]: flowJson(),
    [variablePath]: variable('con_Key', { value: 'hunter2' }),
  };

  const table: readonly (readonly [string, () => readonly Finding[]])[] = [
    [
      'the flow is reformatted',
      () => findingsIn({ ...base, [flowPath]: JSON.stringify(flowJson(), null, 4).replaceAll('\n', '\r\n') }),
    ],
    ['the folder is renamed', () => findingsIn(base, undefined, 'tmp/a1b2c3/checkout')],
    ['the folder is the scan root', () => findingsIn(base, undefined, '')],
    ['the solution is a zip', () => mergeLayouts(locatedIn([treeOfFiles(flat, 'zip', 'out/orders.zip')]))],
    ['the zip lies elsewhere', () => mergeLayouts(locatedIn([treeOfFiles(flat, 'zip', 'other/orders_1_0_0_1.zip')]))],
    ['the solution is flat', () => findingsIn(flat)],
    [
      'the value of the variable changes',
      () => findingsIn({ ...base, [variablePath]: variable('con_Key', { value: 'correct horse' }) }),
    ],
    [
      'the name of the solution changes its letter case',
      () => findingsIn({ ...base, 'Other/Solution.xml': manifest('ORDERS') }),
    ],
    [
      'the version of the solution changes',
      () => findingsIn({ ...base, 'Other/Solution.xml': manifest('Orders', { version: '9.9' }) }),
    ],
    [
      'the flow is renamed, its GUID kept',
      () => {
        const { [flowPath]: flow, ...rest } = base;
        return findingsIn({ ...rest, [`Workflows/Renamed-${guid}.json`]: flow ?? '' });
      },
    ],
    [
      'the flow gets a display name',
      () => findingsIn({ ...base, [`${flowPath}.data.xml`]: workflow({ name: 'A better name' }) }),
    ],
    [
      'the variable gets a display name',
      () => findingsIn({ ...base, [variablePath]: variable('con_Key', { value: 'x', display: 'Key' }) }),
    ],
    [
      'another variable comes in before it',
      () =>
        findingsIn({
          'environmentvariabledefinitions/con_A/environmentvariabledefinition.xml': variable('con_A'),
          ...base,
        }).filter(({ owner }) => owner.id !== 'con_a'),
    ],
    [
      'a rule changes its message and severity',
      () => findingsIn(base, [markingRule({ severity: 'low', confidence: 'low' })]),
    ],
  ];

  test.each(table)('%s', (_, findings) => {
    expect(prints(findings())).toEqual(before);
  });

  test('entries of deployment settings change their order', () => {
    const print = (values: Readonly<Record<string, string>>) =>
      prints(findingsIn({ ...base, [variablePath]: variable('con_Key'), 'test.json': settings(values) }));
    expect(print({ con_B: '1', con_Key: '2' })).toEqual(print({ con_Key: 'x', con_B: 'y' }));
  });
});

describe('changes when', () => {
  const table: readonly (readonly [string, () => readonly Finding[]])[] = [
    ['the solution is another one', () => findingsIn({ ...base, 'Other/Solution.xml': manifest('Invoices') })],
    ['the rule is another one', () => findingsIn(base, [markingRule({ id: 'other-rule' })])],
  ];
  test.each(table)('%s', (_, findings) => {
    expect(prints(findings()).filter((print) => before.includes(print))).toEqual([]);
  });

  test('the action is renamed: for that action only', () => {
    const after = prints(findingsIn({ ...base, [flowPath]: flowJson('Reply') }));
    expect(after.filter((print) => before.includes(print))).toHaveLength(2);
  });

  test('the flow gets another GUID: for that flow only', () => {
    const { [flowPath]: flow, ...rest } = base;
    const other = flowPath.replace(guid.toUpperCase(), guid.toUpperCase().replace('4', '5'));
    expect(prints(findingsIn({ ...rest, [other]: flow ?? '' })).filter((print) => before.includes(print))).toHaveLength(
      1,
    );
  });
});

test('it is made of each of its parts, told apart', () => {
  const parts = { ruleId: 'r', solution: 's', ownerKind: 'flow', ownerId: 'o', pointer: '/p', occurrence: 0 };
  const all = [
    parts,
    { ...parts, ruleId: 'x' },
    { ...parts, solution: 'x' },
    { ...parts, ownerKind: 'x' },
    { ...parts, ownerId: 'x' },
    { ...parts, pointer: '/x' },
    { ...parts, occurrence: 1 },
    // What joins the parts cannot be imitated by one of them.
    { ...parts, ruleId: 'r","s', solution: '' },
    { ...parts, ownerId: 'o","/p', pointer: '' },
  ].map(fingerprintOf);
  expect(new Set(all).size).toBe(all.length);
});

test('it is the same on every machine and in every release: change it only with a new major version', () => {
  const parts = {
    ruleId: 'http-trigger-open',
    solution: 'Orders',
    ownerKind: 'flow',
    ownerId: guid,
    pointer: '/a',
    occurrence: 0,
  };
  expect(fingerprintOf(parts)).toBe('6308c55d277d4b6e2c6eebefac4d31ee');
});
