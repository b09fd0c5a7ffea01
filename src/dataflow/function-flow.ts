import type { Cleanser } from './cleansers';

/** What a function's result has of its arguments. */
export interface FunctionFlow {
  /** Indexes of the arguments whose data is in the result; the others only decide something. */
  readonly passes: readonly number[] | 'all' | 'none';
  /**
   * Whether a path into the result is a path into the argument. Taking an element out of an array counts as keeping, since paths
   * leave array indexes out.
   */
  readonly keepsStructure: boolean;
  readonly cleanses?: readonly Cleanser[];
  /** Cleansers of the argument that the function undoes. */
  readonly undoes?: readonly Cleanser[];
}

const nothing: FunctionFlow = { passes: 'none', keepsStructure: false };
const first: FunctionFlow = { passes: [0], keepsStructure: true };
const every: FunctionFlow = { passes: 'all', keepsStructure: true };
const text: FunctionFlow = { passes: [0], keepsStructure: false };
const typed: FunctionFlow = { passes: [0], keepsStructure: false, cleanses: ['typed'] };
const encoded: FunctionFlow = { passes: [0], keepsStructure: false, cleanses: ['encoded'] };
const decoded: FunctionFlow = { passes: [0], keepsStructure: false, undoes: ['encoded'] };
const percentEncoded: FunctionFlow = { passes: [0], keepsStructure: false, cleanses: ['uri'] };
const percentDecoded: FunctionFlow = { passes: [0], keepsStructure: false, undoes: ['uri'] };

/**
 * The functions of the language by what they do to data, by name in lower case. Those that build or change objects, and `replace`, whose
 * effect hangs on its arguments, stand in `reads.ts`; those that read data in `references.ts`.
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference
 */
export const functionFlows: ReadonlyMap<string, FunctionFlow> = new Map([
  ...rows(first, 'first', 'last', 'skip', 'take', 'reverse', 'sort', 'chunk', 'array', 'json', 'string', 'xml'),
  ...rows(every, 'coalesce', 'createArray', 'union', 'intersection'),
  ...rows({ passes: [1, 2], keepsStructure: true }, 'if'),
  ...rows(text, 'toLower', 'toUpper', 'trim', 'substring', 'slice', 'split', 'xpath', 'uriHost', 'uriPath', 'uriQuery'),
  ...rows(text, 'uriPathAndQuery'),
  ...rows({ passes: [0, 1], keepsStructure: false }, 'join'),
  ...rows({ passes: 'all', keepsStructure: false }, 'concat'),
  ...rows(typed, 'int', 'float', 'decimal', 'bool', 'formatNumber', 'ticks', 'dayOfMonth', 'dayOfWeek', 'dayOfYear'),
  ...rows(typed, 'addDays', 'addHours', 'addMinutes', 'addSeconds', 'addToTime', 'subtractFromTime', 'startOfDay'),
  ...rows(typed, 'startOfHour', 'startOfMonth', 'formatDateTime', 'parseDateTime', 'convertFromUtc', 'convertToUtc'),
  ...rows(typed, 'convertTimeZone', 'uriPort', 'uriScheme'),
  ...rows(
    { passes: 'all', keepsStructure: false, cleanses: ['typed'] },
    'add',
    'sub',
    'mul',
    'div',
    'mod',
    'max',
    'min',
  ),
  ...rows(encoded, 'base64', 'dataUri'),
  ...rows(decoded, 'base64ToString', 'base64ToBinary', 'decodeBase64', 'dataUriToString', 'dataUriToBinary'),
  ...rows(decoded, 'decodeDataUri'),
  ...rows(text, 'binary'),
  ...rows(percentEncoded, 'encodeUriComponent', 'uriComponent'),
  ...rows(percentDecoded, 'decodeUriComponent', 'uriComponentToString', 'uriComponentToBinary'),
  ...rows(
    nothing,
    'length',
    'empty',
    'contains',
    'equals',
    'greater',
    'greaterOrEquals',
    'less',
    'lessOrEquals',
    'not',
  ),
  ...rows(nothing, 'and', 'or', 'startsWith', 'endsWith', 'indexOf', 'lastIndexOf', 'nthIndexOf', 'isInt', 'isFloat'),
  ...rows(
    nothing,
    'guid',
    'utcNow',
    'getFutureTime',
    'getPastTime',
    'dateDifference',
    'rand',
    'range',
    'iterationIndexes',
  ),
]);

/** What is assumed of a function that the reference does not list: it may hand on anything. */
export const unknownFunction: FunctionFlow = { passes: 'all', keepsStructure: false };

function rows(flow: FunctionFlow, ...names: readonly string[]): [string, FunctionFlow][] {
  return names.map((name) => [name.toLowerCase(), flow]);
}
