import type { Trigger } from './flow';
import type { OperationEdit } from './secure-data-edit';
import type { TriggerAuthentication } from './trigger-authentication';

/**
 * Lets only callers of the tenant start an HTTP trigger that anyone can start. It fails closed: a caller without a token of the tenant is
 * refused. Whom to list as specific users nobody but the maker knows, and "specific users" without a list says less than it does:
 * it lets in the whole tenant too.
 *
 * `undefined` where a parameter decides, and where the file does not say that the trigger is an HTTP trigger.
 * https://learn.microsoft.com/power-automate/oauth-authentication
 */
export function restrictingToTenant(
  trigger: Trigger,
  { callers, setting, decidedBy }: TriggerAuthentication,
): OperationEdit | undefined {
  if ((callers !== 'anyone' && callers !== 'unset') || decidedBy) return undefined;
  const { inputs } = trigger;
  if (!setting && (trigger.kind?.toLowerCase() !== 'http' || inputs?.isObject === false)) return undefined;
  const set = [inputs?.key ?? 'inputs', setting?.key ?? 'triggerAuthenticationType'];
  return { at: trigger, set, value: 'Tenant' };
}
