/** What the service answered; connection failures have status 500, errors of our own none (NaN). */
export function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : Number.NaN;
}

/** GitHub may trim a body and change its line ends. */
export function sameText(one: string, other: string): boolean {
  return plainText(one) === plainText(other);
}

export function plainText(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
