import AdmZip from 'adm-zip';
import type { FileSystem } from '../../src/artifact/artifact';
import { compare } from '../../src/gate/comparison';
import { stateText } from '../../src/gate/run-state';
import { type Base, type Host, PublishRefused, type PullRequest } from '../../src/host/host';
import type { Report } from '../../src/policy/report';
import { type ScanRequest, scan } from '../../src/scan';
import { type MemoryNode, memoryFiles } from '../support/memory-files';
import { solutionFiles } from '../support/solution-files';

type Nodes = Readonly<Record<string, MemoryNode>>;

/** An unpacked solution in a folder; one finding (`cleartext-http`) for each named flow. */
function solutionIn(folder: string, flows: readonly string[], name = 'Sample'): Record<string, MemoryNode> {
  const described = flows.map((flow) => {
    const id = `00000000-0000-4000-8000-${Buffer.from(flow).toString('hex').padStart(12, '0')}`;
    const action = { type: 'Http', inputs: { method: 'GET', uri: `http://${flow}.example.com` } };
    return [flow, { id, actions: { Call: action } }] as const;
  });
  const files = solutionFiles({ flows: Object.fromEntries(described) });
  return Object.fromEntries(
    [...files].map(([path, text]) => [`${folder}/${path}`, text.replace('>Sample<', `>${name}<`)]),
  );
}

/** What is in a folder, packed. */
function zipOf(folder: string, nodes: Nodes): Uint8Array {
  const zip = new AdmZip();
  for (const [path, text] of Object.entries(nodes))
    zip.addFile(path.slice(folder.length + 1), Buffer.from(String(text)));
  return zip.toBuffer();
}

const requestOf = (...paths: string[]): ScanRequest => ({
  paths,
  rules: ['cleartext-http', 'ip-firewall-off'],
  environment: undefined,
  failOn: 'high',
  persona: 'auditor',
  allowIncomplete: false,
});

interface Case {
  readonly before?: Nodes;
  readonly now: Nodes;
  /** Of `now`, what is not in the repository. */
  readonly built?: readonly string[];
  readonly request?: ScanRequest;
  readonly base?: Host['base'];
  readonly pullRequest?: Partial<PullRequest>;
}

async function compared({ before = {}, now, built = [], request = requestOf('src'), base, pullRequest }: Case) {
  const files = memoryFiles(now);
  const lines: string[] = [];
  const asked: (readonly string[])[] = [];
  const inRepository = (path: string) => {
    const at = files.resolve(path);
    const isBuilt = built.some((one) => at.startsWith(files.resolve(one)));
    return [...Object.keys(before), ...Object.keys(now)].some((one) => files.resolve(one).startsWith(at)) && !isBuilt;
  };
  const found: Base = { files: memoryFiles(before), label: 'commit 1234567', tracks: inRepository };
  const host = {
    files: files as FileSystem,
    log: (text: string) => lines.push(text),
    base: (paths: readonly string[]) => {
      asked.push(paths);
      return base ? base(paths) : Promise.resolve(found);
    },
  } as Partial<Host> as Host;
  const report = scan(request, files);
  const comparison = await compare(report, request, host, pullRequest as PullRequest | undefined);
  const counts = comparison && [comparison.added.size, comparison.fixed.length, comparison.unchanged];
  return { report, comparison, counts, against: comparison?.against, log: lines.join(''), asked };
}

const reportOf = (now: Nodes): Report => scan(requestOf('src'), memoryFiles(now));
const remembering = (now: Nodes): Partial<PullRequest> => ({
  previousComment: async () => `text${stateText(reportOf(now))}`,
});

describe('against a commit', () => {
  test.each<[string, Case, number[]]>([
    ['nothing changed', { before: solutionIn('src', ['a']), now: solutionIn('src', ['a']) }, [0, 0, 1]],
    ['some of each', { before: solutionIn('src', ['a', 'b']), now: solutionIn('src', ['b', 'c']) }, [1, 1, 1]],
    ['a new solution', { now: solutionIn('src', ['a']) }, [1, 0, 0]],
    ['a solution that is gone', { before: solutionIn('src', ['a']), now: { 'README.json': '{}' } }, [0, 1, 0]],
    ['a folder with a new name', { before: solutionIn('old', ['a']), now: solutionIn('src', ['a', 'b']) }, [1, 0, 1]],
    [
      'a new solution beside another',
      {
        before: solutionIn('src/one', ['a'], 'One'),
        now: { ...solutionIn('src/one', ['a'], 'One'), ...solutionIn('src/two', ['b'], 'Two') },
      },
      [1, 0, 1],
    ],
    [
      'what was built from a source in the repository',
      {
        before: solutionIn('src', ['a', 'x']),
        now: { ...solutionIn('src', ['a', 'b']), ...solutionIn('out', ['a', 'b']) },
        built: ['out'],
        request: requestOf('out'),
      },
      [1, 1, 1],
    ],
    [
      'a pattern',
      {
        before: solutionIn('apps/one/src', ['a'], 'One'),
        now: { ...solutionIn('apps/one/src', ['a'], 'One'), ...solutionIn('apps/two/src', ['b'], 'Two') },
        request: requestOf('apps/*/src'),
      },
      [1, 0, 1],
    ],
  ])('%s', async (_, one, counts) => {
    const result = await compared(one);
    expect(result.log).toBe('');
    expect(result.against).toBe('commit');
    expect(result.comparison?.label).toBe('commit 1234567');
    expect(result.counts).toEqual(counts);
  });

  const environmentOf = (isOn: boolean) =>
    JSON.stringify({ enableipbasedfirewallrule: isOn, enableipbasedfirewallruleinauditmode: false });
  const request = { ...requestOf('src'), environment: 'environment.json' };

  test.each<[string, Nodes, readonly string[], number[]]>([
    ['that is in the repository and changed', { 'environment.json': environmentOf(true) }, [], [1, 0, 0]],
    ['that is in the repository and did not', { 'environment.json': environmentOf(false) }, [], [0, 0, 1]],
    ['that came with the pull request', {}, [], [1, 0, 0]],
    ['that this run fetched', {}, ['environment.json'], [0, 0, 1]],
  ])('with a file of the environment %s', async (_, before, built, counts) => {
    const result = await compared({
      before: { ...solutionIn('src', []), ...before },
      now: { ...solutionIn('src', []), 'environment.json': environmentOf(false) },
      built,
      request,
    });
    expect(result.log).toBe('');
    expect(result.asked[0]).toEqual(['src', 'environment.json']);
    expect(result.counts).toEqual(counts);
  });

  test('no pull request, no comparison and no word', async () => {
    const result = await compared({
      now: solutionIn('src', ['a']),
      base: async () => undefined,
      pullRequest: remembering(solutionIn('src', ['a'])),
    });
    expect([result.comparison, result.log]).toEqual([undefined, '']);
  });
});

describe('against the last run, with a line that says why', () => {
  const now = solutionIn('src', ['b', 'c']);
  const pullRequest = remembering(solutionIn('src', ['a', 'b']));
  const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';

  test.each<[string, Case, RegExp]>([
    ['the commit is not to be had', { now, base: async () => ({ missing: 'use depth' }) }, /: use depth\. Compared/],
    [
      'reading it fails',
      {
        now,
        base: async () => {
          throw new Error('##[error]broken\nline');
        },
      },
      /: #\\#\[error\]broken\\u\{A\}line\. Compared/,
    ],
    ['what is scanned was never in the repository', { now, built: ['src'] }, /: src is not in the repository/],
    [
      'its content is not in Git',
      { before: { 'src/o.zip': lfs }, now: { 'src/o.zip': zipOf('src', now) } },
      /: what was scanned cannot be read in commit 1234567\. Compared/,
    ],
  ])('%s', async (_, one, line) => {
    const result = await compared({ ...one, pullRequest });
    expect(result.log).toMatch(line);
    expect(result.log.split('\n')).toHaveLength(2);
    expect(result.against).toBe('last-run');
    expect(result.counts).toEqual([1, 1, 1]);
  });

  test('the file system of the base throws', async () => {
    const broken = new Proxy({} as FileSystem, {
      get: () => () => {
        throw new TypeError('no such thing');
      },
    });
    const base: Host['base'] = async () => ({ files: broken, label: 'x', tracks: () => true });
    const result = await compared({ now, base, pullRequest });
    expect(result.log).toContain('no such thing');
    expect(result.counts).toEqual([1, 1, 1]);
  });

  test.each<[string, Partial<PullRequest> | undefined]>([
    ['there is no comment', { previousComment: async () => undefined }],
    ['the comment holds no state', { previousComment: async () => 'text' }],
    ['no comment is wanted', undefined],
    [
      'the comment cannot be read, which writing it will tell',
      {
        previousComment: async () => {
          throw new PublishRefused('no permission');
        },
      },
    ],
  ])('nothing to compare with: %s', async (_, previous) => {
    const base: Host['base'] = async () => ({ missing: 'use depth' });
    const result = await compared({ now, base, ...(previous && { pullRequest: previous }) });
    expect(result.comparison).toBeUndefined();
    expect(result.log).toBe('Findings are not compared with those before the pull request: use depth.\n');
  });
});
