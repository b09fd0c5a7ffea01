import { isType, type Trigger } from './flow';

/**
 * Whether a trigger has a URL that others can call: "When an HTTP request is received" (kind Http, or none in hand-written and child
 * flows), and every trigger that carries the setting for it, as the Teams webhook does. Other kinds of Request
 * (Button, PowerApp, PowerAppV2, Skills, VirtualAgent, ApiConnection) are called by the platform for a signed-in user.
 * https://learn.microsoft.com/power-automate/oauth-authentication
 */
export function isHttpTrigger(trigger: Trigger): boolean {
  if (trigger.inputs?.get('triggerAuthenticationType') !== undefined) return true;
  const kind = trigger.kind?.toLowerCase() ?? '';
  return isType(trigger, 'Request') && (kind === '' || kind === 'http');
}
