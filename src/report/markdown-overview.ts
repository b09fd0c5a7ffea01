import { type Severity, severities } from '../engine/levels';
import type { Finding } from '../findings/finding';
import type { Comparison } from '../policy/comparison';
import type { Report } from '../policy/report';
import { rulePage } from '../product';
import { isRuleId, proseOrCode } from './markdown-words';
import { ownerKinds, plural } from './phrases';
import { markdownCode } from './visible';

/** How many findings there are of each severity, worst first, and how many of them are new. */
export function severityTable(report: Report, comparison: Comparison | undefined): string[] {
  const all = [...report.open, ...report.belowThreshold];
  if (all.length === 0) return [];
  const words = [...severities].reverse();
  const row = (findings: readonly Finding[]) => {
    const counts = new Map<Severity, number>(words.map((severity) => [severity, 0]));
    for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
    return ` ${[...counts.values()].join(' | ')} |`;
  };
  const news = all.filter(({ fingerprint }) => comparison?.added.has(fingerprint));
  const [corner, line, allWord] = comparison ? ['| findings ', '| --- ', '| all '] : ['', '', ''];
  return [
    [
      `${corner}| ${words.join(' | ')} |`,
      `${line}|${words.map(() => ' ---: |').join('')}`,
      `${allWord}|${row(all)}`,
      ...(comparison ? [`| new |${row(news)}`] : []),
    ].join('\n'),
  ];
}

/** What the change did to the findings. */
export function comparisonLine(comparison: Comparison | undefined): string[] {
  if (!comparison) return [];
  const { label, added, fixed, unchanged } = comparison;
  return [
    `Compared with ${proseOrCode(label, 200)}: **${added.size} new**, ${fixed.length} fixed, ${unchanged} unchanged.`,
  ];
}

export function fixedLine({ ruleId, finding }: Comparison['fixed'][number]): string {
  const rule = isRuleId(ruleId) ? `[${ruleId}](${rulePage(ruleId)})` : markdownCode(ruleId, 100);
  return `- ${rule}${finding ? ` in ${placeOf(finding)}, ${markdownCode(finding.location.uri, 1000)}` : ''}`;
}

/** Rules to begin with. */
const maxFirst = 3;

/** Where to begin, how to run again, and where to find everything. */
export function nextSteps(
  report: Report,
  comparison: Comparison | undefined,
  place: 'file' | 'summary' | 'comment',
): string[] {
  if (report.open.length === 0) return report.status === 'clean' ? [] : [troubleStep(report)].filter(Boolean);
  const isNew = ({ fingerprint }: Finding) => comparison?.added.has(fingerprint) === true;
  // What this change brought is what its author can mend best.
  const ordered = [...report.open.filter(isNew), ...report.open.filter((finding) => !isNew(finding))];
  const byRule = new Map<string, Finding[]>();
  for (const finding of ordered) {
    const group = byRule.get(finding.ruleId);
    if (group) group.push(finding);
    else byRule.set(finding.ruleId, [finding]);
  }
  const first = [...byRule.values()].slice(0, maxFirst).map((group, i) => {
    const [one] = group as [Finding];
    const more = group.length > 1 ? `, and ${plural(group.length - 1, 'more place')}` : '';
    return `${i + 1}. **${one.severity}** [${one.ruleId}](${rulePage(one.ruleId)}) in ${placeOf(one)}${more}${isNew(one) ? ' (new)' : ''}`;
  });
  return [
    '### What to do next',
    ['Fix first:', '', ...first].join('\n'),
    [troubleStep(report), runAgain[place]].filter(Boolean).join('\n\n'),
  ];
}

const runAgain = {
  comment:
    'Every rule name links to its page. Change the flows in the designer, export the solution again and push it to this pull request: the check then runs again and updates this comment. The summary of the run shows more; its report files hold everything.',
  summary:
    'Every rule name links to its page. Change the flows in the designer, export the solution again, and run this check again. The report files of this run hold everything.',
  file: 'Every rule name links to its page. Change the flows in the designer, export the solution again, and run FlowGate again.',
} as const;

function troubleStep({ status, notAssessed }: Report): string {
  if (status === 'nothing-to-scan') return 'Nothing there can be scanned: check the input `path`.';
  if (notAssessed.some((one) => one.kind !== 'not-given')) {
    return 'Some of the input could not be judged, so there may be more: see "Not assessed".';
  }
  return '';
}

function placeOf({ owner, breadcrumb }: Finding): string {
  const last = breadcrumb.at(-1);
  const inside = last === undefined ? '' : `, ${markdownCode(last, 80)}`;
  return `${ownerKinds[owner.kind].toLowerCase()} ${markdownCode(owner.name, 80)}${inside}`;
}
