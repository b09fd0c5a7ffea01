import { loadEnvironment } from '../../src/environment/load-environment';
import { UserError } from '../../src/errors';
import { type MemoryNode, memoryFiles } from '../support/memory-files';

const load = (content: MemoryNode, path = 'settings.txt', scanRoot = '/repo') =>
  loadEnvironment(path, memoryFiles({ [path]: content }), scanRoot);
const text = 'enableipbasedfirewallrule  Yes\nenableipbasedfirewallruleinauditmode  No\n';

function refusal(content: MemoryNode): string {
  try {
    load(content);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} | ${error.hint}`;
    throw error;
  }
  return 'not refused';
}

test('the settings, with their place', () => {
  const { place, ipFirewall } = load(text, 'environments/test.txt');
  expect(ipFirewall.enabled?.value).toBe(true);
  expect([place.document.uri, place.document.path, place.document.format]).toEqual([
    'environments/test.txt',
    'environments/test.txt',
    'text',
  ]);
});

test('a file outside of the scan root is known by its name', () => {
  expect(load(text, '/elsewhere/test.txt').place.document.uri).toBe('test.txt');
  expect(load(text, '/repository/test.txt').place.document.uri).toBe('test.txt');
  expect(load(text, '/repo/test.txt', '').place.document.uri).toBe('test.txt');
});

test('the byte order mark and UTF-16 of a shell that redirects', () => {
  expect(load(`\uFEFF${text}`).ipFirewall.enabled?.value).toBe(true);
  expect(load(Buffer.from(`\uFEFF${text}`, 'utf16le')).ipFirewall.enabled?.value).toBe(true);
  expect(load(`\uFEFF${JSON.stringify({ enableipbasedfirewallrule: false })}`).ipFirewall.enabled?.value).toBe(false);
});

describe('refuses, and says what to give', () => {
  test.each([
    ['another file', 'Hello', /holds no setting of the IP firewall \| Give the output of "pac env list-settings"/],
    ['broken JSON', '{ "enableipbasedfirewallrule": ', /settings\.txt cannot be read: .* \| Give/],
    ['bytes that are no text', new Uint8Array([0, 1, 2, 255]), /cannot be read: not text/],
    ['what is no file', 'pipe!', /cannot be read/],
    ['a file of another size', 'x'.repeat(5 * 1024 * 1024), /cannot be read/],
  ] as const)('%s', (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  test('a path where nothing lies', () => {
    expect(() => loadEnvironment('none.txt', memoryFiles({}), '/repo')).toThrow(UserError);
  });

  test.each([
    ['only ranges', 'allowediprangeforfirewall  192.0.2.0/24', 'enableipbasedfirewallrule'],
    ['an unknown word', 'enableipbasedfirewallrule  perhaps', 'holds no setting'],
    [
      'an unknown word beside another setting',
      'enableipbasedfirewallrule  perhaps\nenableipbasedfirewallruleinauditmode  No',
      'true or false for enableipbasedfirewallrule ',
    ],
    ['no mode', 'enableipbasedfirewallrule  Yes', 'enableipbasedfirewallruleinauditmode'],
    [
      'an unknown mode',
      'enableipbasedfirewallrule  Yes\nenableipbasedfirewallruleinauditmode  perhaps',
      'enableipbasedfirewallruleinauditmode',
    ],
  ])('a firewall of which it cannot be told whether it works: %s', (_, content, message) => {
    expect(refusal(content)).toContain(message);
  });

  test('but one that is off needs no mode', () => {
    expect(load('enableipbasedfirewallrule  No').ipFirewall.enabled?.value).toBe(false);
  });
});
