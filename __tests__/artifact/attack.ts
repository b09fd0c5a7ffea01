import type { UnreadableReason } from '../../src/artifact/artifact';
import type { Limits } from '../../src/artifact/limits';
import { buildZip, type EntryParts, type ZipParts } from '../support/zip-builder';
import { examine } from './examine-zip';

/**
 * The wanted outcome: `archive` refuses all of it; `entry` offers the sound entry `good` and names the hostile one as left
 * out; `reading` offers both, and the hostile one is refused when it is read.
 */
type Outcome = 'archive' | 'entry' | 'reading';

export interface Attack {
  readonly name: string;
  readonly outcome: Outcome;
  readonly reason: UnreadableReason;
  /** The hostile entry, put before a sound one, */
  readonly entry?: EntryParts;
  /** or all of the entries, */
  readonly entries?: readonly EntryParts[];
  readonly parts?: ZipParts;
  /** or the archive itself. */
  readonly archive?: () => Buffer;
  readonly limits?: Partial<Limits>;
}

export const secret = '{"a":1}\n{"password":"hunter2"}';
export const good: EntryParts = { name: 'good', content: 'good' };
export const bad: EntryParts = { name: 'bad', content: secret };
export const three: readonly EntryParts[] = [good, bad, { name: 'more', content: 'more' }];

/** Opens and reads each archive, and compares what became of it with the wanted outcome. */
export function testAttacks(attacks: readonly Attack[]): void {
  test.each(attacks)('$name: $outcome', (attack) => {
    const { refused, files, leftOut } = examine(archiveOf(attack), attack.limits);

    if (attack.outcome === 'archive') {
      expect({ refused, files }).toEqual({ refused: attack.reason, files: {} });
    } else if (attack.outcome === 'entry') {
      expect(files).toEqual({ good: 'good' });
      expect(leftOut).toEqual([expect.stringMatching(new RegExp(`^${attack.reason} a\\.zip`))]);
    } else {
      expect({ ...files, leftOut }).toEqual({ good: 'good', bad: `not read: ${attack.reason}`, leftOut: [] });
    }
  });
}

function archiveOf({ archive, entries, entry, parts }: Attack): Buffer {
  return archive?.() ?? buildZip(entries ?? (entry === undefined ? [] : [entry, good]), parts);
}
