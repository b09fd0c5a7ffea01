import { RestFailure } from './azure-rest';

const maxTries = 4;
/** Who asks for more patience than this does not get another try. */
const longestWait = 60_000;

/**
 * Carries something out that may meet passing trouble. A try starts from the beginning, and so from what the service has by then: what was
 * created without our being told is found, not repeated.
 *
 * @param refused makes the error to throw of one that stays
 * @param attempt is told which try it is, from 1 on
 */
export async function startingOver<T>(
  refused: (failure: RestFailure) => Error,
  attempt: (tries: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!(error instanceof RestFailure)) throw error;
      const wait = error.retryAfter ?? 500 * 2 ** (tries - 1);
      if (!error.isPassing || tries === maxTries || wait > longestWait) throw refused(error);
      await waiting(wait);
    }
  }
}

/** @param milliseconds to wait */
export function waiting(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
