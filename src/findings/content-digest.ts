import { createHash } from 'node:crypto';
import { isJsonObject } from '../document/json-node';
import type { Flow } from '../flow/flow';
import type { Solution } from '../solution/solution';
import type { Owner } from './finding';

/**
 * Whether two copies of a component are the same is told by their content, not by how it is formatted: the zip of a solution
 * and its source differ in white space and key order only. The digest stays in memory; it is never written anywhere.
 */
export function contentDigest(flow: Flow | undefined, owner: Owner, solution: Solution): string {
  if (flow) return digest(canonical(flow.definition.value));
  const variable = solution.environmentVariables.find((one) => one.schemaName.toLowerCase() === owner.id);
  if (owner.kind === 'environment-variable' && variable) {
    return digest(JSON.stringify([variable.type, variable.values.map((value) => [value.origin, value.value])]));
  }
  const reference = solution.connectionReferences.find((one) => one.logicalName.toLowerCase() === owner.id);
  if (owner.kind === 'connection-reference' && reference) {
    return digest(JSON.stringify([reference.displayName, reference.connector]));
  }
  if (owner.kind === 'solution') return solutionDigest(solution);
  return '';
}

/** As for components with a model; line ends differ between a repository and an export. */
export function textDigest(text: string): string {
  return digest(text.replaceAll('\r\n', '\n'));
}

/** Two solutions that merely share a name differ in what they hold. */
function solutionDigest(solution: Solution): string {
  const { version, managed, publisher, flows, environmentVariables, connectionReferences } = solution;
  const parts = [
    ...flows.map((flow) => `flow ${flow.id} ${digest(canonical(flow.definition.value))}`),
    ...environmentVariables.map((one) => `variable ${one.schemaName.toLowerCase()}`),
    ...connectionReferences.map((one) => `reference ${one.logicalName.toLowerCase()}`),
  ];
  return digest(JSON.stringify([version, managed, publisher, parts.sort()]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted keys, written with an explicit stack since flows may nest deeper than the call stack. */
function canonical(value: unknown): string {
  const out: string[] = [];
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    if (next instanceof Verbatim) out.push(next.text);
    else if (Array.isArray(next)) {
      out.push('[');
      stack.push(new Verbatim(']'));
      for (let i = next.length - 1; i >= 0; i--) stack.push(next[i], new Verbatim(','));
    } else if (isJsonObject(next)) {
      out.push('{');
      stack.push(new Verbatim('}'));
      for (const key of Object.keys(next).sort().reverse())
        stack.push(next[key], new Verbatim(`${JSON.stringify(key)}:`));
    } else out.push(JSON.stringify(next) ?? 'null');
  }
  return out.join('');
}

/** Punctuation on the stack, told apart from values by its class. */
class Verbatim {
  constructor(readonly text: string) {}
}
