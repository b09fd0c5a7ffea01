/** What `github.cjs` loads when there is something to say on a pull request. */
export { upsertComment } from '../host/github-comment';
