/** Absolute paths are as `FileSystem` hands them out: `/` between segments, also behind a drive letter. */

/** The folder that holds a file or folder. */
export function parentOf(path: string): string {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return parent === '' || /^[A-Za-z]:$/.test(parent) ? `${parent}/` : parent;
}

/** Whether a path is the folder or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/**
 * The folder that the paths of results start from: the current directory while all inputs lie in it, for annotations
 * and SARIF viewers look there; otherwise the deepest folder that holds them all. '' where no folder does (two drives).
 * @param holders For each input the folder itself, or the folder that holds the file.
 */
export function scanRootOf(currentDirectory: string, holders: readonly string[]): string {
  if (holders.every((holder) => isWithin(currentDirectory, holder))) return currentDirectory;
  const [first = '', ...others] = holders;
  let root = first;
  while (!others.every((holder) => isWithin(root, holder))) {
    const parent = parentOf(root);
    if (parent === root) return '';
    root = parent;
  }
  return root;
}

/** Path of a result; '' for the root itself. What does not lie in the root keeps its whole path. */
export function uriFrom(root: string, path: string): string {
  if (path === root) return '';
  if (root === '' || !isWithin(root, path)) return path;
  return path.slice(root.endsWith('/') ? root.length : root.length + 1);
}
