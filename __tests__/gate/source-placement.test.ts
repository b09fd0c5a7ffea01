import { placedOnSource } from '../../src/gate/source-placement';
import type { Report } from '../../src/policy/report';
import { type ScanRequest, scan } from '../../src/scan';
import { guid, manifest, variable } from '../support/exported-parts';
import { type MemoryNode, memoryFiles } from '../support/memory-files';
import { zipOf } from '../support/zip-builder';

/** Findings of an archive are shown where somebody would mend them, and only where the source has the same. */

const open = (more: object = {}) => ({
  type: 'Request',
  kind: 'Http',
  inputs: { triggerAuthenticationType: 'All', ...more },
});
const flow = (trigger: object = open(), actions: object = {}) => ({
  properties: { connectionReferences: {}, definition: { triggers: { manual: trigger }, actions } },
});
const pretty = (value: unknown, indent: number | string = 2) => JSON.stringify(value, null, indent);
const entry = `Workflows/Order-${guid.toUpperCase()}.json`;
const trigger = '"triggerAuthenticationType": "All"';

const zip = (files: Readonly<Record<string, string>> = { [entry]: JSON.stringify(flow()) }, name = 'Orders') =>
  zipOf({ 'solution.xml': manifest(name, { managed: '1' }), ...files });

function placed(
  nodes: Readonly<Record<string, MemoryNode>>,
  { rules = ['http-trigger-open'], paths = ['out/orders.zip'] }: Partial<ScanRequest> = {},
) {
  const disk = memoryFiles(nodes);
  const request: ScanRequest = {
    paths,
    rules,
    environment: undefined,
    failOn: 'high',
    persona: 'auditor',
    allowIncomplete: true,
  };
  const before = scan(request, disk);
  const reads = disk.reads.length;
  const report = placedOnSource(before, disk, paths);
  return { before, report, reads: disk.reads.slice(reads), nodes };
}

const findingsOf = ({ open: first, belowThreshold }: Report) => [...first, ...belowThreshold];

/** Where each finding is, with the text that is marked there. */
function marked({ report, nodes }: ReturnType<typeof placed>) {
  return findingsOf(report).map(({ location: { uri, region } }) => {
    const text = nodes[uri];
    if (typeof text !== 'string') return uri;
    const line = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)[region.startLine - 1] ?? '';
    const end = region.endLine === region.startLine ? region.endColumn - 1 : undefined;
    return `${uri} marks ${line.slice(region.startColumn - 1, end)}`;
  });
}

const archive = `out/orders.zip/${entry}`;
const source = `src/Workflows/Order-${guid}.json`;

describe('a flow', () => {
  test.each<[string, Readonly<Record<string, MemoryNode>>, string]>([
    ['in a source folder', { [source]: pretty(flow()) }, `${source} marks "All"`],
    [
      'under another name, in another folder, in other letters',
      { [`apps/flows/Anything-${guid.toUpperCase()}.JSON`]: pretty(flow(), '\t') },
      `apps/flows/Anything-${guid.toUpperCase()}.JSON marks "All"`,
    ],
    [
      'with a byte order mark and Windows line ends',
      { [source]: `\uFEFF${pretty(flow()).replaceAll('\n', '\r\n')}` },
      `${source} marks "All"`,
    ],
    ['that changed elsewhere', { [source]: pretty(flow(open({ schema: {} }))) }, `${source} marks "All"`],
    ['that is mended in the source', { [source]: pretty(flow(open({ triggerAuthenticationType: 'User' }))) }, archive],
    [
      'whose trigger is gone in the source',
      { [source]: pretty({ properties: { definition: { triggers: {}, actions: {} } } }) },
      archive,
    ],
    ['that is broken in the source', { [source]: '{' }, archive],
    ['that is no text in the source', { [source]: new Uint8Array([0xff, 0, 1]) }, archive],
    [
      'that has a key twice in the source',
      { [source]: pretty(flow()).replace('"type"', '"type": "x", "type"') },
      archive,
    ],
    ['of another GUID', { 'src/Workflows/Order-5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01.json': pretty(flow()) }, archive],
    ['behind a link', { 'elsewhere/x.json': pretty(flow()), [source]: { link: '/repo/elsewhere/x.json' } }, archive],
    ['among packages', { [`node_modules/${source}`]: pretty(flow()) }, archive],
    ['among the output of a build', { [`src/obj/Debug/Metadata/${source}`]: pretty(flow()) }, archive],
    [
      'with two copies: the one that says the same',
      { [`a/${source}`]: pretty(flow(open({ schema: {} }))), [`b/${source}`]: pretty(flow()) },
      `b/${source} marks "All"`,
    ],
    [
      'with two copies that say the same: the first by path',
      { [`b/${source}`]: pretty(flow()), [`a/${source}`]: pretty(flow(), 4) },
      `a/${source} marks "All"`,
    ],
    [
      'with two copies of which none says the same: nobody knows',
      { [`a/${source}`]: pretty(flow(open({ schema: {} }))), [`b/${source}`]: pretty(flow(open({ method: 'POST' }))) },
      archive,
    ],
    [
      'with more copies than anybody has',
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`copy${i}/${source}`, pretty(flow())])),
      archive,
    ],
    ['that is nowhere else', {}, archive],
  ])('%s', (_, nodes, expected) => {
    expect(marked(placed({ 'out/orders.zip': zip(), ...nodes }))).toEqual([expected]);
  });

  test('in an archive inside an archive', () => {
    const nodes = { 'out/all.zip': zipOf({ 'orders.zip': zip() }), [source]: pretty(flow()) };
    expect(marked(placed(nodes, { paths: ['out/all.zip'] }))).toEqual([`${source} marks "All"`]);
  });

  test.each([
    ['outside of the repository', ['/build/out/orders.zip']],
    ['outside and inside of it', ['/build/out/orders.zip', 'out/clean.zip']],
    ['by a pattern', ['/build/**/*.zip']],
  ])('in an archive %s', (_, paths) => {
    const clean = zip({ [entry]: JSON.stringify(flow(open({ triggerAuthenticationType: 'User' }))) }, 'Clean');
    const nodes = { '/build/out/orders.zip': zip(), 'out/clean.zip': clean, [source]: pretty(flow()) };
    expect(marked(placed(nodes, { paths }))).toEqual([`${source} marks "All"`]);
  });

  test('in an archive outside, whose name in the report is that of another one in the repository', () => {
    const other = zip({ [entry]: JSON.stringify(flow(open({ schema: {} }))) });
    const nodes = { '/build/orders.zip': zip(), 'orders.zip': other, [source]: pretty(flow(open({ method: 'GET' }))) };
    expect(marked(placed(nodes, { paths: ['/build/orders.zip'] }))).toEqual([`${source} marks "All"`]);
  });

  test('keeps its fingerprint and order; the place in the archive is told beside it', () => {
    const { before, report } = placed({ 'out/orders.zip': zip(), [source]: pretty(flow()) });
    const [was] = findingsOf(before);
    const [is] = findingsOf(report);
    expect(is?.fingerprint).toBe(was?.fingerprint);
    expect(is?.related).toEqual([...(was?.related ?? []), { ...was?.location, label: 'in the scanned archive' }]);
    expect(is?.location.pointer).toBe(was?.location.pointer);
    expect(report.status).toBe(before.status);
  });

  test('moves with its path and what is related to it, as far as the source has the same', () => {
    const text = JSON.stringify(flow());
    const disk = memoryFiles({ 'out/orders.zip': zip(), [source]: pretty(flow()) });
    const request = { paths: ['out/orders.zip'], rules: ['http-trigger-open'], environment: undefined } as const;
    const before = scan({ ...request, failOn: 'high', persona: 'regular', allowIncomplete: true }, disk);
    const [first] = before.open;
    if (!first) throw new Error('nothing was found');
    const whole = { startLine: 1, startColumn: 1, endLine: 1, endColumn: text.length + 1 };
    const at = (pointer: string, region = whole) => ({ uri: archive, pointer, region });
    const message = { template: 'goes on', values: {} };
    const finding = {
      ...first,
      related: [
        { ...at(''), label: 'the file' },
        { ...at('/gone'), label: 'gone' },
        { ...at('', { ...whole, endColumn: text.length + 9 }), label: 'beyond' },
      ],
      path: [
        { ...at(''), message },
        { ...at('', whole), uri: `${archive}.data.xml`, message },
      ],
    };
    const [is] = placedOnSource({ ...before, open: [finding] }, disk, request.paths).open;
    expect(is?.related.map(({ uri, label }) => `${label} ${uri}`)).toEqual([
      `the file ${source}`,
      `gone ${archive}`,
      `beyond ${archive}`,
      `in the scanned archive ${archive}`,
    ]);
    expect(is?.path.map(({ uri, region }) => `${uri} ${region.endLine}`)).toEqual([
      `${source} ${pretty(flow()).split('\n').length}`,
      `${archive}.data.xml 1`,
    ]);
    expect(is?.path[0]?.message).toBe(message);
  });

  test('scanned as source too, and changed there: each finding stays where it was found', () => {
    const nodes = {
      'out/orders.zip': zip(),
      'src/Other/Solution.xml': manifest('Orders'),
      [source]: pretty(flow(open({ schema: {} }))),
    };
    const result = placed(nodes, { paths: ['out/orders.zip', 'src'] });
    expect(marked(result).sort()).toEqual([archive, `${source} marks "All"`]);
    expect(result.report).toEqual(result.before);
  });

  test('in two archives that are one solution', () => {
    const nodes = { 'out/a.zip': zip(), 'out/b.zip': zip(), [source]: pretty(flow()) };
    const result = placed(nodes, { paths: ['out/a.zip', 'out/b.zip'] });
    expect(marked(result)).toEqual([`${source} marks "All"`]);
    const related = findingsOf(result.report)[0]?.related ?? [];
    expect(related.map(({ uri }) => uri.split('/')[1])).toEqual(['b.zip', 'a.zip']);
  });
});

describe('a part of a value', () => {
  const secret = 'Swordfish-77-harbour';
  const call = (uri: string) => ({ Call: { type: 'Http', inputs: { method: 'GET', uri } } });
  const withSecret = flow(open(), call(`https://orders:${secret}@a.example/%C3%A4`));
  const nodes = (text: string) => ({ 'out/orders.zip': zip({ [entry]: JSON.stringify(withSecret) }), [source]: text });

  test.each([
    ['written alike is marked as that part', pretty(withSecret), secret],
    [
      'escaped in another way is marked as the whole',
      pretty(withSecret).replace('orders:', 'orders\\u003a'),
      `"https://orders\\u003a${secret}@a.example/%C3%A4"`,
    ],
  ])('%s', (_, text, expected) => {
    expect(marked(placed(nodes(text), { rules: ['hardcoded-secret'] }))).toEqual([`${source} marks ${expected}`]);
  });
});

describe('an environment variable', () => {
  const file = 'environmentvariabledefinitions/con_Password/environmentvariabledefinition.xml';
  const value = 'Swordfish-77-harbour';
  const xml = (text: string) => variable('con_Password', { value: text, display: 'Password' });
  const values = (text: string) => pretty({ environmentvariablevalues: { environmentvariablevalue: { value: text } } });
  const rules = ['secret-in-environment-variable'];

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
    ['by its folder', { [file]: xml(value) }, { [`src/${file}`]: xml(value) }, `src/${file} marks ${value}`],
    [
      'in other letters, formatted in another way',
      { [file]: xml(value) },
      { [`Src/${file.toUpperCase()}`]: xml(value).replaceAll('><', '>\n<') },
      `Src/${file.toUpperCase()} marks ${value}`,
    ],
    ['with another value', { [file]: xml(value) }, { [`src/${file}`]: xml('other') }, `out/orders.zip/${file}`],
    ['without one', { [file]: xml(value) }, { [`src/${file}`]: xml('') }, `out/orders.zip/${file}`],
    ['broken', { [file]: xml(value) }, { [`src/${file}`]: '<a>' }, `out/orders.zip/${file}`],
    [
      'in its values file, which has two names',
      { [file]: xml(''), [file.replace('definition.xml', 'values.json')]: values(value) },
      { 'src/environmentvariabledefinitions/con_Password/environment_variable_values.json': values(value) },
      `src/environmentvariabledefinitions/con_Password/environment_variable_values.json marks ${value}`,
    ],
  ])('%s', (_, inZip, inSource, expected) => {
    expect(marked(placed({ 'out/orders.zip': zip(inZip), ...inSource }, { rules }))).toEqual([expected]);
  });
});

describe('the edit', () => {
  const linesOf = (result: ReturnType<typeof placed>) =>
    findingsOf(result.report).map(
      ({ edit }) => edit?.lines && `${edit.uri}:${edit.lines.region.startLine} ${edit.lines.newText.trim()}`,
    );

  test('is written in the lines of the source', () => {
    const result = placed({ 'out/orders.zip': zip(), [source]: pretty(flow()) });
    const line =
      pretty(flow())
        .split('\n')
        .findIndex((text) => text.includes(trigger)) + 1;
    expect(findingsOf(result.before)[0]?.edit?.lines).toBeUndefined();
    expect(linesOf(result)).toEqual([`${source}:${line} "triggerAuthenticationType": "Tenant"`]);
  });

  test('is none where the source differs', () => {
    const result = placed({ 'out/orders.zip': zip(), [source]: pretty(flow(open({ schema: {} }))) });
    expect(marked(result)).toEqual([`${source} marks "All"`]);
    expect(linesOf(result)).toEqual([undefined]);
  });

  test('repeats no secret that stands on its line in the source', () => {
    const secret = { key: 'x', password: 'Swordfish-77-harbour' };
    const holding = flow(open({ schema: secret }));
    const text = pretty(holding)
      .replace(/"All",\s*/, '"All", ')
      .replace(/\{\s*"key": "x",\s*/, '{ "key": "x", ');
    const result = placed({ 'out/orders.zip': zip({ [entry]: JSON.stringify(holding) }), [source]: text });
    expect(marked(result)).toEqual([`${source} marks "All"`]);
    expect(text).toMatch(/"All".*Swordfish/);
    expect(linesOf(result)).toEqual([undefined]);
  });
});

describe('the cost', () => {
  test('is nothing without findings in archives', () => {
    const clean = zip({ [entry]: JSON.stringify(flow(open({ triggerAuthenticationType: 'User' }))) });
    expect(placed({ 'out/orders.zip': clean, [source]: pretty(flow()) }).reads).toEqual([]);
    const plain = { 'src/Other/Solution.xml': manifest('Orders'), [source]: pretty(flow()) };
    expect(placed(plain, { paths: ['src'] }).reads).toEqual([]);
  });

  test('is the archive and the files of its findings', () => {
    const other = 'src/Workflows/Other-5d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01.json';
    const nodes = { 'out/orders.zip': zip(), [source]: pretty(flow()), [other]: pretty(flow()), 'src/a.json': '{}' };
    expect(placed(nodes).reads).toEqual(['/repo/out/orders.zip', `/repo/${source}`]);
  });
});
