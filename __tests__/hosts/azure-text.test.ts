import { TaskCommand } from 'azure-pipelines-task-lib/taskcommand';
import fc from 'fast-check';
import { camelCase, harmless, harmlessLines, withoutWorkItems } from '../../src/host/azure-text';
import { logText, markdownCode } from '../../src/report/visible';
import { parseCommand } from './support/azure-agent';
import { hostileNames } from './support/azure-hostile-names';

/** Text made of the pieces that could make a command, and of anything else. */
const pieces = [
  '#',
  '##',
  '##vso[',
  '##[',
  '#\u00AD#vso[',
  'vso[',
  'task.complete result=Succeeded;done=true;',
  ']',
  ';',
  '=',
];
const separators = [
  '%',
  '%0A',
  '%0D',
  '%5D',
  '%3B',
  '%AZP25',
  '\r',
  '\n',
  '\r\n',
  '\t',
  '::',
  '\\',
  '\u2028',
  '\u0085',
  '\u202E',
];
const mentions = ['@', '<', '>', '8c8c7d32-6b1b-47f4-b2e9-30b477b5ab3d', '!', '12', '&', '`', '|', '[a](b)', '-->'];
const name = fc
  .array(
    fc.oneof(fc.constantFrom(...pieces, ...separators, ...mentions), fc.string({ unit: 'binary', maxLength: 3 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

const check = (property: (text: string) => boolean) => {
  for (const text of hostileNames) expect([text, property(text)]).toEqual([text, true]);
  fc.assert(fc.property(name, property), { numRuns: 12_000, seed: 20_261_123 });
};

/** What the agent would do with each line: nothing. */
const doesNothing = (output: string) =>
  output.split(/\r\n|\r|\n/).every((line) => parseCommand(line) === undefined && !/##(?:vso|\[)/.test(line));

describe('the emulator', () => {
  test('sees what it must', () => {
    expect(parseCommand('a ##vso[task.complete result=Succeeded;done=true;]b ##vso[x.y]')).toEqual({
      name: 'task.complete',
      properties: { result: 'Succeeded', done: 'true' },
      data: 'b ##vso[x.y]',
    });
    expect(parseCommand('#\u00AD#v\u200Bso[task.debug]')?.name).toBe('task.debug');
    expect(parseCommand('##vso[task]')).toBeUndefined();
  });
});

describe('a line of the log', () => {
  test('does nothing, whatever it says', () => {
    check((text) => doesNothing(harmlessLines(text).join('\n')));
  });

  test('ends where the agent ends it, and nowhere else', () => {
    check((text) => harmlessLines(text).every((line) => !/[\r\n\u2028\u2029\u0085\v\f]/.test(line)));
    expect(harmlessLines('a\r\nb\rc\nd\n')).toEqual(['a', 'b', 'c', 'd']);
    expect(harmlessLines('a\n\nb')).toEqual(['a', '', 'b']);
  });

  test('hides nothing', () => {
    expect(harmless('a\u202Eb\u00ADc\u0000')).toBe('a\\u{202E}b\\u{AD}c\\u{0}');
    expect(harmless('####a')).toBe('#\\#\\#\\#a');
    expect(harmless('a # b\t1:2')).toBe('a # b\t1:2');
  });

  test('that is made safe already stays as it is', () => {
    check((text) => harmless(logText(text)) === logText(text) && harmless(harmless(text)) === harmless(text));
  });
});

describe('a command', () => {
  test('with any text in it stays the one command that it is, and gives the text back', () => {
    check((text) => {
      const line = new TaskCommand('task.logissue', { type: 'error', sourcepath: `/a/${text}b` }, text).toString();
      const command = parseCommand(line);
      return (
        !/[\r\n]/.test(line) &&
        command?.name === 'task.logissue' &&
        command.data === text &&
        command.properties['sourcepath'] === `/a/${text}b` &&
        Object.keys(command.properties).length === 2
      );
    });
  });
});

describe('Markdown for the thread and the summary', () => {
  test('mentions nobody and links nothing', () => {
    check((text) => !/[@<>!`|[\]]|##|-->/.test(markdownCode(text).replace(/^<code>|<\/code>$/g, '')));
  });

  test('has no number of a work item, and says the same', () => {
    const shown = (markdown: string) =>
      markdown.replace(/&#(x?)([0-9a-f]+);/g, (_, x, code) => String.fromCodePoint(Number.parseInt(code, x ? 16 : 10)));
    check((text) => {
      const markdown = markdownCode(text);
      const changed = withoutWorkItems(markdown);
      return !/#\d/.test(changed) && shown(changed) === shown(markdown) && changed.length <= markdown.length * 1.2;
    });
  });
});

test('names of inputs and outputs', () => {
  expect(['fail-on', 'path', 'below-threshold'].map(camelCase)).toEqual(['failOn', 'path', 'belowThreshold']);
});
