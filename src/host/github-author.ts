import type { Octokit } from './github-connection';

/** Whether a login is the one that the token writes as. */
export type Authorship = (author: string | undefined) => Promise<boolean>;

/** A marker alone proves nothing, since anybody may write it: the author decides. Asked only when there is something to compare with. */
export function authorship(octokit: Octokit): Authorship {
  let user: Promise<string | undefined> | undefined;
  let app: Promise<string | undefined> | undefined;
  return async (author) => {
    user ??= userLogin(octokit);
    const login = await user;
    if (login !== undefined) return author === login;
    // The author of what the workflow's own token writes; an app of one's own goes on with that.
    if (author === 'github-actions[bot]') return true;
    app ??= appLogin(octokit);
    return author !== undefined && author === (await app);
  };
}

/** `undefined` for the token of an app, of which the workflow's own token is one. */
async function userLogin(octokit: Octokit): Promise<string | undefined> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if (error instanceof Error && error.message.includes('Resource not accessible by integration')) return undefined;
    throw error;
  }
}

/** GraphQL tells an app its name. */
async function appLogin(octokit: Octokit): Promise<string | undefined> {
  try {
    const { viewer } = await octokit.graphql<{ readonly viewer: { readonly login: string } }>('{ viewer { login } }');
    return viewer.login;
  } catch {
    return undefined;
  }
}
