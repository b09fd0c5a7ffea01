import { type CallNode, expressionsOf, type ParsedValue, walkExpression } from '../expression';
import { dataPath } from './data-path';

/**
 * What an expression refers to. Paths of an operation begin with `inputs`, `outputs` or another member of the object that
 * `actions()` and `trigger()` return, so that all ways to name a value meet in one path.
 */
export interface Reference {
  readonly to:
    | 'action'
    | 'trigger'
    | 'this-operation'
    | 'variable'
    | 'parameter'
    | 'loop-item'
    | 'current-item'
    | 'result'
    | 'workflow'
    | 'callback-url'
    | 'agent-parameter';
  /** Lower case; '' where there is nothing to name. */
  readonly name: string;
  readonly path: readonly string[];
}

type Row = { readonly to: Reference['to']; readonly path: readonly string[]; readonly isNamed: boolean };

/**
 * Functions that read data, by name in lower case.
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference#workflow-functions
 */
const functions: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['actions', named('action')],
  ['outputs', named('action', 'outputs')],
  ['actionoutputs', named('action', 'outputs')],
  ['body', named('action', 'outputs', 'body')],
  ['actionbody', named('action', 'outputs', 'body')],
  ['formdatavalue', named('action', 'outputs', 'body')],
  ['formdatamultivalues', named('action', 'outputs', 'body')],
  ['multipartbody', named('action', 'outputs', 'body')],
  ['action', unnamed('this-operation')],
  ['trigger', unnamed('trigger')],
  ['triggeroutputs', unnamed('trigger', 'outputs')],
  ['triggerbody', unnamed('trigger', 'outputs', 'body')],
  ['triggerformdatavalue', unnamed('trigger', 'outputs', 'body')],
  ['triggerformdatamultivalues', unnamed('trigger', 'outputs', 'body')],
  ['triggermultipartbody', unnamed('trigger', 'outputs', 'body')],
  ['variables', named('variable')],
  ['parameters', named('parameter')],
  ['appsetting', named('parameter')],
  ['items', named('loop-item')],
  ['item', unnamed('current-item')],
  ['result', named('result')],
  ['workflow', unnamed('workflow')],
  ['listcallbackurl', unnamed('callback-url')],
  ['agentparameters', named('agent-parameter')],
]);

/** Functions whose key is an argument, by the argument's index. An index (of a part) is no key. */
const keyArguments: ReadonlyMap<string, number> = new Map([
  ['formdatavalue', 1],
  ['formdatamultivalues', 1],
  ['triggerformdatavalue', 0],
  ['triggerformdatamultivalues', 0],
]);

/** Whether the function reads data. */
export function isReference(call: CallNode): boolean {
  return functions.has(call.lowerName);
}

/** What a call refers to; `undefined` where the name is computed, which the platform does not allow. */
export function referenceOf(call: CallNode): Reference | undefined {
  const row = functions.get(call.lowerName);
  if (!row) return undefined;
  const key = call.args[keyArguments.get(call.lowerName) ?? Number.POSITIVE_INFINITY];
  const path = key?.kind === 'string' ? [...row.path, ...dataPath(key.value)] : row.path;
  if (!row.isNamed) return { to: row.to, name: '', path };
  const name = call.args[0];
  return name?.kind === 'string' ? { to: row.to, name: name.value.toLowerCase(), path } : undefined;
}

/** Every reference in a value, also those of which nothing gets into it: `body('A')` in `if(empty(body('A')), 1, 2)`. */
export function referencesIn(parsed: ParsedValue): readonly Reference[] {
  const found: Reference[] = [];
  for (const root of expressionsOf(parsed)) {
    walkExpression(root, (node) => {
      const reference = node.kind === 'call' ? referenceOf(node) : undefined;
      if (reference) found.push(reference);
    });
  }
  return found;
}

function named(to: Reference['to'], ...path: readonly string[]): Row {
  return { to, path, isNamed: true };
}

function unnamed(to: Reference['to'], ...path: readonly string[]): Row {
  return { to, path, isNamed: false };
}
