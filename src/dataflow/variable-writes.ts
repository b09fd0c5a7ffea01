import { isType, type Operation } from '../flow/flow';
import type { DataPath } from './data-path';

/** A variable that an action gives a value. */
export interface VariableWrite {
  readonly name: string;
  /** Where in the action the value stands. */
  readonly from: DataPath;
}

/**
 * The variables that an action writes. Counting up and down is left out: a number that is counted holds nothing of anybody's.
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-create-variables-store-values
 */
export function variableWrites(operation: Operation): readonly VariableWrite[] {
  if (!/variable$/i.test(operation.type)) return [];
  if (isType(operation, 'InitializeVariable')) {
    const variables = operation.inputs?.get('variables')?.items() ?? [];
    return variables.map((variable, i) => ({
      name: variable.textAt('name') ?? '',
      from: ['inputs', 'variables', declared(i), 'value'],
    }));
  }
  if (!isType(operation, 'SetVariable', 'AppendToStringVariable', 'AppendToArrayVariable')) return [];
  return [{ name: operation.inputs?.textAt('name') ?? '', from: ['inputs', 'value'] }];
}

/** The step for one of several declared variables: the one place where paths keep the index of an array. */
export function declared(index: number): string {
  return `#${index}`;
}
