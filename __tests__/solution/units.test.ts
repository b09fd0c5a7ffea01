import { customizations, flowJson, guid, manifest, settings, variable, workflow } from '../support/exported-parts';
import { type Contents, treeOfFiles, unitsIn } from '../support/read-units';

/** What a tree of files is: every layout a solution comes in, and what merely looks like one. */

const flowPath = `Workflows/Order-${guid.toUpperCase()}.json`;
const clipboard = { connectionReferences: {}, definition: { triggers: { r: { type: 'Recurrence' } }, actions: {} } };
const logicApp = { kind: 'Stateful', definition: { triggers: { r: { type: 'Recurrence' } }, actions: {} } };
const inFolder = (folder: string, contents: Contents): Contents =>
  Object.fromEntries(Object.entries(contents).map(([path, content]) => [`${folder}${path}`, content]));

const flat = { 'solution.xml': manifest(), 'customizations.xml': customizations(), [flowPath]: flowJson() };
const source = {
  'Other/Solution.xml': manifest(),
  'Other/Customizations.xml': customizations(),
  [flowPath]: flowJson(),
};

/** Layout, uri and number of flows of each unit. */
function shortly(contents: Contents, kind: 'folder' | 'zip' | 'file' = 'folder', uri = 'src') {
  const { read, unreadable } = unitsIn(treeOfFiles(contents, kind, uri));
  expect(unreadable).toEqual([]);
  return read.map(({ unit, solution }) => `${unit.layout} ${unit.uri || '.'} ${solution.flows.length}`);
}

describe('layouts', () => {
  const table: readonly (readonly [string, string[], Contents, ('folder' | 'zip' | 'file')?, string?])[] = [
    ['the zip of an export', ['solution-zip a.zip 1'], flat, 'zip', 'a.zip'],
    ['a zip with its solution in a folder', ['solution-zip a.zip/Sample 1'], inFolder('Sample/', flat), 'zip', 'a.zip'],
    ['a zip of unpacked source', ['solution-source a.zip 1'], source, 'zip', 'a.zip'],
    ['an unpacked solution', ['solution-source src 1'], source],
    ['an unpacked solution at the scan root', ['solution-source . 1'], source, 'folder', ''],
    ['an unpacked solution further down', ['solution-source src/a/b 1'], inFolder('a/b/', source)],
    ['the content of a zip, committed', ['solution-flat src 1'], flat],
    [
      'mixed letter case',
      ['solution-source src 1'],
      {
        'OTHER/solution.XML': manifest(),
        'other/CUSTOMIZATIONS.xml': customizations(),
        [flowPath.toUpperCase()]: flowJson(),
      },
    ],
    ['flat and source at one root', ['solution-flat src 1'], { ...source, ...flat }],
    ['source and flat at one root', ['solution-flat src 1'], { ...flat, ...source }],
    [
      'two solutions side by side',
      ['solution-source src/a 1', 'solution-source src/b 1'],
      { ...inFolder('a/', source), ...inFolder('b/', source) },
    ],
    [
      'a solution inside the folder of another: each file is in one',
      ['solution-source src 1', 'solution-flat src/nested 1'],
      { ...source, ...inFolder('nested/', flat) },
    ],
    [
      'a legacy package',
      ['legacy-package p.zip 1'],
      { 'manifest.json': { details: {} }, [`Microsoft.Flow/flows/${guid}/definition.json`]: flowJson() },
      'zip',
      'p.zip',
    ],
    ['a flow file by itself', ['loose-flow flow.json 1'], { 'flow.json': clipboard }, 'file', 'flow.json'],
    [
      'flow files anywhere',
      ['loose-flow src/a.json 1', 'loose-flow src/b/c.json 1'],
      { 'a.json': clipboard, 'b/c.json': flowJson() },
    ],
    [
      'loose flows beside a solution',
      ['solution-source src/s 1', 'loose-flow src/x.json 1'],
      { ...inFolder('s/', source), 'x.json': clipboard },
    ],
    [
      'deployment settings by themselves',
      ['deployment-settings src/test.json 0'],
      { 'test.json': settings({ a: '1' }) },
    ],
    [
      'deployment settings inside a solution folder',
      ['solution-source src 1', 'deployment-settings src/config/test.json 0'],
      { ...source, 'config/test.json': settings({ a: '1' }) },
    ],
    ['nothing of ours', [], { 'package.json': { name: 'x' }, 'a.xml': '<a/>', 'README.md': '# x' }],
    ['a solution.xml of another product', [], { 'solution.xml': '<Solution><Project/></Solution>' }],
    ['a name that only ends like one', [], { 'mysolution.xml': manifest() }],
  ];

  // Rows of several lengths: jest would take a missing cell for its `done`.
  for (const [what, expected, contents, kind, uri] of table) {
    test(what, () => {
      expect(shortly(contents, kind, uri)).toEqual(expected);
    });
  }

  test('Logic Apps are named, and are no units', () => {
    const { units, logicApps } = unitsIn(treeOfFiles({ 'app/workflow.json': logicApp, 'flow.json': clipboard }));
    expect(units.map(({ uri }) => uri)).toEqual(['src/flow.json']);
    expect(logicApps).toEqual(['src/app/workflow.json']);
  });

  test('Logic Apps inside a solution are named by its reader', () => {
    const { read } = unitsIn(treeOfFiles({ ...source, 'Workflows/app.json': logicApp }));
    expect(read.map(({ logicApps, solution }) => [logicApps, solution.flows.length])).toEqual([
      [['src/Workflows/app.json'], 1],
    ]);
  });

  // src/solution/units.ts: the pattern of the manifest's path takes the end of the folder's name for the folder "Other".
  test('a folder whose name ends in "other" holds a solution like any', () => {
    expect(shortly(inFolder('Another/', flat))).toEqual(['solution-flat src/Another 1']);
  });

  // src/solution/read-solution.ts reads only files named .json; the run would end clean with no flow read.
  test('a flow file without a telling name', () => {
    expect(shortly({ flow: clipboard }, 'file', 'flow')).toEqual(['loose-flow flow 1']);
  });

  // src/solution/units.ts: only the first 4,096 characters are looked at.
  test('a long comment does not hide a manifest', () => {
    const commented = `<!--${'x'.repeat(5000)}-->${manifest()}`;
    expect(shortly({ ...flat, 'solution.xml': commented })).toEqual(['solution-flat src 1']);
  });
});

describe('what cannot be read while looking for units', () => {
  test('a manifest: the folder still is a solution, and the file is told', () => {
    const { units, unreadable, read } = unitsIn(
      treeOfFiles({ ...flat, 'solution.xml': new Uint8Array([0xff, 0xfe, 0x00]) }),
    );
    expect(units.map(({ layout }) => layout)).toEqual(['solution-flat']);
    expect(unreadable.map(({ uri, reason }) => [uri, reason])).toEqual([['src/solution.xml', 'not-text']]);
    expect(read[0]?.solution.flows).toHaveLength(1);
  });

  test('a broken flow file outside of solutions', () => {
    const { units, unreadable } = unitsIn(treeOfFiles({ 'a.json': '{"definition":{"triggers":{', 'b.json': '{' }));
    expect(units).toEqual([]);
    expect(unreadable.map(({ uri, reason }) => [uri, reason])).toEqual([['src/a.json', 'not-json']]);
  });

  // src/solution/units.ts says that the solution's own reader reports it; that reader looks only at what may be a flow.
  test('broken deployment settings inside a solution', () => {
    const { unreadable, read } = unitsIn(
      treeOfFiles({ ...source, 'test.json': '{"EnvironmentVariables": [}, "ConnectionReferences": []}' }),
    );
    expect([...unreadable, ...read.flatMap((one) => one.unreadable)].map(({ uri }) => uri)).toEqual(['src/test.json']);
  });

  test('broken deployment settings outside of solutions', () => {
    const { unreadable } = unitsIn(
      treeOfFiles({ 'test.json': '{"EnvironmentVariables": [}, "ConnectionReferences": []}' }),
    );
    expect(unreadable.map(({ uri }) => uri)).toEqual(['src/test.json']);
  });
});

describe('files of one unit', () => {
  test('a file belongs to the deepest solution around it', () => {
    const { units } = unitsIn(
      treeOfFiles({
        ...source,
        ...inFolder('nested/', {
          ...flat,
          'environmentvariabledefinitions/con_A/environmentvariabledefinition.xml': variable('con_A'),
        }),
      }),
    );
    const [outer, inner] = units;
    expect(outer?.files.some(({ path }) => path.startsWith('nested/'))).toBe(false);
    expect(inner?.files.every(({ path }) => path.startsWith('nested/'))).toBe(true);
    expect(inner?.root).toBe('nested/');
  });

  test('customizations.xml of the unit itself, not of one inside it', () => {
    const named = (name: string) =>
      customizations(`<Workflows>${workflow({ name, json: `/${flowPath}` })}</Workflows>`);
    const { read } = unitsIn(
      treeOfFiles({
        ...flat,
        'customizations.xml': named('Outer'),
        ...inFolder('nested/', { ...flat, 'customizations.xml': named('Inner') }),
      }),
    );
    expect(read.map(({ solution }) => solution.flows.map(({ name }) => name))).toEqual([['Outer'], ['Inner']]);
  });
});
