import type { ArtifactFile } from '../artifact/artifact';
import type { Place } from '../document/place';
import { child } from '../document/xml';
import { readXmlDocument } from './documents';
import type { Managed } from './solution';

export interface Manifest {
  readonly place: Place;
  readonly uniqueName: string | undefined;
  readonly version: string | undefined;
  readonly managed: Managed;
  readonly publisher: string | undefined;
}

/** Long parts of the manifest that say nothing about the solution itself. */
const skipped = new Set(['rootcomponents', 'missingdependencies', 'addresses']);

/** @throws {UnreadableInput} when the manifest cannot be read */
export function readManifest(file: ArtifactFile, unitRoot: string): Manifest {
  const { document, root } = readXmlDocument(file, unitRoot, (names) => skipped.has(names.at(-1) ?? ''));
  const manifest = child(root, 'SolutionManifest') ?? root;
  const uniqueName = child(manifest, 'UniqueName');
  const publisher = child(manifest, 'Publisher');
  return {
    place: { document, path: uniqueName?.path ?? root.path },
    uniqueName: textOf(uniqueName),
    version: textOf(child(manifest, 'Version')),
    managed: managedOf(child(manifest, 'Managed')?.text.trim()),
    publisher: textOf(publisher && child(publisher, 'UniqueName')),
  };
}

function textOf(element: { readonly text: string } | undefined): string | undefined {
  return element?.text.trim() || undefined;
}

/** 0 unmanaged, 1 managed, 2 both (SolutionPackager's merged folders). */
function managedOf(code: string | undefined): Managed {
  return code === '0' ? 'unmanaged' : code === '1' ? 'managed' : code === '2' ? 'both' : 'unknown';
}
