import { defineRule } from '../engine/rule';
import { isPipelineToken, isVaultReference } from '../secrets/vault-reference';

export default defineRule({
  meta: {
    id: 'secret-variable-not-in-key-vault',
    description: 'An environment variable of type Secret holds no Key Vault reference, or one of another type does.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [312],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
    ],
    messages: {
      value: {
        text: 'Environment variable {{variable}} is of type Secret but its value is no Key Vault reference; if it is the secret itself, it stands here as plain text.',
        fix: 'If it is the secret, replace it where it was issued, since it must count as known. Then edit the variable and fill in subscription, resource group, vault and name of the secret, which stores a reference to it (/subscriptions/.../vaults/.../secrets/...).',
      },
      type: {
        text: 'Environment variable {{variable}} holds a Key Vault reference but its data type is [[type]], so flows get the reference and not the secret.',
        fix: 'Make the variable again with data type Secret (the type of an existing variable cannot be changed).',
      },
    },
  },

  create: (context) => ({
    environmentVariable(variable) {
      const data = { variable: variable.schemaName };
      for (const value of variable.values) {
        if (isPipelineToken(value.value)) continue;
        const isReference = isVaultReference(value.value);
        if (variable.type === 'secret' && !isReference) context.report({ at: value, messageId: 'value', data });
        else if ((variable.type === 'string' || variable.type === 'json') && isReference) {
          const type = variable.type === 'string' ? 'Text' : 'JSON';
          context.report({ at: value, messageId: 'type', data, phrases: { type }, severity: 'medium' });
        }
      }
    },
  }),
});
