/**
 * What the run history shows of triggers and actions, as the platform documents it:
 *
 * - "Secure outputs" of an action hides its outputs, and the inputs of every action that uses them; what those return stays visible.
 * - "Secure inputs" of an action hides its inputs, and the inputs of every action that uses its visible outputs.
 * - Compose, Parse JSON and Response have no secure outputs: where their inputs are hidden, their outputs are too. An action that uses those
 *   outputs gets nothing hidden: the chain ends after one hop.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#considerations-for-hiding-inputs-and-outputs
 */

import { isType, type Operation } from '../flow/flow';
import { canSecureInputs, canSecureOutputs } from '../flow/secure-data-support';

/** Which settings are on. */
export interface SecureSettings {
  inputs(operation: Operation): boolean;
  outputs(operation: Operation): boolean;
}

/** The settings as the file has them. One that the type of an operation lacks hides nothing. */
export const settingsAsWritten: SecureSettings = {
  inputs: (operation) => operation.secured.inputs && canSecureInputs(operation),
  outputs: (operation) => operation.secured.outputs && canSecureOutputs(operation),
};

/** Whether hidden inputs of the operation hide its outputs too. */
export function hidesBothAtOnce(operation: Operation): boolean {
  return isType(operation, 'Compose', 'ParseJson', 'Response');
}

/** The run history under given settings. */
export class RunHistory {
  /** @param uses the operations whose inputs or outputs an operation refers to */
  constructor(
    private readonly uses: (operation: Operation) => Iterable<Operation>,
    private readonly settings: SecureSettings = settingsAsWritten,
  ) {}

  /**
   * The operation that the inputs are hidden on account of, by the one-hop rule. For types without the setting it is told as well, though
   * nothing says that the rule holds for them.
   */
  securedUse(operation: Operation): Operation | undefined {
    for (const used of this.uses(operation)) {
      if (this.settings.outputs(used) || (this.settings.inputs(used) && !hidesBothAtOnce(used))) return used;
    }
    return undefined;
  }

  hidesInputs(operation: Operation): boolean {
    if (this.settings.inputs(operation)) return true;
    // For variables and containers hiding is undocumented, so they are taken to show everything.
    return canSecureInputs(operation) && this.securedUse(operation) !== undefined;
  }

  hidesOutputs(operation: Operation): boolean {
    return this.settings.outputs(operation) || (hidesBothAtOnce(operation) && this.hidesInputs(operation));
  }
}

/** Headers that the run history never shows, in lower case. */
const hiddenHeaders = new Set(['authorization']);

/**
 * Whether a part of an operation's inputs is hidden whatever the settings: the header `Authorization` of a request.
 *
 * @param path from the operation, in lower case
 */
export function isHiddenByDefault(operation: Operation, path: readonly string[]): boolean {
  const steps =
    isType(operation, 'HttpWebhook') && /^(?:un)?subscribe$/.test(path[1] ?? '') ? path.slice(2) : path.slice(1);
  return (
    isType(operation, 'Http', 'HttpWebhook') &&
    path[0] === 'inputs' &&
    steps[0] === 'headers' &&
    hiddenHeaders.has(steps[1] ?? '')
  );
}
