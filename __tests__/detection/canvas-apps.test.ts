import { scan } from '../../src/scan';
import { manifest } from '../support/exported-parts';
import { type MemoryNode, memoryFiles } from '../support/memory-files';
import { buildZip, zipOf } from '../support/zip-builder';

const password = 'Swordfish-77-harbour';
const app = 'CanvasApps/con_stock_DocumentUri.msapp';
const formula = (value: string) => `Set(varPassword, "${value}")`;
const control = (value: string) =>
  JSON.stringify({ TopParent: { Rules: [{ Property: 'OnVisible', InvariantScript: formula(value) }] } });
const page = (value: string) => `Screens:\n  Stock:\n    Properties:\n      OnVisible: =${formula(value)}\n`;

type Files = Readonly<Record<string, string | Uint8Array>>;
const inZip = (files: Files): Record<string, MemoryNode> => ({
  's.zip': zipOf({ 'solution.xml': manifest('Stock'), ...files }),
});
const inSource = (files: Files): Record<string, MemoryNode> => ({
  'src/Other/Solution.xml': manifest('Stock'),
  ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`src/${path}`, content])),
});

function report(nodes: Readonly<Record<string, MemoryNode>>, rules: readonly string[] = ['secret-in-component']) {
  const files = memoryFiles(nodes);
  const { open, notAssessed } = scan(
    {
      paths: ['.'],
      rules,
      environment: undefined,
      persona: 'auditor',
      failOn: 'low',
      allowIncomplete: false,
    },
    files,
  );
  return {
    found: open.map(({ location, persona, related }) => ({
      at: `${location.uri}:${location.region.startLine}`,
      persona,
      others: related.map((one) => one.uri),
    })),
    unread: notAssessed.filter(({ kind }) => kind === 'unreadable').map(({ uri, message }) => `${uri}: ${message}`),
    reads: files.reads,
  };
}

const found = (uri: string, line: number, others: readonly string[] = []) => [
  { at: `${uri}:${line}`, persona: 'regular', others },
];

test.each([
  ['a solution zip', inZip, 's.zip'],
  ['the source of a solution', inSource, 'src'],
])('in %s, what a canvas app holds is searched, and shown where its maker reads it', (_, layout, base) => {
  const content = zipOf({ 'Controls\\4.json': control(password), 'Src\\Stock.pa.yaml': page(password) });
  expect(report(layout({ [app]: content }))).toMatchObject({
    found: found(`${base}/${app}/Src/Stock.pa.yaml`, 4, [`${base}/${app}/Controls/4.json`]),
    unread: [],
  });
});

test.each([
  ['Controls/4.json', control(password)],
  ['Components/9.json', control(password)],
  ['Src/Stock.fx.yaml', `Stock As screen:\n    OnVisible: =${formula(password)}\n`],
  ['References/DataSources.json', JSON.stringify({ DataSources: [{ Data: JSON.stringify({ password }) }] })],
  ['Properties.json', JSON.stringify({ AppDescription: '', LocalConnectionReferences: JSON.stringify({ password }) })],
  ['Connections/Connections.json', JSON.stringify({ a: { connectionParameters: { password } } })],
  ['Resources/Controls/Stock.js', `const password = "${password}";\n`],
])('%s of an app is searched', (path, content) => {
  expect(report(inZip({ [app]: zipOf({ [path]: content }) })).found).toMatchObject([
    { at: expect.stringContaining(`s.zip/${app}/${path}:`) },
  ]);
});

test('digests of the files of an app are none, whatever its screens are called', () => {
  const digest = ['q7Hf2mZx9Lr4Tw8KpVs3', 'Nd6Bc1Xy5Gj0Aq7Eu2RhWz4='].join('');
  const ClientPerFileChecksums = { 'Src\\Reset Password.pa.yaml': digest, 'Controls\\ApiKey.json': digest };
  const content = zipOf({ 'checksum.json': JSON.stringify({ ClientStampedChecksum: digest, ClientPerFileChecksums }) });
  expect(report(inZip({ [app]: content })).found).toEqual([]);
});

test('pictures in an app are not read', () => {
  const content = buildZip([{ name: 'Assets\\Images\\a.png', content: `password="${password}"`, header: { crc: 1 } }]);
  expect(report(inZip({ [app]: content }))).toMatchObject({ found: [], unread: [] });
});

test('an app is opened only where a rule asks for its texts', () => {
  const nodes = inSource({ [app]: zipOf({ 'Src\\Stock.pa.yaml': page(password) }) });
  expect(report(nodes, ['cleartext-http']).reads).not.toContain(`/repo/src/${app}`);
  expect(report(nodes).reads).toContain(`/repo/src/${app}`);
});

describe('what cannot be read is told, and the rest is searched all the same', () => {
  const rest = { 'WebResources/a.js': `password = "${password}"` };

  test.each([
    ['no zip', 'text'],
    ['cut off', zipOf({ 'Src\\Stock.pa.yaml': page(password) }).subarray(0, 60)],
    ['empty', ''],
  ])('an app that is %s', (_, content) => {
    const { found: all, unread } = report(inZip({ ...rest, [app]: content }));
    expect(all).toMatchObject(found('s.zip/WebResources/a.js', 1));
    expect(unread).toEqual([expect.stringContaining(`s.zip/${app}: `)]);
  });

  test('a text of an app', () => {
    const content = buildZip([
      { name: 'Controls\\4.json', content: control('x'), header: { crc: 1 } },
      { name: 'Header.json', content: '{}', header: { flags: 1 } },
      { name: 'Src\\Stock.pa.yaml', content: page(password) },
    ]);
    const { found: all, unread } = report(inZip({ [app]: content }));
    expect(all).toMatchObject(found(`s.zip/${app}/Src/Stock.pa.yaml`, 4));
    expect(unread.sort()).toEqual([
      expect.stringContaining(`s.zip/${app}/Controls/4.json: its checksum is wrong`),
      expect.stringContaining(`s.zip/${app}/Header.json: `),
    ]);
  });

  test('an app in more archives than are opened', () => {
    const solution = zipOf({
      'solution.xml': manifest('Stock'),
      [app]: zipOf({ 'Src\\Stock.pa.yaml': page(password) }),
    });
    const { found: all, unread } = report({ 'a.zip': zipOf({ 'b.zip': zipOf({ 's.zip': solution }) }) });
    expect(all).toEqual([]);
    expect(unread).toEqual([`a.zip/b.zip/s.zip/${app}: lies in more than 2 archives, one in another`]);
  });
});

describe('signatures that the platform writes itself', () => {
  const signature = (last: string) => `${['q7Hf2mZx9Lr4', 'Tw8KpVs3Nd6B', 'c1Xy5Gj0Aq7E', 'u2Rh'].join('')}${last}`;
  const guid = 'a59e02a3-0000-4000-8000-000000000001';
  const signed = (address: string, last = 'Wz1') =>
    `${address}?sv=2018-03-28&sr=b&sig=${signature(last)}%3D&spr=https&se=2023-06-01T05%3A35%3A23Z&sp=r`;
  const delegated = (address: string) =>
    `${address}?skoid=${guid}&sktid=${guid}&sks=b&skv=2023-01-03&sv=2023-01-03&sr=b&sp=r&sig=${signature('Wz2')}%3D`;
  const store = 'https://docserver.blob.core.windows.net';
  const resource = (RootPath: string) => ({
    'References\\Resources.json': JSON.stringify({ Resources: [{ ResourceKind: 'LocalFile', RootPath }] }),
  });
  const controls = (ModifiedPath: string) => ({
    'Controls\\4.json': JSON.stringify({
      Template: { DynamicControlDefinitionJson: JSON.stringify({ Resources: JSON.stringify([{ ModifiedPath }]) }) },
    }),
  });
  const icon = (iconUri: string) => ({
    'Properties.json': JSON.stringify({ LocalConnectionReferences: JSON.stringify({ a: { iconUri } }) }),
  });

  test.each([
    ['a picture', resource(signed(`${store}/${guid}-1/resource/Assets0Images0${guid}.png`))],
    ['a picture, signed the newer way', resource(delegated(`${store}/${guid}-12/resource/${guid}.svg`))],
    ['a script of a control', controls(signed(`${store}/${guid}-1/appdynamicresources/bundle.js`))],
    ['a script, signed the newer way', controls(delegated(`${store}/elsewhere/bundle.js`))],
    ['an icon', icon(signed(`${store}/2023/logo.png`))],
    ['an icon, signed the newer way', icon(delegated(`${store}/2023/con_5Fstock_iconblob.Png`))],
  ])('%s', (_, files) => {
    expect(report(inZip({ [app]: zipOf(files) })).found).toEqual([]);
  });

  test.each([
    ['a picture from elsewhere', resource(signed('https://contoso.blob.core.windows.net/pictures/a.png'))],
    [
      'an address in a formula',
      { 'Src\\Stock.pa.yaml': page(signed('https://contoso.blob.core.windows.net/a/b.csv')) },
    ],
    ['another key', { 'Header.json': JSON.stringify({ Path: delegated(`${store}/${guid}-1/resource/a.png`) }) }],
  ])('but %s is found', (_, files) => {
    expect(report(inZip({ [app]: zipOf(files) })).found).toMatchObject([{ persona: 'regular' }]);
  });

  const trigger = `https://prod-18.westeurope.logic.azure.com:443/workflows/${'0f5739f08c5c4cc4'.repeat(2)}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature('Qp7')}`;
  const callback = {
    'Properties.json': JSON.stringify({
      LocalConnectionReferences: JSON.stringify({ a: { connectionParameters: { workFlowCallbackUri: trigger } } }),
    }),
  };

  test("the address of a flow that the app calls is the platform's", () => {
    expect(report(inZip({ [app]: zipOf(callback) })).found).toEqual([]);
  });

  test('but found where a maker wrote it too', () => {
    const written = { 'Src\\Stock.pa.yaml': `Launch("${trigger}")\n` };
    expect(report(inZip({ [app]: zipOf({ ...callback, ...written }) })).found).toMatchObject([
      { at: `s.zip/${app}/Src/Stock.pa.yaml:1`, persona: 'regular', others: [] },
    ]);
  });
});
