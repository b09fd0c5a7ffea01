import type { Leaf, SecretMatch } from '../secrets/leaf';

/**
 * Whether a match is an address that the platform signs and writes itself when it saves a canvas app, told by the key that it stands
 * under: one picture or script of the app, for a day or so, or the trigger of a flow that the app calls. No maker typed it, and none can
 * take it out.
 */
export function isPlatformSignature(leaf: Leaf, match: SecretMatch): boolean {
  const { key, address } = addressBefore(leaf, match.start);
  if (!match.kind.id.startsWith('azure-storage-')) return key === 'workflowcallbackuri';
  // Media from elsewhere keep the address that the maker gave them.
  const isCopy = key === 'rootpath' && appContainer.test(address);
  return isCopy || key === 'modifiedpath' || key === 'iconuri';
}

/** The files of an app lie in a container that is named after it and counts its copies. */
const appContainer = /^https:\/\/[^/?#]{1,100}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{1,6}\//i;

/** Longer than any address that the platform writes. */
const longest = 2000;

/** The address up to a place in it, and the key (lower case) of the leaf, or of the JSON in the leaf, that holds it. */
function addressBefore({ text, name }: Leaf, at: number): { readonly key: string; readonly address: string } {
  const before = text.slice(Math.max(0, at - longest), at);
  const start = Math.max(before.lastIndexOf('"'), before.lastIndexOf('\\')) + 1;
  const key = start === 0 ? name : /([A-Za-z]{1,40})[\\":\s]{1,40}$/.exec(before.slice(0, start))?.[1];
  return { key: (key ?? '').toLowerCase(), address: before.slice(start) };
}
