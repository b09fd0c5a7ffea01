import { isPrivate, parseIpRange } from '../../src/environment/ip-ranges';

test.each([
  ['192.0.2.0/24', 4, 24],
  ['192.0.2.7', 4, 32],
  [' 192.0.2.0/24 ', 4, 24],
  ['0.0.0.0/0', 4, 0],
  ['255.255.255.255/32', 4, 32],
  ['::/0', 6, 0],
  ['2001:DB8::/32', 6, 32],
  ['2001:db8::1', 6, 128],
  ['2001:0db8:0000:0000:0000:0000:0000:0001/128', 6, 128],
  ['::ffff:192.0.2.1', 6, 128],
])('%j', (text, version, prefix) => {
  expect(parseIpRange(text)).toMatchObject({ version, prefix });
});

test.each([
  '',
  'office',
  '192.0.2',
  '192.0.2.0/33',
  '192.0.2.0/',
  '192.0.2.0/-1',
  '192.0.2.0/24/8',
  '192.0.2.256',
  '192.0.2.1-192.0.2.9',
  '10.0.0.0/255.0.0.0',
  '::/129',
  'g::1',
  '2001:db8::/32 192.0.2.0/24',
])('no range: %j', (text) => {
  expect(parseIpRange(text)).toBeUndefined();
});

test.each([
  ['10.0.0.0/8', true],
  ['10.1.2.3', true],
  ['10.0.0.0/7', false],
  ['172.16.0.0/12', true],
  ['172.31.255.255', true],
  ['172.32.0.0/12', false],
  ['172.16.0.0/11', false],
  ['192.168.0.0/16', true],
  ['192.168.0.0/15', false],
  ['192.0.2.0/24', false],
  ['fc00::/7', true],
  ['FD12:3456::/48', true],
  ['fc00::/6', false],
  ['fe80::/10', false],
  ['2001:db8::/32', false],
])('%s is private: %p', (text, expected) => {
  const range = parseIpRange(text);
  expect(range && isPrivate(range)).toBe(expected);
});
