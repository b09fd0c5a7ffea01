import type { FileSystem } from '../artifact/artifact';
import { type Base, type Host, PublishRefused, type PullRequest } from '../host/host';
import { addedIn, type Comparison, compareFindings, isBlind } from '../policy/comparison';
import type { Report } from '../policy/report';
import { plural } from '../report/phrases';
import { logText } from '../report/visible';
import { type ScanRequest, scan } from '../scan';
import { keptLength, stateIn } from './run-state';

/**
 * How the findings differ from those before the pull request, or, where the files of then cannot be had, from those of the last
 * run; `undefined` where there is nothing to compare with. It says why in one line, and decides nothing: whatever goes
 * wrong here leaves the verdict as it is.
 */
export async function compare(
  report: Report,
  request: ScanRequest,
  host: Host,
  pullRequest: PullRequest | undefined,
): Promise<Comparison | undefined> {
  const base = await withCommit(report, request, host);
  if (base === undefined || 'added' in base) return base;
  const state = await withLastRun(report, pullRequest);
  const instead = state ? ' Compared with the last run instead.' : '';
  host.log(`Findings are not compared with those before the pull request: ${logText(base.missing, 1000)}.${instead}\n`);
  return state;
}

/** The comparison, why there is none, or `undefined` in a run that is about no pull request. */
async function withCommit(
  report: Report,
  request: ScanRequest,
  host: Host,
): Promise<Comparison | { readonly missing: string } | undefined> {
  try {
    const { environment } = request;
    const needed = [...request.paths, ...(environment === undefined ? [] : [environment])];
    const base = await host.base(needed);
    if (base === undefined || 'missing' in base) return base;
    const before = scanOf(base, request, host.files);
    const elsewhere = namesOf(report).filter((name) => !namesOf(before).includes(name));
    if (elsewhere.length === 0) return judged(report, [before], base);
    // A solution that is not where it is now: moved since, or packed by this run from a source that is in the repository.
    const everywhere = await host.base(['.', ...needed]);
    if (everywhere === undefined || 'missing' in everywhere) return everywhere;
    const others = onlyOf(elsewhere, scanOf(everywhere, { ...request, paths: ['.'] }, host.files));
    return judged(report, [before, others], base);
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

type Readable = Exclude<Base, { readonly missing: string }>;

function judged(report: Report, scans: readonly Report[], base: Readable): Comparison | { readonly missing: string } {
  const failure = scans.flatMap(({ failures }) => failures)[0];
  if (failure) return { missing: `rule ${failure.ruleId} failed on ${base.label}` };
  const findings = scans.flatMap(findingsOf);
  const before = findings.map((finding) => ({ fingerprint: finding.fingerprint, ruleId: finding.ruleId, finding }));
  const comparison = compareFindings(report, before, { against: 'commit', label: base.label });
  if (scans.some((scanned) => isBlind(comparison, report, scanned))) {
    return { missing: `what was scanned cannot be read in ${base.label}` };
  }
  const known = new Set(scans.flatMap(namesOf));
  // All of it is new if it came with the pull request. If it was never in the repository, nobody knows.
  const isTracked = (unit: string) =>
    base.tracks(unit || '.') || findingsOf(report).some((one) => one.unit === unit && base.tracks(one.location.uri));
  const strange = report.solutions.filter(({ name, uri }) => !known.has(nameKey(name)) && !isTracked(uri));
  const isUnknown =
    (strange.length > 0 && strange.length === report.solutions.length) ||
    addedIn(comparison, report).some(({ unit }) => strange.some(({ uri }) => uri === unit));
  if (!isUnknown) return comparison;
  const [first] = strange;
  const more = strange.length > 1 ? ` and ${plural(strange.length - 1, 'other')}` : '';
  return { missing: `${first?.uri || 'what was scanned'}${more} is not in the repository, nor is its source` };
}

/** @throws {UserError} as any scan does */
function scanOf(base: Readable, request: ScanRequest, now: FileSystem): Report {
  const { environment } = request;
  if (environment === undefined) return scan(request, base.files);
  const path = now.resolve(environment);
  if (base.files.stat(path) !== undefined) return scan(request, base.files);
  // It came with the pull request, or it is no part of the repository and not what the pull request changes.
  if (base.tracks(environment)) return scan({ ...request, environment: undefined }, base.files);
  return scan(request, withFile(base.files, path, now));
}

/** Files among which one is another's. */
function withFile(files: FileSystem, path: string, other: FileSystem): FileSystem {
  return {
    resolve: (one) => files.resolve(one),
    stat: (one) => (one === path ? other : files).stat(one),
    walk: (...args) => files.walk(...args),
    glob: (...args) => files.glob(...args),
    read: (one, limit) => (one === path ? other : files).read(one, limit),
  };
}

function onlyOf(names: readonly string[], report: Report): Report {
  const isWanted = (name: string) => names.includes(nameKey(name));
  return {
    ...report,
    solutions: report.solutions.filter(({ name }) => isWanted(name)),
    open: report.open.filter(({ solution }) => isWanted(solution)),
    belowThreshold: report.belowThreshold.filter(({ solution }) => isWanted(solution)),
    notAssessed: [],
  };
}

/** Of the solutions, in the letter case that fingerprints have. */
function namesOf(report: Report): readonly string[] {
  return report.solutions.map(({ name }) => nameKey(name));
}

function nameKey(name: string): string {
  return name.toLowerCase();
}

function findingsOf({ open, belowThreshold }: Report) {
  return [...open, ...belowThreshold];
}

async function withLastRun(report: Report, pullRequest: PullRequest | undefined): Promise<Comparison | undefined> {
  try {
    const comment = await pullRequest?.previousComment();
    const before = comment === undefined ? undefined : stateIn(comment);
    return before && compareFindings(report, before, { against: 'last-run', label: 'the last run' }, keptLength);
  } catch (error) {
    // What is in the way of reading the comment is in the way of writing it, and told there.
    if (error instanceof PublishRefused) return undefined;
    throw error;
  }
}
