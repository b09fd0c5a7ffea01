import { severities } from '../engine/levels';
import { type Message, writeMessage } from '../engine/message';
import type { Finding, Location, PathLocation } from '../findings/finding';
import { rulePage } from '../product';
import { details } from './markdown-words';
import { ownerKinds, plural, stepWord, withoutMiddle } from './phrases';
import type { Room } from './room';
import { markdownCode, markdownText, markdownWords } from './visible';

/** The findings of one pile that are shown, by component; a component stands where its worst finding does. */
export interface ShownFindings {
  readonly groups: readonly Group[];
  readonly leftOut: number;
}

interface Group {
  /** What stands around the findings. */
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly findings: Shown[];
}

interface Shown {
  readonly finding: Finding;
  readonly text: string;
  /** Filled in when everything else is shown. */
  diagram?: string;
}

export interface FindingStyle {
  /** Fingerprints of findings that were not there before. */
  readonly added: ReadonlySet<string>;
  readonly isCollapsed: boolean;
}

/** Groups of up to so many findings in all need no click. */
const maxOpen = 3;

/** As many whole findings as there is room for, the first first. */
export function showFindings(findings: readonly Finding[], room: Room, style: FindingStyle): ShownFindings {
  const members = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = componentOf(finding);
    const group = members.get(key);
    if (group) group.push(finding);
    else members.set(key, [finding]);
  }
  const groups = new Map<string, Group>();
  let shown = 0;
  for (const finding of findings) {
    const key = componentOf(finding);
    const text = findingBlock(finding, style.added.has(finding.fingerprint));
    let group = groups.get(key);
    if (group) {
      if (!room.take(text)) break;
    } else {
      group = { ...frame(members.get(key) ?? [finding], style, findings.length <= maxOpen), findings: [] };
      if (!room.take(text, ...group.head, ...group.tail)) break;
      groups.set(key, group);
    }
    group.findings.push({ finding, text });
    shown += 1;
  }
  return { groups: [...groups.values()], leftOut: findings.length - shown };
}

/** The blocks in their order. */
export function groupBlocks({ groups }: ShownFindings): readonly string[] {
  return groups.flatMap(({ head, findings, tail }) => [
    ...head,
    ...findings.flatMap(({ text, diagram }) => (diagram === undefined ? [text] : [text, diagram])),
    ...tail,
  ]);
}

function componentOf({ solution, owner, location }: Finding): string {
  return JSON.stringify([solution, owner.kind, owner.id, location.uri]);
}

function frame(
  group: readonly Finding[],
  { added, isCollapsed }: FindingStyle,
  isOpen: boolean,
): Pick<Group, 'head' | 'tail'> {
  const [first] = group;
  if (!first) return { head: [], tail: [] };
  const name = `${ownerKinds[first.owner.kind]} ${markdownCode(first.owner.name)}`;
  const file = markdownCode(first.location.uri, 1000);
  // Settings that lie beside a solution are their own.
  const solution = first.solution === first.owner.name ? '' : ` in ${markdownCode(first.solution)}`;
  if (!isCollapsed) return { head: [`#### ${name}${solution}`, file], tail: [] };
  const news = group.filter((finding) => added.has(finding.fingerprint)).length;
  const counts = `${bySeverity(group)}${news > 0 ? ` <b>(${news} new)</b>` : ''}`;
  const [open, close] = details(`${name} &ndash; ${counts}: ${rulesOf(group)}`, isOpen);
  return { head: [open, `${file}${solution}`], tail: [close] };
}

function bySeverity(findings: readonly Finding[]): string {
  const counts = [...severities].reverse().map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return counts.flat().join(', ');
}

/** Enough to know what it is about. */
const maxRules = 3;

function rulesOf(findings: readonly Finding[]): string {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const more = ids.length > maxRules ? [plural(ids.length - maxRules, 'more rule')] : [];
  return [...ids.slice(0, maxRules), ...more].join(', ');
}

function findingBlock(finding: Finding, isNew: boolean): string {
  const { region } = finding.location;
  const where = finding.breadcrumb.map((name) => markdownCode(name)).join(' &rsaquo; ');
  const related = finding.related.map(
    (one) => `  - see ${fileOf(one, finding)}line ${one.region.startLine}: ${markdownCode(one.label)}`,
  );
  const head = [
    `- **${finding.severity}** [${finding.ruleId}](${rulePage(finding.ruleId)})${isNew ? ' **new**' : ''}`,
    `line ${region.startLine}`,
    ...(where ? [`at ${where}`] : []),
    ...(finding.confidence === 'high' ? [] : [`${finding.confidence} confidence`]),
  ];
  return [
    head.join(', '),
    `  - ${sentence(finding.message)}`,
    `  - **Fix:** ${sentence(finding.fix)}`,
    ...pathLines(finding),
    ...related,
  ].join('\n');
}

function sentence(message: Message): string {
  return writeMessage(message, (value) => markdownCode(value), markdownWords);
}

/** The ends of a long way tell most. */
const maxStations = 8;

function pathLines(finding: Finding): string[] {
  const { path } = finding;
  const { first, leftOut, last } = withoutMiddle(path, maxStations);
  const line = (step: PathLocation, i: number) => {
    const says = writeMessage(
      step.message,
      (value) => markdownCode(value),
      (words) => markdownText(words),
    );
    return `  - ${stepWord(i, path.length)} ${fileOf(step, finding)}line ${step.region.startLine}: ${says}`;
  };
  return [
    ...first.map((step, i) => line(step, i)),
    ...(leftOut > 0 ? [`  - then ${plural(leftOut, 'more step')}, told in the report files`] : []),
    ...last.map((step, i) => line(step, first.length + leftOut + i)),
  ];
}

/** The file of another place, where it is not the finding's own. */
function fileOf({ uri }: Location, { location }: Finding): string {
  return uri === location.uri ? '' : `${markdownCode(uri, 1000)} `;
}
