import type { Operation } from './flow';

/**
 * Which types of triggers and actions have the settings "Secure inputs" and "Secure outputs" at all.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#considerations-for-hiding-inputs-and-outputs
 */
const neither = [
  'appendtoarrayvariable',
  'appendtostringvariable',
  'decrementvariable',
  'incrementvariable',
  'initializevariable',
  'setvariable',
  'foreach',
  'if',
  'switch',
  'until',
  'scope',
  'terminate',
  'recurrence',
];
const withoutSecureInputs = new Set(neither);
const withoutSecureOutputs = new Set([...neither, 'compose', 'parsejson', 'response', 'wait']);

/** Whether the operation has the setting "Secure inputs". */
export function canSecureInputs(operation: Operation): boolean {
  return !withoutSecureInputs.has(operation.type.toLowerCase());
}

/** Whether the operation has the setting "Secure outputs". */
export function canSecureOutputs(operation: Operation): boolean {
  return !withoutSecureOutputs.has(operation.type.toLowerCase());
}
