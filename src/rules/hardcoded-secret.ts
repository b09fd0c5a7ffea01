import type { JsonNode } from '../document/json-node';
import { defineRule } from '../engine/rule';
import { parseValue } from '../expression';
import type { Operation } from '../flow/flow';
import { isCredentialText, isSecretAnywhere } from '../secrets/literal-value';
import { namesSecret } from '../secrets/secret-name';
import { isVaultReference } from '../secrets/vault-reference';

/** https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#authentication-types-for-connectors-and-http */
const credentialFields = new Set(['password', 'secret', 'pfx', 'value']);

const credentialHeader =
  /^(?:authorization|proxy-authorization|cookie|(?:x-)?(?:api|functions|auth)-?(?:key|token)|ocp-apim-subscription-key|x-functions-key|api-key)$/i;

/** Query parameters of an address that carry a key, with their values. */
const credentialQuery =
  /[?&](?:code|sig|key|apikey|api_key|api-key|subscription-key|token|access_token|client_secret|password)=([^&#@{}\s'"]{8,300})/gi;

export default defineRule({
  meta: {
    id: 'hardcoded-secret',
    description: 'A secret is written into a flow.',
    severity: 'critical',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [798],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
    ],
    messages: {
      field: {
        text: 'Field {{field}} of {{operation}} holds a secret that everyone can read who may open the flow, an export of the solution or the run history.',
        fix: 'Replace the secret where it was issued, since it must count as known; store the new one in Azure Key Vault, read it in the flow with secure outputs, and use the result in {{field}}.',
      },
      wrongField: {
        text: 'Field {{field}} of {{operation}} holds what looks like a secret, though no secret belongs there.',
        fix: 'Replace the secret where it was issued, since it must count as known, and put the right value into {{field}}.',
      },
      parameter: {
        text: 'The flow keeps a copy of the secret in {{parameter}}: saving a flow writes the current values of its environment variables into it.',
        fix: 'Replace the secret where it was issued, since it must count as known; make the variable again with data type Secret, backed by Azure Key Vault; then save the flow without the old variable, so that the copy goes.',
      },
    },
  },

  create: (context) => {
    const checkAuthentication = (operation: Operation) => {
      for (const field of operation.inputs?.get('authentication')?.members() ?? []) {
        const data = { field: `authentication ${field.key}`, operation: operation.name };
        const text = literal(field);
        if (text === undefined || field.key.toLowerCase() === 'type') continue;
        if (credentialFields.has(field.key.toLowerCase())) {
          if (isCredentialText(text)) context.report({ at: field, messageId: 'field', data });
        } else if (isSecretAnywhere(text))
          context.report({ at: field, messageId: 'wrongField', data, confidence: 'medium' });
      }
    };

    const checkHeaders = (operation: Operation) => {
      for (const header of operation.inputs?.get('headers')?.members() ?? []) {
        const text = literal(header)?.replace(/^(?:bearer|basic|token|apikey)\s+/i, '');
        if (text === undefined || !credentialHeader.test(header.key) || !isCredentialText(text)) continue;
        context.report({
          at: header,
          messageId: 'field',
          data: { field: `header ${header.key}`, operation: operation.name },
        });
      }
    };

    const checkAddress = (operation: Operation) => {
      const uri = operation.inputs?.get('uri');
      for (const match of uri?.text?.matchAll(credentialQuery) ?? []) {
        const value = match[1] ?? '';
        if (!uri || !isCredentialText(value)) continue;
        const start = match.index + match[0].length - value.length;
        const at = { place: { ...uri.place, within: { start, end: start + value.length } } };
        context.report({ at, messageId: 'field', data: { field: 'uri', operation: operation.name } });
      }
    };

    const check = (operation: Operation) => {
      checkAuthentication(operation);
      checkHeaders(operation);
      checkAddress(operation);
    };
    return {
      trigger: check,
      action: check,
      parameter(parameter) {
        const text = parameter.defaultValue?.text;
        if (!parameter.defaultValue || text === undefined || parameter.environmentVariable === undefined) return;
        const isNamed = namesSecret(parameter.environmentVariable) || namesSecret(displayName(parameter.name));
        if (!isNamed || !isCredentialText(text) || isVaultReference(text)) return;
        context.report({
          at: parameter.defaultValue,
          messageId: 'parameter',
          data: { parameter: parameter.name },
        });
      },
    };
  },
});

/** `Site key (con_SiteKey)`, as a flow names the copy of an environment variable, without the schema name. */
function displayName(parameterName: string): string {
  const end = parameterName.lastIndexOf('(');
  return end < 0 ? parameterName : parameterName.slice(0, end);
}

/** The text of a field, if no expression makes it. */
function literal(node: JsonNode): string | undefined {
  const parsed = parseValue(node.text ?? '');
  return node.text !== undefined && parsed.kind === 'literal' ? parsed.value : undefined;
}
