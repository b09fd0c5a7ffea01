import type { OpenTrigger } from '../dataflow/open-triggers';
import type { Place } from '../document/place';
import type { Confidence } from '../engine/levels';
import type { RuleEdit, RuleReport } from '../engine/rule';
import { restrictingToTenant } from '../flow/trigger-restriction';

/** What the rules about open triggers say alike. */
export interface OpenTriggerReport {
  readonly at: { readonly place: Place };
  readonly confidence: Confidence;
  /** Words that tell who may call, to stand behind the trigger's name. */
  readonly callers: string;
  /** What bears on it: what decided, checks of the caller, and what is often taken for one. */
  readonly related: NonNullable<RuleReport<string>['related']>;
  /** Lets in the tenant only; none where the flow checks its callers, who then are likely to have no token to send. */
  readonly edit: RuleEdit | undefined;
}

const restricted =
  'Lets in callers of your own tenant only: they have to send a Microsoft Entra ID token from then on. Then list the users or apps that may call.';

/** Where an open trigger is reported, how surely, and with what beside it. */
export function openTriggerReport({ trigger, authentication, checks }: OpenTrigger): OpenTriggerReport {
  const { callers, setting, decidedBy } = authentication;
  const isUnset = callers === 'unset';
  const conditions = trigger.node.get('conditions')?.items() ?? [];
  const method = trigger.inputs?.get('method');
  const restriction = checks.length === 0 ? restrictingToTenant(trigger, authentication) : undefined;
  return {
    at: setting ?? (isUnset ? (trigger.node.get('kind') ?? trigger.node.get('type')) : undefined) ?? trigger,
    confidence: isUnset ? 'medium' : 'high',
    callers: isUnset
      ? 'does not say who may call it; flows saved without this setting accept anyone who has the URL'
      : 'accepts calls from anyone who has its URL',
    related: [
      ...(decidedBy ? [{ at: decidedBy, label: 'the value of the parameter' }] : []),
      ...checks.map(({ expected }) => ({
        at: expected.at,
        label: `what the caller sends is compared with ${expected.secret.secret}, so a caller has to know it as well`,
      })),
      ...conditions.map((at) => ({
        at,
        label: 'a trigger condition skips calls, but proves nothing about the caller',
      })),
      ...(method ? [{ at: method, label: 'a fixed method keeps nobody out' }] : []),
    ],
    edit: restriction && { ...restriction, text: restricted },
  };
}
