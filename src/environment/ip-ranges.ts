/** An address range in CIDR notation. */
export interface IpRange {
  readonly version: 4 | 6;
  /** Bits that are fixed: 32 (or 128) is one address, 0 all of them. */
  readonly prefix: number;
  /** First bits of the address, for telling private ranges. */
  readonly first: string;
}

/** Reads one range; a bare address counts as a range of one. `undefined` for anything else. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', length, ...more] = text.trim().split('/');
  if (more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const version = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)
    ? 4
    : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(address)
      ? 6
      : undefined;
  if (version === undefined) return undefined;
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  const octetsFit = version === 6 || address.split('.').every((octet) => Number(octet) <= 255);
  return prefix <= bits && octetsFit ? { version, prefix, first: address.toLowerCase() } : undefined;
}

/** Addresses that no one on the internet has (RFC 1918, RFC 4193). */
export function isPrivate({ version, first, prefix }: IpRange): boolean {
  if (version === 6) return /^f[cd]/.test(first) && prefix >= 7;
  const [a = 0, b = 0] = first.split('.').map(Number);
  return (
    (a === 10 && prefix >= 8) ||
    (a === 172 && b >= 16 && b < 32 && prefix >= 12) ||
    (a === 192 && b === 168 && prefix >= 16)
  );
}
