/** What `github.cjs` loads when it has something to ask GitHub or to tell it. */
export * from '../host/github-api';
export { readCommit } from '../host/github-tree';
