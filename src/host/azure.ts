import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import * as taskLib from 'azure-pipelines-task-lib/task';
import { UserError } from '../errors';
import type { InputName } from '../inputs';
import { azureBase } from './azure-base';
import { type AgentVariables, noPullRequestNote, pullRequestOf } from './azure-environment';
import { lookUpThread, textOf, upsertThread } from './azure-pull-request';
import { camelCase, harmless, harmlessLines, withoutWorkItems } from './azure-text';
import type { Annotation, Base, Host, Outcome, PullRequest } from './host';
import { localFiles } from './local-files';

/** The Scans tab reads the artifact of exactly this name. https://marketplace.visualstudio.com/items?itemName=sariftools.scans */
const scansArtifact = 'CodeAnalysisLogs';

/**
 * Azure Pipelines. task-lib reads the inputs and writes the commands: it knows the agent's escapes and its vault for
 * secrets. What it does not guard is plain text, so nothing reaches the log but through `harmlessLines`.
 */
export class AzureHost implements Host {
  readonly files = localFiles();
  // The agent shows ten errors and ten warnings of a step; the verdict is one of the errors, a refused comment one of the
  // warnings. It knows no notices. https://github.com/microsoft/azure-pipelines-agent (ExecutionContext.cs)
  readonly annotationLimits = { error: 9, warning: 9, notice: 0 };
  // The service refuses comments above 150,000 characters. `withoutWorkItems` makes texts longer by a fifth at most, and the
  // hidden marker comes on top.
  readonly textLimits = { comment: 116_000, summary: 500_000 };
  // Only wikis draw it. https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance#add-mermaid-diagrams-to-a-wiki-page
  readonly drawsMermaid = false;

  /** What may hold text of the input, held back until the verdict is told: see `finish`. */
  private readonly heldBack: (() => void)[] = [];
  private folder: string | undefined;

  constructor(private readonly variables: AgentVariables = process.env) {}

  input(name: InputName): string | undefined {
    return taskLib.getInput(camelCase(name))?.trim() || undefined;
  }

  log(text: string): void {
    const lines = harmlessLines(text).map((line) => `${line}\n`);
    this.heldBack.push(() => taskLib.writeExternalOutput(lines.join(''), { source: 'repository' }));
  }

  annotate({ level, title, message, file, lines }: Annotation): void {
    if (level === 'notice') {
      this.log(`${title}: ${message}`);
      return;
    }
    const type = level === 'error' ? taskLib.IssueType.Error : taskLib.IssueType.Warning;
    // The agent shows the path it is given as it is: one that could pass for more than a path goes into the text.
    const isPlain = file !== undefined && harmless(file) === file;
    this.heldBack.push(() => {
      if (isPlain && lines) {
        // Shown as `path(line,column): error code: message`, and from the repository on if the path is given whole.
        const [code = '', ...about] = title.split(' ');
        const text = harmless([...about, message].join(' '));
        taskLib.logIssue(type, text, path.resolve(file), lines.startLine, lines.startColumn, code);
      } else {
        const place = file && lines ? `${file}:${lines.startLine}` : file;
        taskLib.logIssue(type, harmless([place, title, message].filter(Boolean).join(': ')));
      }
    });
  }

  summarize(markdown: string): void {
    // The name of the file is the heading on the tab; where letter case does not count, it is that of the whole report too.
    taskLib.uploadSummary(this.writeReport(path.join('summary', 'FlowGate.md'), withoutWorkItems(markdown)));
  }

  writeReport(name: string, text: string, given?: string): string {
    const file = given === undefined ? path.join(this.folderFor(name), name) : path.resolve(given);
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
      throw new UserError(`cannot write ${file}${why}`, 'Check that its folder may be written to.', { cause: error });
    }
    return file;
  }

  /** SARIF goes where the other scanners put theirs; the rest is in nobody's way in a folder that the agent clears. */
  private folderFor(name: string): string {
    const staging = this.variables['BUILD_ARTIFACTSTAGINGDIRECTORY'];
    if (name.endsWith('.sarif') && staging) return path.join(staging, scansArtifact);
    // Its own folder: files are sent in the background, perhaps while the next step of ours writes its own.
    this.folder ??= mkdtempSync(path.join(this.variables['AGENT_TEMPDIRECTORY'] ?? tmpdir(), 'flowgate-'));
    return this.folder;
  }

  async publishSarif(file: string): Promise<void> {
    // A classic release has no artifacts of its own, and the agent fails a step that tries.
    const isRelease = /^(?:release|deployment)$/i.test(this.variables['SYSTEM_HOSTTYPE'] ?? '');
    if (isRelease) taskLib.uploadFile(file);
    else taskLib.uploadArtifact(scansArtifact, file, scansArtifact);
  }

  base(paths: readonly string[]): Promise<Base | undefined> {
    return azureBase(this.variables, this.files, () => this.token(), paths);
  }

  async showStatus(): Promise<void> {}

  setOutput(name: string, value: string): void {
    taskLib.setVariable(camelCase(name), value, false, true);
  }

  pullRequest(): PullRequest | undefined {
    const note = noPullRequestNote(this.variables);
    if (note !== undefined) this.log(note);
    const place = pullRequestOf(this.variables, () => this.token());
    let known: ReturnType<typeof lookUpThread> | undefined;
    return (
      place && {
        previousComment: async () => {
          known ??= lookUpThread(place);
          return textOf(place, known);
        },
        review: async () => ({ written: 0, closed: 0, outside: 0 }),
        upsertComment: (markdown, isWanted, hasFailed) =>
          upsertThread(place, withoutWorkItems(markdown), isWanted, hasFailed, known),
      }
    );
  }

  /** Every task has the job's token; a script has it where the pipeline hands it on. */
  private token(): string | undefined {
    const ofEndpoint = quietly(() =>
      taskLib.getEndpointAuthorizationParameter('SYSTEMVSSCONNECTION', 'AccessToken', true),
    );
    return ofEndpoint || this.variables['SYSTEM_ACCESSTOKEN'] || undefined;
  }

  /**
   * The verdict is a command, and of several the agent takes the worst: once it is told, no text that slipped through every
   * escape could turn it. So it comes before all text that a name of the input could be in. The exit code says only that
   * the task itself ran: for the agent another one is a broken machine.
   */
  finish({ status, message }: Outcome): number {
    const { Succeeded, Failed } = taskLib.TaskResult;
    taskLib.setResult(status === 'clean' ? Succeeded : Failed, harmless(message));
    for (const write of this.heldBack) write();
    return 0;
  }
}

/** task-lib writes what it reads into the debug log, a token too. */
function quietly<T>(read: () => T): T {
  taskLib.setStdStream(new Writable({ write: (_chunk, _encoding, done) => done() }));
  try {
    return read();
  } finally {
    taskLib.setStdStream(process.stdout);
  }
}
