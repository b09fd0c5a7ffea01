/** A request that got no answer, or one that is not a success. */
export class RestFailure extends Error {
  constructor(
    /** `undefined` where there was no answer at all. */
    readonly status: number | undefined,
    /** What the service said, or why there was no answer. */
    readonly details: string,
    /** Milliseconds to wait before the next try, where the service asks for it. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(`${status ?? 'no answer'}: ${details}`, options);
    this.name = 'RestFailure';
  }

  /** Whether the same may work a little later; 409 says that somebody else was writing. */
  get isPassing(): boolean {
    const passing: readonly (number | undefined)[] = [undefined, 408, 409, 429];
    return passing.includes(this.status) || (this.status ?? 0) >= 500;
  }
}

/** Longest wait for one answer. */
const timeout = 15_000;

/**
 * One request to the REST interface of Azure DevOps; no retries.
 * @throws {RestFailure} for everything but a success
 */
export async function request(token: string, method: string, url: string, body?: object): Promise<unknown> {
  return parsed(await successful(token, method, url, body));
}

/**
 * The bytes of a file.
 * @throws {RestFailure} for everything but a success
 */
export async function download(token: string, url: string): Promise<Uint8Array> {
  return (await successful(token, 'GET', url, undefined, 'application/octet-stream')).bytes;
}

/**
 * Sends bytes as they are.
 * @throws {RestFailure} for everything but a success
 */
export async function upload(token: string, url: string, bytes: Uint8Array): Promise<unknown> {
  return parsed(await successful(token, 'POST', url, bytes));
}

async function successful(
  token: string,
  method: string,
  url: string,
  body?: object | Uint8Array,
  accept = 'application/json',
): Promise<Answer> {
  const answer = await send(token, method, url, body, accept);
  if (answer.status >= 200 && answer.status < 203) return answer;
  // With a token it does not like the service shows its sign-in page: 203, or a redirection to it.
  const isSignIn = answer.status === 203 || (answer.status >= 300 && answer.status < 400);
  throw new RestFailure(isSignIn ? 401 : answer.status, detailsOf(answer), answer.retryAfter);
}

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly retryAfter: number | undefined;
}

async function send(
  token: string,
  method: string,
  url: string,
  body: object | Uint8Array | undefined,
  accept: string,
): Promise<Answer> {
  const headers: Record<string, string> = {
    Accept: accept,
    Authorization: `Bearer ${token}`,
    'X-TFS-FedAuthRedirect': 'Suppress',
  };
  const isBytes = body instanceof Uint8Array;
  if (body) headers['Content-Type'] = isBytes ? 'application/octet-stream' : 'application/json';
  try {
    const response = await fetch(url, {
      method,
      headers,
      // The token goes to no other address than the one that the agent named.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...(body && { body: isBytes ? body : JSON.stringify(body) }),
    });
    const retryAfter = milliseconds(response.headers.get('retry-after'));
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), retryAfter };
  } catch (error) {
    throw new RestFailure(undefined, reasonOf(error), undefined, { cause: error });
  }
}

/** `Retry-After` is a number of seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function milliseconds(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const time = /^\s*\d+(?:\.\d+)?\s*$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}

function parsed({ status, bytes }: Answer): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch (error) {
    throw new RestFailure(status, 'the answer is not JSON', undefined, { cause: error });
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Errors come as `{ "message": "TF401027: ..." }`; a proxy may answer with a page of its own. */
function detailsOf({ bytes }: Answer): string {
  try {
    const message: unknown = JSON.parse(textOf(bytes))?.message;
    if (typeof message === 'string') return message.slice(0, 400);
  } catch {
    // Not JSON: nothing in it is worth showing.
  }
  return '';
}

/** fetch says "fetch failed" and hides the reason in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeout / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
