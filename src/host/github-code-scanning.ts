import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { product } from '../product';
import { statusOf } from './github-answer';
import type { Octokit } from './github-connection';

/** Results as code scanning takes them. https://docs.github.com/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data */
export interface SarifUpload {
  readonly owner: string;
  readonly repository: string;
  readonly commit: string;
  readonly ref: string;
  readonly sarif: string;
}

/** What is told while it goes on. */
export interface UploadEvents {
  /** GitHub has the file and calls it so. */
  accepted(id: string): void;
  /** One line. */
  note(text: string): void;
}

/** https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning#validating-your-sarif-file */
const maxResults = 25_000;
const maxPackedBytes = 10_000_000;

/** Seconds between questions, and all of them together; the upload itself and what must be repeated come on top. */
const firstWait = 1;
const longestWait = 16;
const patience = 120;

/** Uploads and waits until the results are processed. @throws {Error} also when GitHub finds fault with the file */
export async function uploadSarif(
  octokit: Octokit,
  { owner, repository, commit, ref, sarif }: SarifUpload,
  events: UploadEvents,
  wait: (seconds: number) => Promise<unknown> = (seconds) => sleep(seconds * 1000),
): Promise<void> {
  const { data, leftOut } = packed(sarif);
  if (leftOut > 0) {
    events.note(`Code scanning takes no more: ${leftOut} of the mildest findings are left out of the upload.`);
  }
  const place = { owner, repo: repository };
  const upload = { commit_sha: commit, ref, sarif: data, tool_name: product.name };
  const id = (await octokit.rest.codeScanning.uploadSarif({ ...place, ...upload })).data.id ?? '';
  events.accepted(id);
  for (let waited = 0, next = firstWait; waited < patience; next = Math.min(2 * next, longestWait)) {
    await wait(next);
    waited += next;
    const { processing_status: state, errors } = await statusOfUpload(octokit, { ...place, sarif_id: id });
    if (state === 'complete') return;
    if (state === 'failed')
      throw new ProcessingFailed(`GitHub could not process the file: ${(errors ?? []).join(' ')}`);
  }
  throw new ProcessingFailed(
    `GitHub has the file, but has not processed it in ${patience} seconds. It may still do so.`,
  );
}

/** What became of an upload that GitHub accepted; the message is a sentence. */
export class ProcessingFailed extends Error {}

interface UploadStatus {
  readonly processing_status?: 'pending' | 'complete' | 'failed';
  readonly errors?: readonly string[] | null;
}

async function statusOfUpload(
  octokit: Octokit,
  upload: { readonly owner: string; readonly repo: string; readonly sarif_id: string },
): Promise<UploadStatus> {
  try {
    return (await octokit.rest.codeScanning.getSarif(upload)).data;
  } catch (error) {
    // Not there yet, on the server that was asked.
    if (statusOf(error) === 404) return { processing_status: 'pending' };
    throw error;
  }
}

/** As much of a SARIF log as has to be known to make it smaller. */
interface Log {
  readonly runs: readonly { readonly results: readonly object[] }[];
}

/** The file as it is, or with as many results as GitHub takes; they are sorted, worst first. */
function packed(sarif: string): { readonly data: string; readonly leftOut: number } {
  const log = JSON.parse(sarif) as Log;
  const all = Math.max(0, ...log.runs.map(({ results }) => results.length));
  for (let kept = Math.min(all, maxResults); ; kept = Math.floor(kept / 2)) {
    const runs = log.runs.map((run) => ({ ...run, results: run.results.slice(0, kept) }));
    const bytes = gzipSync(kept === all ? sarif : JSON.stringify({ ...log, runs }));
    if (bytes.length <= maxPackedBytes || kept === 0) return { data: bytes.toString('base64'), leftOut: all - kept };
  }
}
