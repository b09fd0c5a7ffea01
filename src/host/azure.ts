import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import * as taskLib from 'azure-pipelines-task-lib/task';
import { UserError } from '../errors';
import type { InputName } from '../inputs';
import { product } from '../product';
import { alertPlaceOf, sarifRun, uploadSarif } from './azure-advanced-security';
import { azureBase } from './azure-base';
import { type AgentVariables, isRelease, noPullRequestNote, pullRequestOf, reportName } from './azure-environment';
import { scannedFile } from './azure-iteration';
import { SummaryThread } from './azure-pull-request';
import { review } from './azure-review';
import { postStatus } from './azure-status';
import { camelCase, harmless, harmlessLines, withoutWorkItems } from './azure-text';
import type { PullRequestPlace } from './azure-threads';
import {
  type Annotation,
  type Base,
  type Host,
  type Outcome,
  PublishRefused,
  type PullRequest,
  type RunStatus,
  type SarifRun,
} from './host';
import { localFiles } from './local-files';

/** The Scans tab reads the artifact of exactly this name. https://marketplace.visualstudio.com/items?itemName=sariftools.scans */
const scansArtifact = 'CodeAnalysisLogs';

/**
 * Azure Pipelines. task-lib reads the inputs and writes the commands: it knows the agent's escapes and its vault for
 * secrets. What it does not guard is plain text, so nothing reaches the log but through `harmlessLines`.
 */
export class AzureHost implements Host {
  readonly files = localFiles();
  // The agent shows ten errors and ten warnings of a step; the verdict is one of the errors, trouble with telling some of the
  // warnings. It knows no notices. https://github.com/microsoft/azure-pipelines-agent (ExecutionContext.cs)
  readonly annotationLimits: Host['annotationLimits'];
  // The service refuses comments above 150,000 characters. `withoutWorkItems` makes texts longer by a fifth at most, and the
  // hidden marker comes on top.
  readonly textLimits = { comment: 116_000, summary: 500_000 };
  // Only wikis draw it. https://learn.microsoft.com/azure/devops/project/wiki/markdown-guidance#add-mermaid-diagrams-to-a-wiki-page
  readonly drawsMermaid = false;

  /** What may hold text of the input, held back until the verdict is told: see `finish`. */
  private readonly heldBack: (() => void)[] = [];
  private folder: string | undefined;
  private isNoted = false;

  constructor(private readonly variables: AgentVariables = process.env) {
    // Each of these, the comment and the comparison may have trouble to tell.
    const extras = (['upload-sarif', 'pull-request-status', 'review-comments'] as const).filter((one) =>
      this.isOn(one),
    );
    this.annotationLimits = { error: 9, warning: 9 - extras.length, notice: 0 };
  }

  input(name: InputName): string | undefined {
    return taskLib.getInput(camelCase(name))?.trim() || undefined;
  }

  private isOn(name: InputName): boolean {
    return this.input(name)?.toLowerCase() === 'true';
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
    // Trouble with telling goes first: under restricted commands the agent has warnings of its own, and cuts from the end.
    const hold = title === product.name ? 'unshift' : 'push';
    this.heldBack[hold](() => {
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
    const file = given === undefined ? this.fileFor(name) : path.resolve(given);
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
  private fileFor(name: string): string {
    const staging = this.variables['BUILD_ARTIFACTSTAGINGDIRECTORY'];
    if (name.endsWith('.sarif')) {
      return path.join(
        staging ? path.join(staging, scansArtifact) : this.ownFolder(),
        reportName(name, this.variables),
      );
    }
    return path.join(this.ownFolder(), name);
  }

  private ownFolder(): string {
    // Its own folder: files are sent in the background, perhaps while the next step of ours writes its own.
    this.folder ??= mkdtempSync(path.join(this.variables['AGENT_TEMPDIRECTORY'] ?? tmpdir(), 'flowgate-'));
    return this.folder;
  }

  get sarifRun(): SarifRun | undefined {
    return sarifRun(this.variables);
  }

  async publishSarif(file: string, sarif: string, isComplete: boolean): Promise<void> {
    // A classic release has no artifacts of its own, and the agent fails a step that tries.
    if (isRelease(this.variables)) taskLib.uploadFile(file);
    else taskLib.uploadArtifact(scansArtifact, file, scansArtifact);
    if (this.isOn('upload-sarif')) this.log(await this.sendAlerts(sarif, isComplete));
  }

  /** @returns what became of it, in one line */
  private async sendAlerts(sarif: string, isComplete: boolean): Promise<string> {
    const skipped = (why: string) => `Nothing sent to Advanced Security: ${why}`;
    // What is not in the file counts as mended.
    if (!isComplete) return skipped('not all was judged, and alerts of what was not would be closed as fixed.');
    const place = alertPlaceOf(this.variables, () => this.token());
    if (!place) return skipped('it takes the results of builds of a repository in Azure Repos only.');
    return uploadSarif(place, sarif);
  }

  base(paths: readonly string[]): Promise<Base | undefined> {
    return azureBase(this.variables, this.files, () => this.token(), paths);
  }

  async showStart(): Promise<void> {
    try {
      await this.postStatus('pending', `${product.name} looks at the flows.`);
    } catch (error) {
      // What is in the way of this is in the way of the verdict, and told there.
      if (!(error instanceof PublishRefused)) throw error;
    }
  }

  showStatus({ status, title }: RunStatus): Promise<void> {
    return this.postStatus(status, title);
  }

  private async postStatus(status: RunStatus['status'] | 'pending', title: string): Promise<void> {
    if (!this.isOn('pull-request-status')) return;
    const place = this.pullRequestPlace();
    if (place) await postStatus(place, this.variables, status, title);
  }

  setOutput(name: string, value: string): void {
    taskLib.setVariable(camelCase(name), value, false, true);
  }

  pullRequest(): PullRequest | undefined {
    const place = this.pullRequestPlace();
    if (!place) return undefined;
    const thread = new SummaryThread(place);
    return {
      previousComment: () => thread.text(),
      review: (comments, terms) =>
        review(place, {
          comments,
          terms,
          commit: this.variables['SYSTEM_PULLREQUEST_SOURCECOMMITID']?.toLowerCase(),
          fileOf: (file) => scannedFile(file, this.files),
        }),
      upsertComment: (markdown, isWanted, hasFailed) => thread.upsert(withoutWorkItems(markdown), isWanted, hasFailed),
    };
  }

  /** Says once why a run for a pull request has none that FlowGate could tell anything on. */
  private pullRequestPlace(): PullRequestPlace | undefined {
    const note = this.isNoted ? undefined : noPullRequestNote(this.variables);
    if (note !== undefined) this.log(note);
    this.isNoted = true;
    return pullRequestOf(this.variables, () => this.token());
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
  finish({ status, message, hasRemarks }: Outcome): number {
    const { Succeeded, SucceededWithIssues, Failed } = taskLib.TaskResult;
    const passed = hasRemarks ? SucceededWithIssues : Succeeded;
    taskLib.setResult(status === 'clean' ? passed : Failed, harmless(message));
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
