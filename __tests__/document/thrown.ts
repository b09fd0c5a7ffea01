import { DocumentError } from '../../src/document/document-error';

/** The error that reading a document throws, checked to be one line. */
export function documentErrorOf(read: () => unknown): DocumentError {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    expect(error.message).not.toMatch(/[\r\n]/);
    return error;
  }
  throw new Error('nothing was thrown');
}
