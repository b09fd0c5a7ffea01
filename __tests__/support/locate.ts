import type { ArtifactTree } from '../../src/artifact/artifact';
import type { Rule } from '../../src/engine/rule';
import { runRules } from '../../src/engine/run';
import type { Finding } from '../../src/findings/finding';
import { type LocatedFinding, locateResults } from '../../src/findings/locate-results';
import { mergeLayouts } from '../../src/findings/merge-layouts';
import { SolutionSource } from '../../src/findings/owner';
import type { Layout } from '../../src/solution/solution';
import { type Contents, treeOfFiles, unitsIn } from './read-units';
import { markingRule } from './stub-rule';

/** The findings of rules in every unit of some trees, as a run gathers them before copies are merged. */
export function locatedIn(
  trees: readonly ArtifactTree[],
  rules: readonly Rule[] = [markingRule()],
): (LocatedFinding & { readonly layout: Layout })[] {
  return trees.flatMap((tree) =>
    unitsIn(tree).read.flatMap(({ unit, solution }) =>
      locateResults(runRules(rules, solution).results, new SolutionSource(solution)).map((finding) => ({
        ...finding,
        layout: unit.layout,
      })),
    ),
  );
}

/** The findings of rules in one folder. */
export function findingsIn(contents: Contents, rules?: readonly Rule[], uri = 'src'): Finding[] {
  return mergeLayouts(locatedIn([treeOfFiles(contents, 'folder', uri)], rules));
}
