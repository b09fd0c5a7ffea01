import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileSystem, UnreadableInput } from '../../src/artifact/artifact';
import { type GitRepository, repositoryAt } from '../../src/host/git-repository';
import { localFiles } from '../../src/host/local-files';
import { TreeFiles } from '../../src/host/tree-files';
import { type Content, describeWithGit, type GitCheckout, gitCheckout, makeShallow } from '../support/git-checkout';

const ignore = new Set(['.git', 'node_modules']);

let folder: string;
let root: string;
let checkout: GitCheckout;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'flowgate git ')));
  root = `${folder}/repo [1]`;
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const content: Record<string, Content> = {
  'a.zip': Buffer.from([80, 75, 0, 10, 255]),
  'B.json': '{}',
  'empty.json': '',
  'src/Workflows/Flow (1).json': 'flow',
  'src/Workflows/ünï\tcode\n.json': 'name',
  'src/.hidden/x.json': 'hidden',
  'node_modules/p/x.json': 'package',
  'big.json': 'x'.repeat(3_000_000),
  current: { link: 'src' },
  'src/up': { link: '..' },
  'file.json': { link: 'src/Workflows/Flow (1).json' },
  'dead.zip': { link: 'gone' },
  'outside.json': { link: '/etc/hostname' },
  'loop.json': { link: 'loop.json' },
  __proto__x: 'odd',
};

function repository(): GitRepository {
  const found = repositoryAt(root);
  if (!found) throw new Error('no repository');
  return found;
}

/** The files of a commit, seen from the root of the checkout. */
function filesOf(commit: string, from = root): TreeFiles {
  const entries = repository().filesOf(commit);
  if (!entries) throw new Error('no listing');
  return new TreeFiles(root, localFiles(from).resolve, entries, repository().reader(entries));
}

function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    if (error instanceof UnreadableInput) return `${error.reason} ${error.uri}`;
    throw error;
  }
}

describeWithGit('the files of a commit (needs Git)', () => {
  describe('are what a checkout of it shows', () => {
    let both: readonly [FileSystem, FileSystem];

    beforeEach(() => {
      checkout = gitCheckout(root);
      both = [localFiles(root), filesOf(checkout.commit(content))];
    });

    const same = (action: (files: FileSystem) => unknown) => {
      const [onDisk, inCommit] = both.map((files) => outcome(() => action(files)));
      expect(inCommit).toEqual(onDisk);
      return onDisk;
    };

    test.each(['.', 'src', 'current', 'src/Workflows', '..', 'B.json', 'gone', 'node_modules'])('walk %s', (path) => {
      const listing = same((files) => {
        const { files: found, skipped } = files.walk(files.resolve(path), ignore, 100);
        // The history itself is no part of a commit.
        return { found, skipped: skipped.filter((one) => !one.path.endsWith('/.git')) };
      });
      expect(listing).toBeDefined();
    });

    test('walk stops at its limit', () => {
      same((files) => files.walk(root, ignore, 3));
    });

    test.each([
      '**/*.json',
      '*.zip',
      'src/*',
      'src/**',
      'current/*',
      's?c/Work*/Flow (1).json',
      '{a,b}.zip',
      'gone/*',
      '../*/B.json',
      'B.json/*',
      '*',
    ])('glob %s', (pattern) => {
      same((files) => {
        const { found, skipped } = files.glob(pattern, ignore);
        const isOurs = ({ path }: { path: string }) => !path.endsWith('/.git');
        return { found: found.filter(isOurs), skipped: skipped.filter(isOurs) };
      });
    });

    test.each([
      '.',
      'src',
      'current',
      'current/Workflows',
      'src/up/up/B.json',
      'src/up/src/up/B.json',
      'file.json',
      'dead.zip',
      'loop.json',
      'a.zip/below',
      'gone',
      '',
    ])('stat %j', (path) => {
      same((files) => files.stat(files.resolve(path)));
    });

    test.each([
      'a.zip',
      'empty.json',
      'file.json',
      'current/.hidden/x.json',
      'src/Workflows/ünï\tcode\n.json',
      'big.json',
      '__proto__x',
      'dead.zip',
      'loop.json',
      'src',
    ])('read %j', (path) => {
      same((files) => {
        try {
          return Buffer.from(files.read(files.resolve(path), 3_000_000)).toString('latin1');
        } catch (error) {
          if (error instanceof UnreadableInput) return 'refused';
          throw error;
        }
      });
    });

    test('read over the limit', () => {
      expect(same((files) => files.read(`${root}/big.json`, 2_999_999))).toBe(`over-limit ${root}/big.json`);
    });
  });

  test('links lead to nothing outside of the repository', () => {
    checkout = gitCheckout(root);
    writeFileSync(`${folder}/secret.json`, 'secret');
    const files = filesOf(checkout.commit({ 'l.json': { link: '../secret.json' }, 'm.json': { link: '/etc/passwd' } }));
    for (const name of ['l.json', 'm.json']) {
      expect(files.stat(`${root}/${name}`)).toBeUndefined();
      expect(outcome(() => files.read(`${root}/${name}`, 99))).toBe(`not-found ${root}/${name}`);
    }
  });

  test('are those of the commit, not of the checkout', () => {
    checkout = gitCheckout(root);
    const first = checkout.commit({ 'a.json': 'old', 'gone.json': 'old' });
    checkout.commit({ 'a.json': 'new', 'gone.json': undefined });
    expect(Buffer.from(filesOf(first).read(`${root}/a.json`, 9)).toString()).toBe('old');
    expect(filesOf(first).stat(`${root}/gone.json`)).toEqual({ kind: 'file' });
  });

  test('are read in more than one go', () => {
    checkout = gitCheckout(root);
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`f${i}.json`, `content ${i}`]));
    const files = filesOf(checkout.commit(many));
    for (const [name, text] of Object.entries(many)) {
      expect(Buffer.from(files.read(`${root}/${name}`, 99)).toString()).toBe(text);
    }
  });

  test('do not hold submodules', () => {
    const other = gitCheckout(`${folder}/other`);
    other.commit({ 'x.json': '{}' });
    checkout = gitCheckout(root);
    checkout.git('submodule', '--quiet', 'add', `${folder}/other`, 'sub');
    const files = filesOf(checkout.commit({ 'a.json': '{}' }));
    expect(files.stat(`${root}/sub`)).toBeUndefined();
    expect(files.walk(root, ignore, 9).files).toEqual([{ path: `${root}/.gitmodules` }, { path: `${root}/a.json` }]);
  });

  test.each([
    ['a.json', true],
    ['src', true],
    ['src/o.zip', true],
    ['src/o.zip/inner.zip', true],
    ['src/gone', false],
    ['gone', false],
    ['../outside', false],
  ])('hold %s: %s', (path, isHeld) => {
    checkout = gitCheckout(root);
    const files = filesOf(checkout.commit({ 'a.json': '{}', 'src/o.zip': 'zip' }));
    expect(files.holds(files.resolve(path))).toBe(isHeld);
  });

  describe('a clone', () => {
    test('that is shallow knows the parents by name only, and no merge base', () => {
      checkout = gitCheckout(root);
      const first = checkout.commit({ 'a.json': '1' });
      const second = checkout.commit({ 'a.json': '2' });
      expect(repository().mergeBase(first, second)).toBe(first);
      makeShallow(checkout);
      expect(repository().head()).toBe(second);
      expect(repository().parentsOf(second)).toEqual([first]);
      expect(repository().filesOf(first)).toBeUndefined();
      expect(repository().mergeBase(first, second)).toBeUndefined();
    });

    test('that is partial is not read: Git would fetch each file', () => {
      checkout = gitCheckout(root);
      const commit = checkout.commit({ 'a.json': '1' });
      checkout.git('config', 'remote.origin.promisor', 'true');
      expect(repository().filesOf(commit)).toBeUndefined();
    });

    test('that is damaged gives what is readable', () => {
      checkout = gitCheckout(root);
      const commit = checkout.commit({ 'a.json': '1', 'b.json': '2' });
      const id = checkout.git('rev-parse', 'HEAD:a.json');
      const files = filesOf(commit);
      rmSync(`${root}/.git/objects/${id.slice(0, 2)}/${id.slice(2)}`, { force: true });
      expect(outcome(() => files.read(`${root}/a.json`, 9))).toBe(`damaged ${root}/a.json`);
      expect(Buffer.from(files.read(`${root}/b.json`, 9)).toString()).toBe('2');
    });

    test('is found from a folder in it; elsewhere there is none', () => {
      checkout = gitCheckout(root);
      checkout.commit({ 'src/a.json': '1' });
      expect(repositoryAt(`${root}/src/gone/deep`)?.root).toBe(root);
      expect(repositoryAt(`${folder}/elsewhere`)).toBeUndefined();
    });
  });

  describe('what a checkout could bring along does not act', () => {
    test('a folder that poses as a repository', () => {
      checkout = gitCheckout(root);
      const commit = checkout.commit({ 'a.json': '1' });
      const bait = `${root}/src`;
      execFileSync('git', ['init', '--quiet', '--bare', bait]);
      expect(repositoryAt(bait)?.head()).toBe(commit);
    });

    test('objects that replace others', () => {
      checkout = gitCheckout(root);
      const first = checkout.commit({ 'a.json': 'old' });
      const second = checkout.commit({ 'a.json': 'new' });
      checkout.git('replace', first, second);
      expect(Buffer.from(filesOf(first).read(`${root}/a.json`, 9)).toString()).toBe('old');
    });

    test('programs that the settings name', () => {
      checkout = gitCheckout(root);
      const commit = checkout.commit({ 'a.json': '1' });
      const script = `${folder}/script.sh`;
      writeFileSync(script, `#!/bin/sh\ntouch "${folder}/ran"\n`, { mode: 0o755 });
      for (const name of [
        'core.fsmonitor',
        'core.pager',
        'core.sshCommand',
        'core.askPass',
        'diff.external',
        'alias.ls-tree',
      ]) {
        checkout.git('config', name, script);
      }
      mkdirSync(`${root}/.git/hooks`, { recursive: true });
      for (const hook of ['post-checkout', 'pre-auto-gc', 'reference-transaction']) {
        writeFileSync(`${root}/.git/hooks/${hook}`, `#!/bin/sh\ntouch "${folder}/ran"\n`, { mode: 0o755 });
      }
      expect(repository().head()).toBe(commit);
      expect(Buffer.from(filesOf(commit).read(`${root}/a.json`, 9)).toString()).toBe('1');
      expect(existsSync(`${folder}/ran`)).toBe(false);
    });

    test('variables that lead elsewhere', () => {
      checkout = gitCheckout(root);
      const commit = checkout.commit({ 'a.json': '1' });
      process.env['GIT_OBJECT_DIRECTORY'] = folder;
      try {
        expect(repository().head()).toBe(commit);
      } finally {
        delete process.env['GIT_OBJECT_DIRECTORY'];
      }
    });
  });
});
