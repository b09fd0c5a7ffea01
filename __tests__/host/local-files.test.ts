import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UnreadableInput } from '../../src/artifact/artifact';
import { localFiles } from '../../src/host/local-files';

const ignore = new Set(['.git', 'node_modules']);
const isWindows = process.platform === 'win32';
/** Links, pipes and closed folders need rights or calls that Windows does not give; root may open any folder. */
const onPosix = isWindows ? test.skip : test;
const asUser = isWindows || process.getuid?.() === 0 ? test.skip : test;

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'flowgate [1] '))).replaceAll('\\', '/');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
}

/** Paths from the root, as one reads them. */
const short = (path: string) => path.slice(root.length + 1);
const files = () => localFiles(root);
const walk = (folder = root, maxFiles = 100) => {
  const listing = files().walk(folder, ignore, maxFiles);
  return {
    files: listing.files.map(({ path }) => short(path)),
    skipped: listing.skipped.map(({ path, why }) => `${why} ${short(path)}`),
  };
};
const glob = (pattern: string) => {
  const matches = files().glob(pattern, ignore);
  return {
    found: matches.found.map(({ kind, path }) => `${kind} ${short(path)}`),
    skipped: matches.skipped.map(({ path, why }) => `${why} ${short(path)}`),
  };
};

function reasonOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UnreadableInput) return error.reason;
    throw error;
  }
  return 'none';
}

describe('resolve', () => {
  test('is absolute, with slashes and none at the end', () => {
    expect(files().resolve('.')).toBe(root);
    expect(files().resolve('a/../b/')).toBe(`${root}/b`);
    expect(files().resolve(root)).toBe(root);
  });
});

describe('stat', () => {
  test('tells files, folders and nothing', () => {
    write('a/f.json');
    expect(files().stat(`${root}/a/f.json`)).toEqual({ kind: 'file' });
    expect(files().stat(`${root}/a`)).toMatchObject({ kind: 'folder' });
    expect(files().stat(`${root}/gone`)).toBeUndefined();
  });

  test.each(['a/f.json/below', 'x'.repeat(5000), 'nul\0', '**/*.zip'])('nothing can be at %j', (path) => {
    write('a/f.json');
    expect(files().stat(`${root}/${path}`)).toBeUndefined();
  });

  onPosix('follows links, and tells special files', () => {
    write('f.json');
    symlinkSync('f.json', join(root, 'l'));
    symlinkSync('loop', join(root, 'loop'));
    expect(files().stat(`${root}/l`)).toEqual({ kind: 'file' });
    expect(files().stat('/dev/null')).toMatchObject({ kind: 'other' });
    expect(reasonOf(() => files().stat(`${root}/loop`))).toBe('link');
  });
});

describe('walk', () => {
  test('lists files of all depths by their whole path', () => {
    write('b.json', 'a/z.json', 'a.json', 'B.json', '.hidden/f.json');
    expect(walk()).toEqual({ files: ['.hidden/f.json', 'B.json', 'a.json', 'a/z.json', 'b.json'], skipped: [] });
    expect(files().walk(root, ignore, 9).files[1]).toEqual({ path: `${root}/B.json` });
  });

  test('does not enter ignored folders, unless one is the start', () => {
    write('.git/config', 'a/node_modules/p/f.json', 'f.json');
    expect(walk()).toEqual({ files: ['f.json'], skipped: ['ignored .git', 'ignored a/node_modules'] });
    expect(walk(`${root}/a/node_modules`).files).toEqual(['a/node_modules/p/f.json']);
  });

  test('stops at its limit', () => {
    write('a', 'b', 'c');
    expect(walk(root, 3).files).toHaveLength(3);
    expect(reasonOf(() => walk(root, 2))).toBe('over-limit');
  });

  onPosix('names links and pipes, and follows none', () => {
    write('a/f.json');
    symlinkSync('a', join(root, 'folder'));
    symlinkSync('a/f.json', join(root, 'file.json'));
    symlinkSync('gone', join(root, 'dead.zip'));
    symlinkSync('..', join(root, 'a/up'));
    execFileSync('mkfifo', [join(root, 'pipe.json')]);
    expect(walk()).toEqual({
      files: ['a/f.json'],
      skipped: [
        'link-to-folder a/up',
        'link dead.zip',
        'link file.json',
        'link-to-folder folder',
        'not-a-file pipe.json',
      ],
    });
  });

  asUser('names folders that cannot be opened', () => {
    write('closed/f.json', 'f.json');
    chmodSync(join(root, 'closed'), 0);
    expect(walk()).toEqual({ files: ['f.json'], skipped: ['permission closed'] });
    expect(glob('**/*.json')).toEqual({ found: ['file f.json'], skipped: ['permission closed'] });
    chmodSync(join(root, 'closed'), 0o700);
  });
});

describe('glob', () => {
  test.each([
    ['*.zip', ['file a.zip', 'file b.zip']],
    ['./*.zip', ['file a.zip', 'file b.zip']],
    ['?.zip', ['file a.zip', 'file b.zip']],
    ['[ac].zip', ['file a.zip']],
    ['{a,out/c}.zip', ['file a.zip', 'file out/c.zip']],
    ['**/*.zip', ['file a.zip', 'file b.zip', 'file out/.x/d.zip', 'file out/c.zip']],
    ['out/**', ['folder out/.x', 'file out/.x/d.zip', 'file out/c.zip']],
    ['out/../*.zip', ['file a.zip', 'file b.zip']],
    ['o*', ['folder out']],
    ['o*/', ['folder out']],
    ['My App (2)/*.json', ['file My App (2)/f (1).json']],
    ['*/f (1).json', ['file My App (2)/f (1).json']],
    ['gone/*.zip', []],
    ['a.zip/*', []],
    ['!*.zip', []],
  ])('%s', (pattern, found) => {
    write('a.zip', 'b.zip', 'out/c.zip', 'out/.x/d.zip', 'node_modules/p/e.zip', 'My App (2)/f (1).json');
    expect(glob(pattern)).toEqual({ found, skipped: [] });
  });

  test('absolute patterns, and patterns from the folder above', () => {
    write('x/a.zip', 'y/b.zip');
    expect(glob(`${root}/x/*.zip`).found).toEqual(['file x/a.zip']);
    expect(localFiles(`${root}/y`).glob('../x/*', ignore).found).toEqual([{ kind: 'file', path: `${root}/x/a.zip` }]);
  });

  onPosix('names links and special files that match, and links to folders on the way', () => {
    write('a/f.json');
    symlinkSync('a', join(root, 'folder'));
    symlinkSync('a/f.json', join(root, 'l.json'));
    symlinkSync('a/f.json', join(root, 'l.png'));
    execFileSync('mkfifo', [join(root, 'p.json')]);
    expect(glob('**/*.json')).toEqual({
      found: ['file a/f.json'],
      skipped: ['link-to-folder folder', 'link l.json', 'not-a-file p.json'],
    });
  });
});

describe('read', () => {
  test('gives the bytes, up to the limit', () => {
    write('f.json', 'empty');
    writeFileSync(join(root, 'empty'), '');
    expect(Buffer.from(files().read(`${root}/f.json`, 6)).toString()).toBe('f.json');
    expect(files().read(`${root}/empty`, 0)).toHaveLength(0);
    expect(reasonOf(() => files().read(`${root}/f.json`, 5))).toBe('over-limit');
  });

  test('refuses folders and files that are gone', () => {
    expect(reasonOf(() => files().read(root, 9))).toBe('not-a-file');
    expect(reasonOf(() => files().read(`${root}/gone`, 9))).toBe('not-found');
  });

  onPosix('refuses pipes and endless devices, also behind a link', () => {
    execFileSync('mkfifo', [join(root, 'pipe')]);
    symlinkSync('/dev/zero', join(root, 'zero'));
    symlinkSync('pipe', join(root, 'link'));
    for (const name of ['pipe', 'zero', 'link']) {
      expect(reasonOf(() => files().read(`${root}/${name}`, 1e9))).toBe('not-a-file');
    }
  });

  (process.platform === 'linux' ? test : test.skip)('refuses files that state another size than they have', () => {
    expect(reasonOf(() => files().read('/proc/self/status', 1e6))).toBe('damaged');
  });

  asUser('refuses what this user may not read', () => {
    write('f.json');
    chmodSync(join(root, 'f.json'), 0);
    expect(reasonOf(() => files().read(`${root}/f.json`, 9))).toBe('permission');
  });
});
