import { closestFound, type FoundNode, type Location } from './found-tree';
import { walkMembers } from './json-members';
import { endOfValue, QUOTE, skipBlanks } from './json-text';
import { type PathTree, pathTree } from './path-tree';
import type { KeyCopies, Path } from './place';

interface Entered {
  readonly wanted: PathTree;
  readonly found: FoundNode;
}

/**
 * The ranges of many values of a JSON text, in the order of `paths`, found in one pass.
 *
 * A string's range includes its quotes, an object's or array's its brackets. A path that does not exist has the range of
 * its closest existing parent. Of a repeated key the last copy counts, as in `JSON.parse`, or the one that `copies` names.
 *
 * @param text must be text that `parseJson` accepts
 */
export function locateJson(text: string, paths: readonly Path[], copies?: KeyCopies): readonly Location[] {
  if (paths.length === 0) return [];
  const root = foundAt(text, skipBlanks(text, 0));
  walkMembers<Entered>(
    text,
    { wanted: pathTree(paths, copies), found: root },
    ({ key, copy, start }, parent) => {
      const wanted = parent.wanted.children.get(key);
      if (!wanted || (wanted.copy !== undefined && copy > wanted.copy)) return undefined;
      const found = foundAt(text, start);
      // A later copy takes the place of an earlier one, together with all that was found inside.
      parent.found.children.set(key, found);
      if (wanted.children.size > 0) return { wanted, found };
      found.end = endOfValue(text, start);
      return undefined;
    },
    ({ found }, end) => {
      found.end = end;
    },
  );
  return paths.map((path) => closestFound(root, path));
}

function foundAt(text: string, start: number): FoundNode {
  return { start, end: start, isString: text.charCodeAt(start) === QUOTE, children: new Map() };
}
