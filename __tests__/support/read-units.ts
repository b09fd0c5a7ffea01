import type { ArtifactFile, ArtifactTree } from '../../src/artifact/artifact';
import { readDeploymentSettings } from '../../src/solution/deployment-settings';
import { type ReadSolution, readSolution } from '../../src/solution/read-solution';
import { type Recognised, recogniseUnits, type Unit } from '../../src/solution/units';
import { treeOf } from './solution-files';

/** Content by path; objects are written as JSON. */
export type Contents = Readonly<Record<string, string | object | Uint8Array>>;

/** The files as a tree of any kind; '' is the scan root itself. */
export function treeOfFiles(contents: Contents, kind: ArtifactTree['kind'] = 'folder', uri = 'src'): ArtifactTree {
  const texts = Object.entries(contents).map(([path, content]): [string, string] => [path, textOf(content)]);
  const { files } = treeOf(new Map(texts), uri);
  return {
    kind,
    uri,
    files: files.map((file): ArtifactFile => {
      const content = contents[file.path];
      const fileUri = uri === '' || kind === 'file' ? file.path : file.uri;
      return { ...file, uri: fileUri, read: () => (content instanceof Uint8Array ? content : file.read()) };
    }),
  };
}

/** The units of a tree, each read with the deployment settings that the tree holds. */
export function unitsIn(
  tree: ArtifactTree,
): Recognised & { readonly read: readonly (ReadSolution & { unit: Unit })[] } {
  const recognised = recogniseUnits(tree);
  const settings = recognised.units
    .filter(({ layout }) => layout === 'deployment-settings')
    .flatMap(({ root, files }) => files.flatMap((file) => readDeploymentSettings(file, root)));
  return { ...recognised, read: recognised.units.map((unit) => ({ unit, ...readSolution(unit, settings) })) };
}

function textOf(content: string | object | Uint8Array): string {
  if (content instanceof Uint8Array) return '';
  return typeof content === 'string' ? content : JSON.stringify(content);
}
