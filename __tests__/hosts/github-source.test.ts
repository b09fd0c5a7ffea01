import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasMultitool, multitoolResults, sarifSchemaProblems } from '../support/sarif-checks';
import { type Job, repository, startJob } from './support/github-step';

/** A scanned archive whose source is in the checkout: what GitHub shows points at the source. */

const flow = 'Workflows/ReceiveOrder-4D1F6B7A-1C55-4E0C-9B53-8E2A6C0F1A01.json';
const inSource = `src/orders/${flow}`;
const inputs = { path: 'contoso-orders.zip', rule: 'http-trigger-open', 'fail-on': 'low' };

interface SarifResult {
  readonly locations: readonly { readonly physicalLocation: SarifPlace }[];
  readonly relatedLocations: readonly { readonly physicalLocation: SarifPlace; readonly message: { text: string } }[];
  readonly fixes?: readonly object[];
  readonly partialFingerprints: object;
}

interface SarifPlace {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number };
}

let job: Job;

beforeEach(() => {
  job = startJob();
  job.add('contoso-orders.zip', readFileSync(join(repository, 'samples', 'contoso-orders.zip')));
  cpSync(join(repository, 'samples', 'contoso-orders'), join(job.workspace, 'src', 'orders'), { recursive: true });
});

afterEach(() => {
  job.remove();
});

async function scanned() {
  const { shown, outputs } = await job.run({ inputs });
  const [annotation] = shown.annotations;
  const sarif = readFileSync(outputs['sarif-file'] ?? '', 'utf8');
  const [result] = JSON.parse(sarif).runs[0].results as SarifResult[];
  if (!annotation || !result) throw new Error('nothing was found');
  return { annotation, sarif, result, place: result.locations[0]?.physicalLocation };
}

test('annotation and SARIF name its line, and the archive beside it', async () => {
  const { annotation, sarif, result, place } = await scanned();
  const line = readFileSync(join(job.workspace, inSource), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('"triggerAuthenticationType"'));
  expect(annotation).toMatchObject({ file: inSource, line: line + 1 });
  expect(annotation.message).not.toContain('contoso-orders.zip');
  expect(place).toMatchObject({ artifactLocation: { uri: inSource }, region: { startLine: line + 1 } });
  const related = result.relatedLocations.at(-1);
  expect(related?.message.text).toBe('in the scanned archive');
  expect(related?.physicalLocation.artifactLocation.uri).toBe(`contoso-orders.zip/${flow}`);
  expect(result.fixes).toMatchObject([
    {
      artifactChanges: [
        {
          artifactLocation: { uri: inSource },
          replacements: [{ deletedRegion: { startLine: line + 1, endLine: line + 1 } }],
        },
      ],
    },
  ]);
  expect(sarifSchemaProblems(JSON.parse(sarif))).toEqual([]);
  if (hasMultitool) expect(multitoolResults([sarif])).toEqual([]);
}, 60_000);

test('the alert is the same as without the source, and stays at the archive where the source says something else', async () => {
  const moved = await scanned();
  const file = join(job.workspace, inSource);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"triggerAuthenticationType": "All"', '"triggerAuthenticationType": "User"'));
  const stale = await scanned();
  rmSync(join(job.workspace, 'src'), { recursive: true });
  const alone = await scanned();
  for (const { annotation, place, result } of [stale, alone]) {
    expect(annotation).toMatchObject({ file: 'contoso-orders.zip', line: undefined });
    expect(place?.artifactLocation.uri).toBe(`contoso-orders.zip/${flow}`);
    expect(result.partialFingerprints).toEqual(moved.result.partialFingerprints);
  }
});
