import type { JsonNode } from '../document/json-node';
import { defineRule } from '../engine/rule';
import { accessPath, constantPrefix, type ParsedValue, parseValue } from '../expression';
import type { Flow, FlowParameter, Operation } from '../flow/flow';
import { outgoingAddresses } from '../flow/outgoing-addresses';

export default defineRule({
  meta: {
    id: 'cleartext-http',
    description: 'A flow sends a request over unencrypted HTTP.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [319],
    owasp: ['CD-SEC-05', 'LCNC-SEC-04'],
    references: ['https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app'],
    messages: {
      credentials: {
        text: '{{operation}} sends credentials to an http: address, so anyone on the way can read and use them.',
        fix: 'Change the address of {{operation}} to https:, and replace the credentials, which have travelled in the clear.',
      },
      address: {
        text: '{{operation}} calls an http: address, so anyone on the way can read and change the request and the answer.',
        fix: 'Change the address of {{operation}} to https:; if the server has no https: address, move it behind one that has.',
      },
      parameter: {
        text: '{{operation}} takes its address from {{parameter}}, whose value in this file is an http: address.',
        fix: 'Change the value of {{parameter}} to an https: address, and save the flow so that the new value is stored in it.',
      },
    },
  },

  create: (context) => {
    const check = (operation: Operation, flow: Flow) => {
      for (const address of outgoingAddresses(operation)) {
        const parsed = parseValue(address.text ?? '');
        const data = { operation: operation.name };
        if (isCleartext(constantPrefix(parsed))) {
          const messageId = sendsCredentials(operation) ? 'credentials' : 'address';
          context.report({ at: address, messageId, data, severity: messageId === 'credentials' ? 'high' : 'medium' });
          continue;
        }
        const parameter = leadingParameter(parsed, flow);
        if (!parameter?.defaultValue || !isCleartext(parameter.defaultValue.text ?? '')) continue;
        context.report({
          at: address,
          messageId: 'parameter',
          data: { ...data, parameter: parameter.name },
          severity: 'medium',
          confidence: 'medium',
          related: [{ at: parameter.defaultValue, label: 'the value of the parameter' }],
        });
      }
    };
    return { trigger: check, action: check };
  },
});

function isCleartext(address: string): boolean {
  return /^\s*http:/i.test(address);
}

/** An authentication object, or a header that carries a credential. */
function sendsCredentials({ inputs }: Operation): boolean {
  if (inputs?.get('authentication')?.isObject) return true;
  const headers: readonly JsonNode[] = [inputs?.get('headers'), inputs?.get('subscribe', 'headers')].flatMap(
    (node) => node ?? [],
  );
  return headers.some((node) =>
    node.members().some((header) => /^(authorization|cookie|.*(api|functions|subscription)-?key)$/i.test(header.key)),
  );
}

/** The parameter with whose value the address begins, if it does. */
function leadingParameter(parsed: ParsedValue, flow: Flow): FlowParameter | undefined {
  const root =
    parsed.kind === 'expression' ? parsed.root : parsed.kind === 'template' ? firstExpression(parsed) : undefined;
  if (!root) return undefined;
  const path = accessPath(root);
  const name = path?.call.args[0];
  if (path?.call.lowerName !== 'parameters' || path.segments.length > 0 || name?.kind !== 'string') return undefined;
  return flow.parameters.find((parameter) => parameter.name.toLowerCase() === name.value.toLowerCase());
}

function firstExpression(parsed: Extract<ParsedValue, { kind: 'template' }>) {
  const [first] = parsed.parts;
  return first?.kind === 'expression' ? first.root : undefined;
}
