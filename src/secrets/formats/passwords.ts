import { isPlaceholder } from '../context/placeholders';
import { characters } from './characters';
import { run } from './shape';

/** A password in a connection string, up to the end of the setting. */
export const password = run(characters('^;"\' \n\r\t'), 4, 128);

/** A password in an address, where what has a meaning there must be escaped. */
export const passwordInAddress = run(characters('^:/?#@"\'<>\\ \n\r\t'), 4, 128);

/** What stands in samples in place of a password, and what code puts there. */
const noPassword =
  /^(?:[,)].*|\{.*|<.*|\[.*|%.*%|\*+|pass(?:wd)?|pwd|pw|user|my_?password|password\d{0,4}|\$(?:env:)?\w{0,40}(?:pass|pwd|secret|token|key)\w{0,40})$/i;

/** Whether text in the place of a password may be one. */
export function isPassword(value: string): boolean {
  return !isPlaceholder(value) && !noPassword.test(value);
}
