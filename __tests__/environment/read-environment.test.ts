import { DocumentError } from '../../src/document/document-error';
import { type Place, pointerOf } from '../../src/document/place';
import type { Setting } from '../../src/environment/environment';
import { readEnvironment } from '../../src/environment/read-environment';

function settingsIn(text: string) {
  const environment = readEnvironment({ uri: 'settings', path: 'settings', format: 'text', text });
  if (!environment) return undefined;
  const { enabled, auditOnly, ranges, serviceTags } = environment.ipFirewall;
  const valueIn = (setting: Setting<unknown> | undefined) => setting?.value;
  return [valueIn(enabled), valueIn(auditOnly), valueIn(ranges), valueIn(serviceTags)];
}

/** Where a setting stands: a pointer in JSON, the marked words in a text. */
function placesIn(text: string): string[] {
  const { ipFirewall } = readEnvironment({ uri: 's', path: 's', format: 'text', text }) ?? {};
  const shown = ({ document, path, within }: Place) =>
    within ? document.text.slice(within.start, within.end) : pointerOf(path);
  return Object.values(ipFirewall ?? {}).flatMap((setting) => (setting ? [shown(setting.place)] : []));
}

describe('what pac prints', () => {
  const lines = [
    'Connected as maker@contoso.example',
    'Setting                                Value',
    'allowediprangeforfirewall              192.0.2.0/24, 198.51.100.0/24',
    'allowedservicetagsforfirewall',
    'blockedattachments                     ade;adp;app',
    'enableipbasedcookiebinding             True',
    'enableipbasedfirewallrule              Yes',
    'enableipbasedfirewallruleinauditmode   No',
  ];

  test.each([
    ['\n', 'lines'],
    ['\r\n', 'lines of Windows'],
  ])('%j', (end) => {
    expect(settingsIn(lines.join(end))).toEqual([true, false, '192.0.2.0/24, 198.51.100.0/24', '']);
  });

  test('says where each value stands, and where there is none, the name', () => {
    expect(placesIn(lines.join('\r\n'))).toEqual([
      'Yes',
      'No',
      '192.0.2.0/24, 198.51.100.0/24',
      'allowedservicetagsforfirewall',
    ]);
  });

  test('a value that also stands in the name is found behind it', () => {
    const text = 'enableipbasedfirewallrule   e\nenableipbasedfirewallruleinauditmode on';
    const { ipFirewall } = readEnvironment({ uri: 's', path: 's', format: 'text', text }) ?? {};
    expect(ipFirewall?.auditOnly?.place.within).toEqual({ start: text.length - 2, end: text.length });
  });

  test('indented, with tabs and blanks at the end', () => {
    const text = '  EnableIpBasedFirewallRule\t \ttrue \t\n\tallowediprangeforfirewall\t\n';
    expect(settingsIn(text)).toEqual([true, undefined, '', undefined]);
    expect(placesIn(text)).toEqual(['true', 'allowediprangeforfirewall']);
  });

  test('a name that only begins like a setting is none', () => {
    expect(settingsIn('enableipbasedfirewallrules  true\nenableipbasedfirewallrule:  true\n')).toBeUndefined();
  });

  test.each([
    ['True', true],
    ['true', true],
    ['Yes', true],
    ['1', true],
    ['On', true],
    ['Enabled', true],
    ['False', false],
    ['No', false],
    ['0', false],
    ['off', false],
    ['disabled', false],
    ['', false],
    ['perhaps', undefined],
    ['Yes please', undefined],
  ])('%j is %p', (word, value) => {
    expect(settingsIn(`allowediprangeforfirewall\nenableipbasedfirewallrule  ${word}`)?.[0]).toBe(value);
  });

  test('lines of a megabyte take no time', () => {
    const blanks = ' '.repeat(1_000_000);
    const start = performance.now();
    settingsIn(`enableipbasedfirewallrule${blanks}\n${blanks}x\n${'a'.repeat(1_000_000)}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('JSON', () => {
  const row = {
    '@odata.etag': 'W/"1"',
    name: 'contoso',
    enableipbasedfirewallrule: true,
    'enableipbasedfirewallruleinauditmode@OData.Community.Display.V1.FormattedValue': 'Yes',
    enableipbasedfirewallruleinauditmode: false,
    allowediprangeforfirewall: '192.0.2.0/24',
    allowedservicetagsforfirewall: null,
  };
  const values = [true, false, '192.0.2.0/24', ''];

  test.each([
    ['a row', row, ''],
    ['the answer of the Web API', { '@odata.context': 'x', value: [row] }, '/value/0'],
    ['a list with one row', [row], '/0'],
    ['settings below a name', { settings: row }, '/settings'],
  ])('%s', (_, json, parent) => {
    expect(settingsIn(JSON.stringify(json))).toEqual(values);
    expect(placesIn(JSON.stringify(json))).toEqual(
      [
        'enableipbasedfirewallrule',
        'enableipbasedfirewallruleinauditmode',
        'allowediprangeforfirewall',
        'allowedservicetagsforfirewall',
      ].map((name) => `${parent}/${name}`),
    );
  });

  test.each([
    ['name', 'value'],
    ['Name', 'Value'],
    ['Setting', 'Value'],
    ['logicalName', 'value'],
  ])('a list of %s and %s', (name, value) => {
    const list = [
      { [name]: 'EnableIpBasedFirewallRule', [value]: 'true' },
      { [name]: 'allowediprangeforfirewall', [value]: null },
    ];
    expect(settingsIn(JSON.stringify(list))).toEqual([true, undefined, '', undefined]);
    expect(placesIn(JSON.stringify(list))).toEqual([`/0/${value}`, `/1/${value}`]);
  });

  test('the names of the Terraform provider', () => {
    const security = {
      enable_ip_based_firewall_rule: true,
      enable_ip_based_firewall_rule_in_audit_mode: true,
      allowed_ip_range_for_firewall: '192.0.2.0/24',
      allowed_service_tags_for_firewall: 'AppService',
    };
    expect(settingsIn(JSON.stringify({ product: { security } }))).toEqual([true, true, '192.0.2.0/24', 'AppService']);
  });

  test('objects and lists are no values', () => {
    expect(
      settingsIn(JSON.stringify({ enableipbasedfirewallrule: {}, allowediprangeforfirewall: [] })),
    ).toBeUndefined();
  });

  test('after blank lines', () => {
    expect(settingsIn('\n  {"enableipbasedfirewallrule": 1}')?.[0]).toBe(true);
  });

  test('text that begins like JSON and is not', () => {
    expect(() => settingsIn('{ enableipbasedfirewallrule: true }')).toThrow(DocumentError);
  });
});

test.each(['', 'nothing of the kind', '{}', '[]', '{"properties": {"definition": {}}}'])('none in %j', (text) => {
  expect(settingsIn(text)).toBeUndefined();
});
