/** Random-looking text, the same at every run; made here so that no key stands in a file. */
export function randomText(alphabet: string, length: number, seed = 1): string {
  let state = seed * 2654435761;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    text += alphabet[(state >>> 8) % alphabet.length];
  }
  return text;
}

const small = 'abcdefghijklmnopqrstuvwxyz';
const letters = small + small.toUpperCase();

export const hex = (length: number, seed?: number) => randomText('0123456789abcdef', length, seed);
export const alphanumeric = (length: number, seed?: number) => randomText(`${letters}0123456789`, length, seed);
export const base64 = (length: number, seed?: number) => randomText(`${letters}0123456789+/`, length, seed);
export const base32 = (length: number, seed?: number) => randomText(`${small}234567`, length, seed);

export const guid = (seed?: number) => hex(32, seed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
