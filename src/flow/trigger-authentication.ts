import type { JsonNode } from '../document/json-node';
import { accessPath, constantText, parseValue } from '../expression';
import type { Flow, Trigger } from './flow';

/**
 * Who may call an HTTP trigger, as far as the files tell.
 * https://learn.microsoft.com/power-automate/oauth-authentication
 */
export interface TriggerAuthentication {
  readonly callers: 'anyone' | 'unset' | 'tenant' | 'users' | 'undecidable';
  /** The setting; absent where the trigger has none. */
  readonly setting: JsonNode | undefined;
  /** The parameter default that decided, where the setting takes its value from a parameter. */
  readonly decidedBy: JsonNode | undefined;
}

/** Reads who may call an HTTP trigger. */
export function triggerAuthentication(trigger: Trigger, flow: Flow): TriggerAuthentication {
  const setting = trigger.inputs?.get('triggerAuthenticationType');
  const { text, decidedBy } = resolved(setting, flow);
  const isUnset = setting === undefined || setting.value === null || text?.trim() === '';
  return { callers: isUnset ? 'unset' : callersOf(text), setting, decidedBy };
}

function callersOf(text: string | undefined): TriggerAuthentication['callers'] {
  switch (text?.trim().toLowerCase()) {
    case 'all':
      return 'anyone';
    case 'tenant':
      return 'tenant';
    case 'user':
      return 'users';
    default:
      return 'undecidable';
  }
}

/** The setting as text: written out, put together from constants, or the default of a parameter. */
function resolved(
  setting: JsonNode | undefined,
  flow: Flow,
): { text: string | undefined; decidedBy: JsonNode | undefined } {
  const parsed = parseValue(setting?.text ?? '');
  if (parsed.kind === 'literal')
    return { text: setting?.text === undefined ? undefined : parsed.value, decidedBy: undefined };
  const [only, ...more] = parsed.kind === 'template' ? parsed.parts : [];
  const root =
    parsed.kind === 'expression'
      ? parsed.root
      : only?.kind === 'expression' && more.length === 0
        ? only.root
        : undefined;
  if (!root) return { text: undefined, decidedBy: undefined };
  const constant = constantText(root)?.text;
  if (constant !== undefined) return { text: constant, decidedBy: undefined };
  const path = accessPath(root);
  const name = path?.call.lowerName === 'parameters' && path.segments.length === 0 ? path.call.args[0] : undefined;
  const parameter =
    name?.kind === 'string'
      ? flow.parameters.find((one) => one.name.toLowerCase() === name.value.toLowerCase())
      : undefined;
  // A default bound to an environment variable is only the value of the environment that it was exported from.
  const isFixed = parameter?.environmentVariable === undefined;
  return { text: isFixed ? parameter?.defaultValue?.text : undefined, decidedBy: parameter?.defaultValue };
}

/**
 * The users and service principals that may call, from `triggerAllowedUsers`: a string with separators, or an array. `undefined` if an
 * expression decides.
 */
export function allowedUsers(trigger: Trigger): readonly string[] | undefined {
  const node = trigger.inputs?.get('triggerAllowedUsers');
  const texts = node?.text !== undefined ? [node.text] : (node?.items() ?? []).map((item) => item.text ?? '');
  if (texts.some((text) => parseValue(text).kind !== 'literal')) return undefined;
  return texts.flatMap((text) => text.split(/[,;\s]+/)).filter((user) => user !== '');
}
