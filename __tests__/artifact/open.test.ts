import { type ArtifactTree, UnreadableInput } from '../../src/artifact/artifact';
import { type OpenOptions, openArtifacts } from '../../src/artifact/open';
import { type MemoryNode, memoryFiles } from '../support/memory-files';
import { buildZip, zipOf } from '../support/zip-builder';

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';
const solution = zipOf({ 'solution.xml': '<a/>', 'Workflows\\f.json': '{}' });

/** Opens inputs, and tells the trees as `kind uri: paths` and the problems as `reason uri`. */
function open(inputs: readonly string[], nodes: Readonly<Record<string, MemoryNode>>, options: OpenOptions = {}) {
  const files = memoryFiles(nodes);
  const opened = openArtifacts(inputs, files, options);
  const trees = [...opened.trees()];
  return {
    opened,
    reads: files.reads,
    trees: trees.map(({ kind, uri, files }) => `${kind} ${uri}: ${files.map(({ path }) => path).join(', ')}`),
    unreadable: opened.unreadable.map(({ reason, uri }) => `${reason} ${uri}`),
    contents: contentsOf(trees),
  };
}

function contentsOf(trees: readonly ArtifactTree[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    trees.flatMap(({ files }) =>
      files.map(({ uri, read }) => {
        try {
          return [uri, Buffer.from(read()).toString()];
        } catch (error) {
          if (error instanceof UnreadableInput) return [uri, `not read: ${error.reason} ${error.uri}`];
          throw error;
        }
      }),
    ),
  );
}

describe('trees', () => {
  test('a zip', () => {
    const { opened, trees, contents } = open(['out/s.zip'], { 'out/s.zip': solution });
    expect(opened.scanRoot).toBe('/repo');
    expect(trees).toEqual(['zip out/s.zip: Workflows/f.json, solution.xml']);
    expect(contents).toEqual({ 'out/s.zip/Workflows/f.json': '{}', 'out/s.zip/solution.xml': '<a/>' });
  });

  test('a folder with files and zips: each file in one tree, the zips last', () => {
    const { trees, unreadable } = open(['.'], {
      'src/Other/Solution.xml': '<a/>',
      'src/readme.md': '',
      'b/B.ZIP': solution,
      'a.zip': solution,
      'app.msapp': solution,
    });
    expect(trees).toEqual([
      'folder : app.msapp, src/Other/Solution.xml, src/readme.md',
      'zip a.zip: Workflows/f.json, solution.xml',
      'zip b/B.ZIP: Workflows/f.json, solution.xml',
    ]);
    expect(unreadable).toEqual([]);
  });

  test('a folder names its files from itself, and results from the scan root', () => {
    const { opened, trees, contents } = open(['src/app'], { 'src/app/f.json': '{}' });
    expect(opened.scanRoot).toBe('/repo');
    expect(trees).toEqual(['folder src/app: f.json']);
    expect(contents).toEqual({ 'src/app/f.json': '{}' });
  });

  test('a single file', () => {
    const { opened, trees, contents } = open(['/else/flow.json'], { '/else/flow.json': '{}' });
    expect(opened.scanRoot).toBe('/else');
    expect(trees).toEqual(['file flow.json: flow.json']);
    expect(contents).toEqual({ 'flow.json': '{}' });
  });

  test('a zip under another name, and a file that is none', () => {
    const { trees } = open(['download', 'notes', 'app.msapp'], {
      download: solution,
      notes: 'x',
      'app.msapp': solution,
    });
    expect(trees).toEqual([
      'file notes: notes',
      'file app.msapp: app.msapp',
      'zip download: Workflows/f.json, solution.xml',
    ]);
  });

  test('opening lists and does not read; a zip is read when its turn comes', () => {
    const files = memoryFiles({ 'a.zip': solution, 'b.zip': solution, 'f.json': '{}' });
    const opened = openArtifacts(['.'], files);
    expect(files.reads).toEqual([]);
    const seen = [...opened.trees()].map(({ uri }) => `${uri} after ${files.reads.length}`);
    expect(seen).toEqual([' after 2', 'a.zip after 2', 'b.zip after 2']);
    expect(files.reads).toEqual(['/repo/a.zip', '/repo/b.zip']);
  });

  test('are iterated once', () => {
    const opened = openArtifacts(['.'], memoryFiles({}));
    opened.trees();
    expect(() => opened.trees()).toThrow('once');
  });
});

describe('zips in zips', () => {
  const inner = zipOf({ 'f.json': '{}', 'deeper.zip': zipOf({ 'g.json': '{}', 'deepest.zip': zipOf({}) }) });

  test('are trees of their own, down to the limit', () => {
    const { trees, unreadable, contents } = open(['p.zip'], { 'p.zip': zipOf({ 'x/s.zip': inner, 'a.txt': '' }) });
    expect(trees).toEqual(['zip p.zip: a.txt', 'zip p.zip/x/s.zip: f.json', 'zip p.zip/x/s.zip/deeper.zip: g.json']);
    expect(unreadable).toEqual(['too-deep p.zip/x/s.zip/deeper.zip/deepest.zip']);
    expect(contents['p.zip/x/s.zip/deeper.zip/g.json']).toBe('{}');
  });

  test('a broken one is told, and the rest goes on', () => {
    const outer = zipOf({ 'a.zip': 'no zip', 'b.zip': inner, 'c.txt': '' });
    const { trees, unreadable } = open(['p.zip'], { 'p.zip': outer });
    expect(trees).toEqual(['zip p.zip: c.txt', 'zip p.zip/b.zip: f.json', 'zip p.zip/b.zip/deeper.zip: g.json']);
    expect(unreadable).toContain('not-a-zip p.zip/a.zip');
  });

  test('share the budget, also when the outer one is stored', () => {
    const bomb = zipOf({ 'f.json': Buffer.alloc(1000) });
    const outer = buildZip([{ name: 'a.zip', content: bomb, header: { method: 0 } }]);
    const limits = { inflatedBytesPerRun: bomb.length + 1999 };
    const { contents } = open(['1.zip', '2.zip'], { '1.zip': outer, '2.zip': bomb }, { limits });
    expect(contents['1.zip/a.zip/f.json']).toHaveLength(1000);
    expect(contents['2.zip/f.json']).toBe('not read: over-limit 2.zip/f.json');
  });

  test('an archive of many small archives ends with the budget', () => {
    const small = zipOf({ f: Buffer.alloc(500) });
    const wide = zipOf(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.zip`, small])));
    const { trees, unreadable } = open(
      ['w.zip'],
      { 'w.zip': wide },
      { limits: { inflatedBytesPerRun: small.length * 10 } },
    );
    expect(trees).toHaveLength(11);
    expect(unreadable).toHaveLength(40);
  });

  test('entries that cannot be read are told under the path of their zip', () => {
    const outer = buildZip([
      { name: 'e.json', content: 'x', header: { flags: 1 } },
      { name: 'ok.json', content: '{}' },
    ]);
    const { trees, unreadable } = open(['p.zip'], { 'p.zip': outer });
    expect(trees).toEqual(['zip p.zip: ok.json']);
    expect(unreadable).toEqual(['encrypted p.zip/e.json']);
  });
});

describe('canvas apps', () => {
  const app = zipOf({ 'Src\\App.pa.yaml': 'App:\n', 'Assets\\a.png': '' });
  const opener = (nodes: Readonly<Record<string, MemoryNode>>, options: OpenOptions = {}) => {
    const trees = [...openArtifacts(['.'], memoryFiles(nodes), options).trees()];
    return trees.flatMap(({ files }) => files.find(({ path }) => /msapp$/i.test(path)) ?? []);
  };

  test.each<[string, Readonly<Record<string, MemoryNode>>, string]>([
    ['in a folder', { 'src/a.MSAPP': app }, 'src/a.MSAPP'],
    ['in a zip', { 's.zip': zipOf({ 'CanvasApps/a.msapp': app }) }, 's.zip/CanvasApps/a.msapp'],
    ['in a zip in a zip', { 'p.zip': zipOf({ 's.zip': zipOf({ 'a.msapp': app }) }) }, 'p.zip/s.zip/a.msapp'],
  ])('%s are opened when somebody asks', (_, nodes, uri) => {
    const [file] = opener(nodes);
    expect(file?.open?.().files.map((one) => `${one.uri} ${one.path}`)).toEqual([
      `${uri}/Assets/a.png Assets/a.png`,
      `${uri}/Src/App.pa.yaml Src/App.pa.yaml`,
    ]);
  });

  test('no other file is', () => {
    const trees = [...openArtifacts(['.'], memoryFiles({ 'a.json': '{}', 's.zip': zipOf({ 'b.docx': app }) })).trees()];
    expect(trees.flatMap(({ files }) => files.map(({ open }) => open))).toEqual([undefined, undefined]);
  });

  test('on disk, may be as large as any archive', () => {
    const [file] = opener({ 'a.msapp': app }, { limits: { fileBytes: 10 } });
    expect(file?.open?.().files).toHaveLength(2);
  });

  test('share the budget', () => {
    const [file] = opener({ 's.zip': zipOf({ 'a.msapp': app }) }, { limits: { inflatedBytesPerRun: app.length + 4 } });
    const [, text] = file?.open?.().files ?? [];
    expect(() => text?.read()).toThrow('more than');
  });

  test('count as archives one in another', () => {
    const [file] = opener({ 's.zip': zipOf({ 'a.msapp': app }) }, { limits: { nesting: 1 } });
    expect(() => file?.open?.()).toThrow('lies in more than 0 archives');
  });
});

describe('inputs', () => {
  test('a missing path and a pattern without a match say what was tried', () => {
    const { opened, trees } = open(['gone.zip', 'out/*.zip', ' '], { 'f.json': '{}' });
    expect(trees).toEqual([]);
    expect(opened.inputs.map(({ matched }) => matched)).toEqual([0, 0, 0]);
    expect(opened.unreadable.map(({ reason, uri, message }) => `${reason} ${uri}: ${message}`)).toEqual([
      'not-found gone.zip: nothing is at this path (looked for /repo/gone.zip)',
      'no-match out/*.zip: the pattern matches no file or folder (looked from /repo)',
      'not-found : an input is blank; give a path or a pattern',
    ]);
  });

  test('a missing path outside does not move the scan root', () => {
    const { opened, unreadable } = open(['/else/gone.zip', 'f.json'], { 'f.json': '{}' });
    expect(opened.scanRoot).toBe('/repo');
    expect(unreadable).toEqual(['not-found /else/gone.zip']);
  });

  test('patterns name files and folders', () => {
    const nodes = { 'out/a.zip': solution, 'out/b.zip': solution, 'apps/x/f.json': '{}', 'apps/y/g.json': '{}' };
    const { opened, trees } = open(['out/*.zip', 'apps/{x,z}'], nodes);
    expect(opened.targets).toEqual([
      { kind: 'file', uri: 'out/a.zip' },
      { kind: 'file', uri: 'out/b.zip' },
      { kind: 'folder', uri: 'apps/x' },
    ]);
    expect(opened.inputs).toEqual([
      { input: 'out/*.zip', matched: 2 },
      { input: 'apps/{x,z}', matched: 1 },
    ]);
    expect(trees.map((tree) => tree.split(':')[0])).toEqual(['folder apps/x', 'zip out/a.zip', 'zip out/b.zip']);
  });

  test.each(['src/**', 'src/**/*', 'src/**/**', 's*/**/*', 'src/', '/repo/src/**'])('%s is the folder', (input) => {
    const nodes = { 'src/Other/Solution.xml': '', 'src/Workflows/f.json': '{}' };
    expect(open([input], nodes).trees).toEqual(['folder src: Other/Solution.xml, Workflows/f.json']);
  });

  test.each(['**', '**/*', './**'])('%s is the current directory', (input) => {
    expect(open([input], { 'src/f.json': '{}', 'g.json': '{}' }).trees).toEqual(['folder : g.json, src/f.json']);
  });

  test('everything below what is no folder is nothing', () => {
    expect(open(['s.zip/**', 'gone/**'], { 's.zip': solution }).unreadable).toEqual([
      'no-match s.zip/**',
      'no-match gone/**',
    ]);
  });

  test('a name that looks like a pattern and exists is a name', () => {
    const { trees } = open(['[a].json'], { '[a].json': '{}', 'a.json': '{}' });
    expect(trees).toEqual(['file [a].json: [a].json']);
  });

  test('overlapping inputs are opened once', () => {
    const nodes = { 'src/s.zip': solution, 'src/a/f.json': '{}', 'g.json': '{}' };
    const { trees } = open(['src/a', 'src/s.zip', './src', 'src/', 'src/**', 'g.json', 'g.json'], nodes);
    expect(trees).toEqual([
      'folder src: a/f.json',
      'file g.json: g.json',
      'zip src/s.zip: Workflows/f.json, solution.xml',
    ]);
  });

  test('.git and node_modules are left out, unless named', () => {
    const nodes = { 'f.json': '{}', '.git/x.json': '{}', 'a/node_modules/p/s.zip': solution, '.github/w.yml': '' };
    expect(open(['.'], nodes)).toMatchObject({ trees: ['folder : .github/w.yml, f.json'], unreadable: [] });
    expect(open(['**/*.zip'], nodes)).toMatchObject({ unreadable: ['no-match **/*.zip'] });
    expect(open(['.', 'a/node_modules/p'], nodes).trees).toContain('folder a/node_modules/p: ');
  });

  test('a pipe, and a folder that cannot be opened', () => {
    const { unreadable, trees } = open(['p', '.'], { p: 'pipe!', 'q.json': 'pipe!', closed: 'closed folder!' });
    expect(unreadable).toEqual(['not-a-file p', 'permission closed', 'not-a-file q.json']);
    expect(trees).toEqual(['folder : ']);
  });

  test('more files than a run may list', () => {
    const limits = { filesPerRun: 2 };
    expect(open(['.'], { a: '', b: '', c: '' }, { limits }).unreadable).toEqual(['over-limit ']);
    expect(open(['x', 'y'], { 'x/a': '', 'x/b': '', 'y/a': '' }, { limits }).unreadable).toEqual(['over-limit y']);
  });
});

describe('links in folders', () => {
  const nodes = {
    'src/f.json': { link: '/else/f.json' },
    'src/logo.png': { link: '/else/f.json' },
    'src/Workflows': { link: '/else' },
    'src/g.json': '{}',
    '/else/f.json': '{"secret":1}',
  };

  test('are not followed; those that would have been read are told', () => {
    const { trees, unreadable } = open(['src'], nodes);
    expect(trees).toEqual(['folder src: g.json']);
    expect(unreadable).toEqual(['link src/Workflows', 'link src/f.json']);
  });

  test('are told once, by whatever input they are met', () => {
    const { unreadable } = open(['src', 'src/*.json'], nodes);
    expect(unreadable).toEqual(['link src/f.json', 'link src/Workflows']);
  });

  test('are followed where the user names them', () => {
    const { trees, unreadable, contents } = open(['src', 'src/f.json', 'src/Workflows'], nodes);
    expect(trees).toEqual(['folder src: g.json', 'file src/f.json: f.json', 'folder src/Workflows: f.json']);
    expect(unreadable).toEqual([]);
    expect(contents['src/f.json']).toBe('{"secret":1}');
  });
});

describe('what a checkout leaves instead of files', () => {
  test('LFS pointers, as a zip and as a plain file', () => {
    const { unreadable, contents } = open(['.'], { 's.zip': pointer, 'f.json': pointer });
    expect(unreadable).toEqual(['git-lfs-pointer s.zip']);
    expect(contents).toEqual({ 'f.json': 'not read: git-lfs-pointer f.json' });
  });

  test('an empty zip file', () => {
    expect(open(['s.zip'], { 's.zip': '' }).unreadable).toEqual(['empty s.zip']);
  });

  test('files and archives over their limits', () => {
    const limits = { fileBytes: 1, archiveBytes: 10 };
    const { unreadable, contents } = open(['.'], { 's.zip': solution, 'f.json': '{}' }, { limits });
    expect(unreadable).toEqual(['over-limit s.zip']);
    expect(contents).toEqual({ 'f.json': 'not read: over-limit f.json' });
  });
});
