import { defineRule } from '../engine/rule';
import { namesSecret } from '../secrets/secret-name';
import { isPipelineToken, isVaultReference } from '../secrets/vault-reference';

export default defineRule({
  meta: {
    id: 'plaintext-secret-environment-variable',
    description: 'An environment variable is named like a secret but stores its value as plain text.',
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
      type: {
        text: 'Environment variable {{variable}} is named like a secret but its data type is [[type]], so its value is stored as plain text, which every user of the environment can read.',
        fix: 'Make the variable again with data type Secret, backed by Azure Key Vault (the type of an existing variable cannot be changed).',
      },
    },
  },

  create: (context) => ({
    environmentVariable(variable) {
      if (variable.type !== 'string' && variable.type !== 'json') return;
      if (!namesSecret(variable.schemaName) && !namesSecret(variable.displayName)) return;
      // A reference to a vault in a text variable is a mistake of another rule.
      if (variable.values.some(({ value }) => isVaultReference(value))) return;
      const plain = variable.values.filter(({ value }) => !isPipelineToken(value));
      context.report({
        at: { place: variable.typePlace },
        messageId: 'type',
        data: { variable: variable.schemaName },
        phrases: { type: variable.type === 'string' ? 'Text' : 'JSON' },
        // Without a value only the name tells.
        confidence: plain.length > 0 ? 'high' : 'medium',
        related: plain.map((value) => ({ at: value, label: 'a value of the variable' })),
      });
    },
  }),
});
