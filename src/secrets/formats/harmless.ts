import { latin1Bytes } from '../checksums/bytes';
import { marvin, seedOf } from '../checksums/marvin32';

/** Marks that a value will be put in later, or was taken out: expressions, pipeline tokens, masks. */
const holes =
  /@\{|\{\{|#\{|\$\{|\$\(|<[^<>]{0,100}>|\[[^[\]]{0,100}\]|\*{4}|x{4}|X{4}|\.{4}|•{2}|^__\w{1,100}__$|^%\w{1,100}%$/;

/** Words of documentation that stand in place of a secret, or make a sample of one. Long enough not to occur by chance. */
const sampleWords =
  /example|sample|dummy|placeholder|redacted|changeme|change_me|change-me|your[_-]|yourkey|yourtoken|yoursecret|yourpassword|insert[_-]|goes[_-]?here|abcdefghij|1234567890|0123456789/i;

/** In a long value, such marks occur by chance; one that is a mark is short, or begins with it. */
const looked = 300;

/** Whether what has the format of a secret is a mark or a sample: nothing that opens anything. */
export function isHarmless(value: string): boolean {
  const part = value.slice(0, looked);
  return holes.test(part) || sampleWords.test(part) || isMonotonous(value);
}

/** Few different characters for its length, such as a row of zeros. */
function isMonotonous(value: string): boolean {
  const tail = value.slice(-24);
  return value.length >= 16 && new Set(tail).size <= 5;
}

const seed = seedOf('Default0');

/** Values that their issuers publish for everybody's use, by their Marvin checksum of 64 bits: no key stands in the source. */
const published = new Set([
  // The storage emulator: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
  'ef7e661c3802c068',
  // The Cosmos DB emulator: https://learn.microsoft.com/azure/cosmos-db/emulator
  '04dad080019fdcb1',
  // The samples of Stripe: https://docs.stripe.com/keys
  '789c9a4ecdc3b548',
  'e267bffc1f703ca6',
]);

const longestPublished = 88;

/** Whether a secret is known to everybody. */
export function isPublished(value: string): boolean {
  if (value.length > longestPublished) return false;
  const { high, low } = marvin(latin1Bytes(value), seed);
  return published.has([high, low].map((half) => half.toString(16).padStart(8, '0')).join(''));
}
