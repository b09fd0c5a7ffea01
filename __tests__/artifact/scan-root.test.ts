import { parentOf, scanRootOf, uriFrom } from '../../src/artifact/scan-root';

test.each<[string, string, readonly string[], string]>([
  ['no input', '/repo', [], '/repo'],
  ['the current directory', '/repo', ['/repo'], '/repo'],
  ['folders in the current directory', '/repo', ['/repo/a', '/repo/b/c'], '/repo'],
  ['one folder outside', '/repo', ['/else/a'], '/else/a'],
  ['a folder of a like name', '/repo', ['/repo2'], '/repo2'],
  ['folders outside', '/repo', ['/else/a', '/else/b/c'], '/else'],
  ['one folder in another', '/repo', ['/else', '/else/b'], '/else'],
  ['inside and outside', '/repo/here', ['/repo/here/a', '/repo/b'], '/repo'],
  ['nothing in common', '/repo', ['/repo', '/else'], '/'],
  ['the root', '/repo', ['/'], '/'],
  ['the current directory is the root', '/', ['/else/a'], '/'],
  ['one drive', 'C:/repo', ['C:/else/a', 'C:/b'], 'C:/'],
  ['two drives', 'C:/repo', ['C:/a', 'D:/a'], ''],
])('scan root: %s', (_, currentDirectory, holders, root) => {
  expect(scanRootOf(currentDirectory, holders)).toBe(root);
});

test.each([
  ['/repo', '/repo', ''],
  ['/repo', '/repo/a/b', 'a/b'],
  ['/', '/a', 'a'],
  ['C:/', 'C:/a', 'a'],
  ['', 'D:/a', 'D:/a'],
  ['/repo', '/repo2/a', '/repo2/a'],
])('uri from %s of %s', (root, path, uri) => {
  expect(uriFrom(root, path)).toBe(uri);
});

test.each([
  ['/a/b', '/a'],
  ['/a', '/'],
  ['/', '/'],
  ['C:/a', 'C:/'],
  ['C:/', 'C:/'],
  ['', '/'],
])('parent of %s', (path, parent) => {
  expect(parentOf(path)).toBe(parent);
});
