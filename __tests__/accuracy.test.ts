import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The gates of `npm run accuracy`, over the labelled folder that it makes from the table of formats. */
test('secrets are found as well as before', () => {
  const script = path.join(__dirname, '..', 'scripts', 'accuracy.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(Number(/(\d+) of \d+ secrets found/.exec(stdout)?.[1])).toBeGreaterThan(200);
}, 60_000);
