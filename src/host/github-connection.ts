import { setTimeout as sleep } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { product } from '../product';
import { statusOf } from './github-answer';

/** GitHub's API, with patience for what passes and a limit to it. */

export type Octokit = ReturnType<typeof getOctokit>;

/** All requests of one connection together; a service that hangs must not hold up the gate. */
const deadlineMs = 90_000;
const longestWaitSeconds = 60;
const maxAttempts = 3;
/** Answers that stay the same: the plugin's own list, and what is too large. */
const final = [400, 401, 403, 404, 410, 413, 422, 451];

/** Octokit reads `GITHUB_API_URL` and the proxy variables itself. */
export function connect(token: string, deadline: number = deadlineMs): Octokit {
  const again = (retryAfter: number, _options: object, _octokit: object, retryCount: number) =>
    retryCount < maxAttempts - 1 && retryAfter <= longestWaitSeconds;
  const silent = () => {};
  const options = {
    userAgent: `${product.name.toLowerCase()}/${product.version}`,
    retry: { retries: maxAttempts - 1, doNotRetry: final },
    throttle: { onRateLimit: again, onSecondaryRateLimit: again },
    // What a server says goes through the gate's own escape, or nowhere.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
  const octokit = getOctokit(token, options, retry, throttling);
  const signal = AbortSignal.timeout(deadline);
  octokit.hook.before('request', (parameters) => {
    parameters.request.signal = signal;
  });
  return octokit;
}

/**
 * Something that must not be repeated unseen: it may be done although its answer got lost, and would then be there twice. To be used in
 * steps of `startingOver`.
 */
export async function unrepeated<T>(write: (options: { readonly request: { retries: 0 } }) => Promise<T>): Promise<T> {
  try {
    return await write({ request: { retries: 0 } });
  } catch (error) {
    throw statusOf(error) >= 500 ? new Interrupted('', { cause: error }) : error;
  }
}

class Interrupted extends Error {}

/** Does a step, and after an outage in something unrepeated once more. @param step looks at what is there before it writes */
export async function startingOver<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (attempt === maxAttempts) throw error.cause;
      await sleep(attempt * 1000);
    }
  }
}
