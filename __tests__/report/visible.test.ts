import fc from 'fast-check';
import { exact, jsonText } from '../../src/report/json-text';
import { logText, markdownCode, markdownText, sarifText, visible } from '../../src/report/visible';
import { hostileText, payloads } from '../support/hostile-text';
import { actingLines, azureCommand, gitHubCommand } from '../support/runner-ports';

jest.setTimeout(60_000);

describe('the ports of the runners act as the runners do', () => {
  test.each([
    ['::error::x', 'error'],
    ['   ::error file=a::x', 'error'],
    ['\t::STOP-COMMANDS::x', 'stop-commands'],
    ['\u2028::error::x', 'error'],
    ['x ::error::x', undefined],
    ['::error', undefined],
    ['::unknown::x', undefined],
    ['x ##[error]x', 'error'],
    ['###[add-mask]x', 'add-mask'],
    ['##[section]x', undefined],
    ['##[error', undefined],
    ['# #[error]', undefined],
  ])('GitHub, line %#', (line, command) => {
    expect(gitHubCommand(line)).toBe(command);
  });

  test.each([
    ['##vso[task.complete result=Succeeded;]done', 'task.complete'],
    ['x ###vso[ task.setvariable variable=a]b', 'task.setvariable'],
    ['##VSO[task.complete]', undefined],
    ['##vso[task.complete', undefined],
    ['##vso[nonsense]', undefined],
  ])('Azure, line %#', (line, command) => {
    expect(azureCommand(line)).toBe(command);
  });
});

describe('visible', () => {
  test.each([
    ['plain text stays', 'Receive order – ü 日本 😀', 'Receive order – ü 日本 😀'],
    ['line ends', 'a\r\nb\u2028c\u0085', 'a\\u{D}\\u{A}b\\u{2028}c\\u{85}'],
    ['bidi overrides and isolates', 'a\u202eb\u2066', 'a\\u{202E}b\\u{2066}'],
    ['zero-width characters', 'a\u200bb\ufeff\u00ad', 'a\\u{200B}b\\u{FEFF}\\u{AD}'],
    ['odd blanks', 'a\u00a0b\u3000\u3164', 'a\\u{A0}b\\u{3000}\\u{3164}'],
    ['escape sequences of terminals', '\u001b[31m', '\\u{1B}[31m'],
    ['lone surrogates', '\ud800x', '\\u{D800}x'],
    ['private use, tags and unassigned', '\ue000\u{e0041}\u{10ffff}', '\\u{E000}\\u{E0041}\\u{10FFFF}'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each([
    [5, 'abcde', 'abcde'],
    [5, 'abcdef', 'abcd…'],
    [5, '😀😀😀😀😀', '😀😀😀😀😀'],
    [5, '😀😀😀😀😀😀', '😀😀😀😀…'],
    [3, '\n\n', '\\u…'],
    [1, 'ab', '…'],
  ])('cut after %d characters, never inside of one', (limit, text, shown) => {
    expect(visible(text, limit)).toBe(shown);
  });

  test('a very long name costs no more than a short one', () => {
    const long = '\u202e'.repeat(20_000_000);
    const start = process.hrtime.bigint();
    for (let i = 0; i < 100; i++) visible(long);
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(10_000);
  });

  test('nothing invisible is left, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 300 }), (text, limit) => {
        const shown = visible(text, limit);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
        expect([...shown].length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('logText', () => {
  test.each([
    ['::error::x', ':\\:error:\\:x'],
    [':::', ':\\:\\:'],
    ['::::', ':\\:\\:\\:'],
    ['##[error]', '#\\#[error]'],
    ['###[x]', '#\\#\\#[x]'],
    ['##vso[task.complete]', '#\\#vso[task.complete]'],
    ['a: b # c', 'a: b # c'],
    ['#\u200b#[error]', '#\\u{200B}#[error]'],
  ])('text %#', (text, shown) => {
    expect(logText(text)).toBe(shown);
  });

  test('no pair is left, so no joining with what stands around can act', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = logText(text);
        expect(shown).not.toMatch(/::|##/);
        expect(actingLines(shown)).toEqual([]);
        expect(actingLines(`  ${shown} > ${shown}: ${shown}`)).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('markdownCode and markdownText', () => {
  test('only letters, digits and blanks stand for themselves', () => {
    expect(markdownCode('a b1')).toBe('<code>a b1</code>');
    expect(markdownCode('@a|<b>')).toBe('<code>&#64;a&#124;&#60;b&#62;</code>');
    expect(markdownText('*😀*')).toBe('&#42;&#128512;&#42;');
  });

  test('nothing else is left of a payload', () => {
    for (const payload of payloads.flatMap((one) => [one, `a${one}b`])) {
      expect(markdownCode(payload)).toMatch(/^<code>(?:[A-Za-z0-9 ]|&#[1-9]\d*;)*<\/code>$/);
      expect(markdownText(payload)).toMatch(/^(?:[A-Za-z0-9 ]|&#[1-9]\d*;)*$/);
    }
  });
});

describe('sarifText', () => {
  test('brackets make no link (SARIF 2.1.0 section 3.11.6)', () => {
    expect(sarifText('[a](https://b) \\ c')).toBe('\\[a\\](https://b) \\\\ c');
  });
});

describe('JSON for logs', () => {
  test('parses to what it was made from, and prints nothing a runner or terminal acts on', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, hostileText, { maxKeys: 4, noNullPrototype: true }), (value) => {
        const text = jsonText({ value });
        expect(JSON.parse(text)).toEqual({ value });
        expect(actingLines(text)).toEqual([]);
        expect(text).not.toMatch(/(?!\n)[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a pointer is exact, but for lone surrogates and its length', () => {
    expect(exact('/a b/\u202e\n~1')).toBe('/a b/\u202e\n~1');
    expect(exact('/\ud800')).toBe('/\ufffd');
    expect(exact('/abcdef', 4)).toBe('/abc…');
    expect(exact('/ab😀', 4)).toBe('/ab…');
  });
});
