import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { checkSync } from 'recheck';

/** Every pattern runs on text that anybody may have written: none may take more than linear time. */

const folder = path.join(__dirname, '../../src/secrets/context');
const codeOf = (file: string) =>
  transformSync(readFileSync(path.join(folder, file), 'utf8'), { loader: 'ts', legalComments: 'none' }).code;

/** Regular expression literals of the code, which has no comments. */
const literal =
  /(?<=[=(,:[!&|?]\s*|return\s)\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\n\\[])+)\/([dgimsuvy]*)(?=\s*[.,;)\]&|?:])/g;

const patterns = readdirSync(folder).flatMap((file) =>
  [...codeOf(file).matchAll(literal)].map(([, source, flags]) => ({ file, source: source ?? '', flags: flags ?? '' })),
);

test('all patterns are literals, and all are found', () => {
  expect(patterns.length).toBeGreaterThan(80);
  expect(readdirSync(folder).filter((file) => codeOf(file).includes('RegExp('))).toEqual([]);
});

test('no pattern backtracks without bounds', () => {
  const unsafe = patterns.filter(
    ({ source, flags }) => checkSync(source, flags, { timeout: 120_000 }).status !== 'safe',
  );
  expect(unsafe).toEqual([]);
}, 300_000);
