/**
 * The functions of the Workflow Definition Language, as
 * https://learn.microsoft.com/azure/logic-apps/workflow-definition-language-functions-reference lists them for Azure Logic Apps
 * and Power Automate. Each has an anchor there: the page's address, `#` and the name.
 *
 * `actionBody` and `actionOutputs` are the former names of `body` and `outputs`: older editions of that page have them, newer ones
 * no longer, and flows that use them still run.
 */

export interface FunctionSignature {
  /** As the vendor writes it; the language ignores letter case. */
  readonly name: string;
  readonly minArgs: number;
  /** `Infinity` where any number may follow. */
  readonly maxArgs: number;
}

/** Every known function by its name in lower case. */
export const KNOWN_FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map(
  [
    // String functions
    fixed(3, 'nthIndexOf', 'replace'),
    fixed(2, 'endsWith', 'indexOf', 'lastIndexOf', 'split', 'startsWith'),
    fixed(1, 'isFloat', 'isInt', 'length', 'toLower', 'toUpper', 'trim'),
    range(1, Number.POSITIVE_INFINITY, 'concat'),
    range(2, 3, 'formatNumber', 'slice', 'substring'),
    range(0, 1, 'guid'),
    // Collection functions
    fixed(2, 'chunk', 'contains', 'join', 'skip', 'take'),
    fixed(1, 'empty', 'first', 'last', 'reverse'),
    fixed(0, 'item'),
    range(1, Number.POSITIVE_INFINITY, 'intersection', 'union'),
    range(1, 2, 'sort'),
    // Logical comparison functions
    fixed(2, 'equals', 'greater', 'greaterOrEquals', 'less', 'lessOrEquals'),
    fixed(3, 'if'),
    fixed(1, 'not'),
    range(1, Number.POSITIVE_INFINITY, 'and', 'or'),
    // Conversion functions
    fixed(
      1,
      'array',
      'base64',
      'base64ToBinary',
      'base64ToString',
      'binary',
      'bool',
      'decimal',
      'float',
      'int',
      'json',
    ),
    fixed(1, 'dataUri', 'dataUriToBinary', 'dataUriToString', 'string', 'xml'),
    fixed(1, 'decodeBase64', 'decodeDataUri', 'decodeUriComponent', 'encodeUriComponent'),
    fixed(1, 'uriComponent', 'uriComponentToBinary', 'uriComponentToString'),
    range(0, Number.POSITIVE_INFINITY, 'createArray'),
    // Math functions
    fixed(2, 'add', 'div', 'mod', 'mul', 'rand', 'range', 'sub'),
    range(1, Number.POSITIVE_INFINITY, 'max', 'min'),
    // Date and time functions
    range(2, 3, 'addDays', 'addHours', 'addMinutes', 'addSeconds', 'convertFromUtc', 'convertToUtc'),
    range(2, 3, 'getFutureTime', 'getPastTime'),
    range(3, 4, 'addToTime', 'convertTimeZone', 'subtractFromTime'),
    range(1, 3, 'formatDateTime', 'parseDateTime'),
    range(1, 2, 'startOfDay', 'startOfHour', 'startOfMonth'),
    fixed(1, 'dayOfMonth', 'dayOfWeek', 'dayOfYear', 'ticks'),
    fixed(2, 'dateDifference'),
    range(0, 1, 'utcNow'),
    // Workflow functions
    fixed(
      1,
      'actionBody',
      'actionOutputs',
      'actions',
      'agentParameters',
      'appsetting',
      'body',
      'items',
      'iterationIndexes',
      'outputs',
      'parameters',
      'variables',
    ),
    fixed(0, 'action', 'trigger', 'triggerBody', 'triggerOutputs', 'workflow'),
    fixed(2, 'formDataMultiValues', 'formDataValue', 'multipartBody'),
    fixed(1, 'triggerFormDataMultiValues', 'triggerFormDataValue', 'triggerMultipartBody'),
    range(0, 1, 'listCallbackUrl', 'result'),
    // URI parsing functions
    fixed(1, 'uriHost', 'uriPath', 'uriPathAndQuery', 'uriPort', 'uriQuery', 'uriScheme'),
    // Manipulation functions
    fixed(3, 'addProperty', 'setProperty'),
    fixed(2, 'removeProperty', 'xpath'),
    range(1, Number.POSITIVE_INFINITY, 'coalesce'),
  ]
    .flat()
    .map((signature) => [signature.name.toLowerCase(), signature]),
);

/** Whether the language has a function of this name; the parser accepts any name. */
export function isKnownFunction(lowerName: string): boolean {
  return KNOWN_FUNCTIONS.has(lowerName);
}

function fixed(args: number, ...names: string[]): FunctionSignature[] {
  return range(args, args, ...names);
}

function range(minArgs: number, maxArgs: number, ...names: string[]): FunctionSignature[] {
  return names.map((name) => ({ name, minArgs, maxArgs }));
}
