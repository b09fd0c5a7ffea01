import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { inertLog, outputEntry, workflowCommand } from '../../src/host/github-commands';
import { hostileText } from '../support/hostile-text';
import { actingLines } from '../support/runner-ports';
import { readFileCommands, whatGitHubShows } from './support/github-runner';
import { repository } from './support/github-step';

/** GitHub's own package, as CommonJS: jest cannot load it as it is. */
function toolkit(): {
  error(message: string, properties: { title?: string; file?: string; startLine?: number; endLine?: number }): void;
} {
  const { outputFiles } = buildSync({
    stdin: { contents: "export { error } from '@actions/core'", resolveDir: repository },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20.15',
    logLevel: 'error',
  });
  const module = { exports: {} };
  new Function('require', 'module', 'exports', outputFiles[0]?.text ?? '')(require, module, module.exports);
  return module.exports as ReturnType<typeof toolkit>;
}

test('commands are those of @actions/core', () => {
  const core = toolkit();
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const differences: string[] = [];
  try {
    fc.assert(
      // Without a property the toolkit leaves a blank behind the command, which says nothing.
      fc.property(hostileText, hostileText.filter(Boolean), fc.nat({ max: 99 }), (message, title, line) => {
        core.error(message, { title, file: title, startLine: line, endLine: line });
        const ours = workflowCommand(
          'error',
          { title, file: title, line: line || undefined, endLine: line || undefined },
          message,
        );
        if (written.pop() !== ours) differences.push(ours);
      }),
    );
  } finally {
    spy.mockRestore();
  }
  // Told by their number: a hostile text must not reach the log of our own pipeline.
  expect(differences.length).toBe(0);
});

test('a command says what it was given, whatever that is', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (message, title) => {
      const { annotations, otherCommands, log } = whatGitHubShows(workflowCommand('warning', { title }, message));
      return (
        annotations.length === 1 &&
        annotations[0]?.message === message.slice(0, 4096) &&
        (annotations[0]?.title ?? '').trim() === title.trim() &&
        otherCommands.length === 0 &&
        log.join('') === ''
      );
    }),
  );
});

test('what would end a property or a line is escaped', () => {
  expect(workflowCommand('notice', { title: 'a,b:c%0A', line: 3, file: '' }, 'x: 1,\r\n100%')).toBe(
    '::notice title=a%2Cb%3Ac%250A,line=3::x: 1,%0D%0A100%25\n',
  );
});

test('nothing in a log acts', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = whatGitHubShows(inertLog(text));
      return shown.annotations.length + shown.otherCommands.length === 0 && actingLines(inertLog(text)).length === 0;
    }),
  );
});

test('a log that holds no pair stays as it is', () => {
  const text = 'Scanned 1 solution: https://example.com/a#b\n  at Flow > "Send"\n';
  expect(inertLog(text)).toBe(text);
  expect(inertLog(inertLog('##[a] ::b'))).toBe(inertLog('##[a] ::b'));
});

test('outputs come back as they were set', () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const entries = outputEntry('one', value, 'end_1f') + outputEntry('two', 'x', 'end_2f');
      const read = readFileCommands(entries);
      return read['one'] === value && read['two'] === 'x';
    }),
  );
});
