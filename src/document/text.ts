import { DocumentError } from './document-error';

/** Enough to tell text from images, fonts and archives, as git does it. */
const SAMPLE_BYTES = 8_192;

/**
 * The text of a file's bytes, without its byte order mark.
 *
 * UTF-8, or UTF-16 in either byte order where a byte order mark says so. Nothing is replaced: a decoder that puts U+FFFD
 * in the place of wrong bytes would let rules judge a text that the platform does not read.
 *
 * @throws {DocumentError} `not-text` for wrong byte sequences and for a NUL character, which no text file holds.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = utf16Mark(bytes) ?? 'utf-8';
  let text: string;
  try {
    text = (encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, { fatal: true })).decode(bytes);
  } catch {
    throw new DocumentError('not-text', `not text: the bytes are not ${encoding.toUpperCase()}`);
  }
  if (text.includes('\0')) throw new DocumentError('not-text', 'not text: holds NUL characters');
  return text;
}

/** One for all files: it remembers nothing between whole texts. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whether the first few kB look like text; cheap, for files whose names do not tell. `decodeText` may still refuse. */
export function isProbablyText(bytes: Uint8Array): boolean {
  if (utf16Mark(bytes)) return true;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return false;
  try {
    // As a stream, so that a character cut in two by the end of the sample is no error.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
