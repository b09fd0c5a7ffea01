import type { Family, Format } from './format';
import type { Shape } from './shape';

type Row = (
  id: string,
  name: string,
  rotate: string,
  source: string,
  shape: Shape,
  more?: Partial<Pick<Format, 'before' | 'after' | 'checksum' | 'accepts' | 'beside' | 'needs'>>,
) => Format;

/** Rows of one family, each on a few lines: id, name, how to replace it, the issuer's page, the shape. */
export function servicesOf(family: Family): Row {
  return (id, name, rotate, source, shape, more = {}) => ({ id, name, rotate, source, family, shape, ...more });
}

/** For a short prefix and many letters, which a long name may have too. */
export function hasDigit(value: string): boolean {
  return /[0-9]/.test(value);
}
