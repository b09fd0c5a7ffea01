import { audienceOf, isVault } from '../../src/dataflow/public-hosts';
import { domainOf, hostOf, isHostOf } from '../../src/dataflow/request-host';
import { quickest } from '../support/timing';

test.each([
  ['https://stock.example', 'stock.example'],
  ['HTTPS://Stock.Example:443/api', 'stock.example'],
  ['http://user:pass@stock.example/api', 'stock.example'],
  ['https://stock.example?x=1', 'stock.example'],
  ["https://stock.example/@{variables('path')}", 'stock.example'],
  ["@concat('https://stock.example/', variables('path'))", 'stock.example'],
  [' https://stock.example/', 'stock.example'],
])('the host of %s', (address, host) => {
  expect(hostOf(address)).toBe(host);
});

test.each([
  ["https://@{variables('host')}/api"],
  ["https://stock.@{variables('domain')}/api"],
  ["@concat('https://stock', variables('rest'))"],
  ["@variables('address')"],
  ['ftp://stock.example/'],
  ['/api'],
  [''],
  [undefined],
  ['https://stock.@{'],
])('the host of %s is not known', (address) => {
  expect(hostOf(address)).toBeUndefined();
});

test.each([
  ['api.stock.example', 'stock.example'],
  ['stock.example', 'stock.example'],
  ['api.stock.co.uk', 'stock.co.uk'],
  ['api.stock.com.au', 'stock.com.au'],
  ['a.stock.de', 'stock.de'],
  ['localhost', 'localhost'],
])('%s belongs to %s', (host, domain) => {
  expect(domainOf(host)).toBe(domain);
});

test('hosts lie below their owners', () => {
  expect(isHostOf('a.b.example', 'c.example', 'b.example')).toBe(true);
  expect(isHostOf('b.example', 'b.example')).toBe(true);
  expect(isHostOf('ab.example', 'b.example')).toBe(false);
});

test.each([
  ['hooks.slack.com', 'chat'],
  ['contoso.webhook.office.com', 'chat'],
  ['discord.com', 'chat'],
  ['webhook.site', 'anyone-with-the-link'],
  ['abc.ngrok-free.app', 'anyone-with-the-link'],
  ['notslack.com', undefined],
  ['graph.microsoft.com', undefined],
])('%s: %s', (host, audience) => {
  expect(audienceOf(host)).toBe(audience);
});

test.each([
  ['kv.vault.azure.net', true],
  ['kv.vault.usgovcloudapi.net', true],
  ['vault.azure.net.example', false],
])('%s is a vault: %s', (host, expected) => {
  expect(isVault(host)).toBe(expected);
});

test('a hostile address takes no time', () => {
  const work = () => {
    for (const piece of ['https://', '@', 'a:', 'https://a']) hostOf(piece.repeat(200_000));
  };
  expect(quickest(work, 1)).toBeLessThan(2000);
});
