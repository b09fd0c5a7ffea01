import { check } from 'recheck';
import { formats } from '../../src/secrets/formats';
import { patternOf } from '../../src/secrets/formats/pattern';
import { firstRuns } from '../../src/secrets/formats/shape';

/** No text can make a pattern slow: each is bounded, and is proved free of backtracking that explodes. */

const patterns = new Map(formats.map((format) => [patternOf(format).regexp.source, { format, ...patternOf(format) }]));

/** A prover that runs out of time has proved nothing; within a window of this size, nothing can explode either. */
const smallWindow = 4096;

test('no pattern repeats anything without a bound', () => {
  const unbounded = [...patterns.keys()].filter((source) =>
    /[*+]|\{\d+,\}/.test(source.replace(/\\.|\[[^\]]*\]/g, '')),
  );
  expect(unbounded).toEqual([]);
});

test('every pattern has a way to its places that costs little', () => {
  for (const format of formats) {
    const { anchors, maxLength } = patternOf(format);
    const runs = firstRuns(format.shape);
    // Without an anchor, every so-manieth character is looked at.
    const isReachable = format.needs === undefined && anchors.length > 0 ? true : runs.length > 0;
    expect({ id: format.id, isReachable }).toEqual({ id: format.id, isReachable: true });
    if (format.needs === undefined && anchors.length === 0)
      expect(Math.min(...runs.map(({ min }) => min))).toBeGreaterThanOrEqual(20);
    expect(maxLength).toBeLessThan(20_000);
  }
});

test('recheck proves every pattern safe', async () => {
  const open = [...patterns];
  const unsafe: string[] = [];
  const prove = async (): Promise<void> => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [source, { format, maxLength }] = next;
      const { status } = await check(source, 'y', { timeout: 60_000 });
      if (status === 'vulnerable' || (status === 'unknown' && maxLength > smallWindow))
        unsafe.push(`${format.id} ${status}`);
    }
  };
  await Promise.all([prove(), prove()]);
  expect(unsafe).toEqual([]);
}, 600_000);
