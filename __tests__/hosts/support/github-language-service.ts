import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';
import { repository } from './github-step';

/** GitHub's own checker of workflows and manifests, the one behind its editors: https://github.com/actions/languageservices */

export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export const manifestText = readFileSync(join(repository, 'action.yml'), 'utf8');
export const manifest = parse(manifestText) as Manifest;

interface Reference {
  readonly owner: string;
  readonly name: string;
  readonly path?: string;
}

interface LanguageService {
  readonly TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
  validate(
    document: unknown,
    config: {
      readonly actionsMetadataProvider: { fetchActionMetadata(reference: Reference): Promise<object | undefined> };
    },
  ): Promise<readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[]>;
}

let loaded: LanguageService | undefined;

/** Its modules import each other in a way that only a bundler understands. */
function load(): LanguageService {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export { validate } from '@actions/languageservice';
        export { TextDocument } from 'vscode-languageserver-textdocument';`,
      resolveDir: repository,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20.15',
    logLevel: 'error',
  });
  const module = { exports: {} };
  new Function('require', 'module', 'exports', outputFiles[0]?.text ?? '')(require, module, module.exports);
  return module.exports as LanguageService;
}

/** The inputs of other people's actions that our pages use, as their manifests name them. */
const otherActions: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['persist-credentials', 'ref'],
  'actions/upload-artifact': ['name', 'path'],
  'github/codeql-action/upload-sarif': ['sarif_file', 'category'],
};

async function fetchActionMetadata({ owner, name, path }: Reference): Promise<object | undefined> {
  const action = [owner, name, path].filter(Boolean).join('/');
  if (action === 'flowgate/flowgate') return manifest;
  const names = otherActions[action];
  return names && { name: action, description: action, inputs: Object.fromEntries(names.map((one) => [one, {}])) };
}

let documents = 0;

/** What is wrong, each with its line. @param kind tells the two forms of file apart */
export async function problemsIn(text: string, kind: 'workflow' | 'manifest'): Promise<readonly string[]> {
  loaded ??= load();
  const { TextDocument, validate } = loaded;
  // It remembers files by their name, so each has one of its own.
  documents += 1;
  const file = kind === 'manifest' ? 'action.yml' : '.github/workflows/page.yml';
  const document = TextDocument.create(`file:///${documents}/${file}`, 'yaml', 1, text);
  const problems = await validate(document, { actionsMetadataProvider: { fetchActionMetadata } });
  return problems.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
}
