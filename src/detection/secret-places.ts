import { DocumentError } from '../document/document-error';
import { parseJson } from '../document/json';
import { JsonNode } from '../document/json-node';
import type { Place, SourceDocument, Span } from '../document/place';
import { findKeyReadings, hasRepeatedKey, parseJsonFollowing } from '../document/repeated-keys';
import { readXml } from '../document/xml';
import type { Flow } from '../flow/flow';
import { findSecrets } from '../secrets/find-secrets';
import type { Leaf, Proof, SecretKind } from '../secrets/leaf';
import { jsonLeaves } from '../secrets/leaves/json-leaves';
import { textLeaves } from '../secrets/leaves/text-leaves';
import { xmlLeaves } from '../secrets/leaves/xml-leaves';
import { namesSecret } from '../secrets/secret-name';
import type { Solution, TextFile } from '../solution/solution';
import { flowLeaves } from './flow-leaves';
import { isPlatformSignature } from './platform-signatures';
import type { SecretSetting } from './secrets-in-solution';
import { isComparedWithCallers } from './shared-secret-checks';

/** One place of a secret, with its value. Nothing but `secretsIn` may see it. */
export interface FoundSecret {
  readonly kind: SecretKind;
  readonly proof: Proof;
  readonly setting: SecretSetting;
  readonly place: Place & { readonly within: Span };
  readonly where: string;
  readonly value: string;
}

/** Every place of a solution in which a secret stands. */
export function* secretPlaces(solution: Solution): Generator<FoundSecret> {
  for (const flow of solution.flows) {
    for (const reading of [flow, ...flow.otherReadings]) yield* inFlow(reading, solution);
  }
  yield* inEnvironmentVariables(solution);
  for (const file of solution.otherFiles) yield* inFile(file, solution);
}

function* inFlow(flow: Flow, solution: Solution): Generator<FoundSecret> {
  for (const { node, leaf, setting, where } of flowLeaves(flow)) {
    for (const secret of found(leaf, () => node.place, setting, where)) {
      const isToldByName = secret.proof === 'context' || secret.proof === 'weak-context';
      const isCheck = isToldByName && isComparedWithCallers(solution, node, secret.place.within);
      yield isCheck ? { ...secret, setting: 'caller-check' } : secret;
    }
  }
}

function* inEnvironmentVariables(solution: Solution): Generator<FoundSecret> {
  for (const variable of solution.environmentVariables) {
    const { schemaName, displayName, type } = variable;
    // A Secret that is no reference has a rule of its own.
    if (type === 'secret') continue;
    const name = namesSecret(displayName) && !namesSecret(schemaName) ? displayName : schemaName;
    for (const { value, place, origin } of variable.values) {
      if (origin === 'deployment-settings') continue;
      const where = () => `the ${origin === 'default' ? 'default' : 'value'} of ${schemaName}`;
      yield* found(
        { text: value, name, setting: 'value', surroundings: [] },
        () => place,
        'environment-variable',
        where,
      );
    }
  }
}

function* inFile(file: TextFile, solution: Solution): Generator<FoundSecret> {
  const setting = settingOf(file.path, solution);
  for (const document of file.read()) {
    for (const { leaf, place, offset } of leavesOf(document)) {
      yield* found(leaf, place, setting, () => document.path, offset);
    }
  }
}

function settingOf(path: string, { layout }: Solution): SecretSetting {
  if (layout === 'deployment-settings') return 'deployment-settings';
  return /(?:^|\/)connectors?\//i.test(path) ? 'connector' : 'component';
}

interface FileLeaf {
  readonly leaf: Leaf;
  readonly place: () => Place;
  /** Where the leaf begins, in documents whose places are offsets. */
  readonly offset: number;
}

/** The text as parsers read it, and as it can be read by the copies of repeated keys that they drop. */
function jsonReadings(document: SourceDocument): JsonNode[] {
  const { text } = document;
  const value = parseJson(text);
  const others = hasRepeatedKey(text, value) ? findKeyReadings(text) : [];
  return [
    new JsonNode(document, value),
    ...others.map((copies) => new JsonNode({ ...document, copies }, parseJsonFollowing(text, copies))),
  ];
}

function leavesOfJson(root: JsonNode): FileLeaf[] {
  const isIdentity = identities.test(root.document.path);
  return jsonLeaves(root).map(({ node, leaf }) => ({
    leaf: isIdentity ? { ...leaf, setting: 'name' } : leaf,
    place: () => node.place,
    offset: 0,
  }));
}

/** Files of canvas apps that give each control an identifier, or each file a digest: their keys sound like anything, their values are names. */
const identities = /(?:_identity|QualifiedValues|(?:^|\/)checksum)\.json$/i;

/** Structured text by its structure; what is not well-formed is searched as plain text all the same. */
function* leavesOf(document: SourceDocument): Generator<FileLeaf> {
  const structured = structuredLeaves(document);
  if (structured) yield* structured;
  else {
    const plain: SourceDocument = { ...document, format: 'text' };
    for (const { leaf, place, offset } of textLeaves(plain)) yield { leaf, place: () => place, offset };
  }
}

function structuredLeaves(document: SourceDocument): FileLeaf[] | undefined {
  try {
    if (document.format === 'json') return jsonReadings(document).flatMap(leavesOfJson);
    if (document.format === 'xml') {
      const root = readXml(document.text);
      return [...xmlLeaves(document, root)].map(({ leaf, place }) => ({ leaf, place: () => place, offset: 0 }));
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
  return undefined;
}

function* found(
  leaf: Leaf,
  place: () => Place,
  setting: SecretSetting,
  where: () => string,
  offset = 0,
): Generator<FoundSecret> {
  for (const match of findSecrets(leaf)) {
    if (isPlatformSignature(leaf, match)) continue;
    const within = { start: match.start + offset, end: match.end + offset };
    yield {
      kind: match.kind,
      proof: match.proof,
      setting,
      place: { ...place(), within },
      where: where(),
      value: leaf.text.slice(match.start, match.end),
    };
  }
}
