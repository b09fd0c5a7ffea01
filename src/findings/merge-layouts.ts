import type { Layout } from '../solution/solution';
import type { Finding } from './finding';
import type { LocatedFinding } from './locate-results';

/** Where a reader would mend a finding: at the source before the artifact built from it. */
const preference: readonly Layout[] = [
  'solution-source',
  'solution-flat',
  'loose-flow',
  'deployment-settings',
  'legacy-package',
  'solution-zip',
];

/**
 * A solution is often scanned as zip and as source in one run. A finding in a component that is the same in both (same solution
 * name, same identity, same content) is reported once, at the source, with the others as related locations. Two
 * solutions that merely share a name stay two, since their components differ.
 */
export function mergeLayouts(
  findings: readonly (LocatedFinding & { readonly layout: Layout | undefined })[],
): Finding[] {
  const groups = new Map<string, (LocatedFinding & { readonly layout: Layout | undefined })[]>();
  findings.forEach((finding, i) => {
    const { digest, owner } = finding;
    const key =
      digest === ''
        ? `single ${i}`
        : JSON.stringify([
            finding.solution.toLowerCase(),
            owner.kind,
            owner.id,
            digest,
            finding.ruleId,
            finding.relativePointer,
          ]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  });
  return [...groups.values()].map((group) => {
    const [first, ...others] = [...group].sort((a, b) => rank(a.layout) - rank(b.layout));
    if (!first) throw new Error('a group of findings is empty');
    const { digest: _digest, relativePointer: _relativePointer, layout: _layout, ...finding } = first;
    const label = 'the same, in another copy of this solution';
    const elsewhere = others.flatMap((other) => [other.location, ...other.related].map((one) => ({ ...one, label })));
    return { ...finding, related: [...finding.related, ...elsewhere] };
  });
}

function rank(layout: Layout | undefined): number {
  return layout === undefined ? preference.length : preference.indexOf(layout);
}
