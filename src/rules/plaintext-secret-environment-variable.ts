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
      value: {
        text: 'Environment variable {{variable}} holds its value as plain text, which every user of the environment can read.',
        fix: 'Replace the value at its source, since it must count as known; store the new one in Azure Key Vault, and make the variable again with data type Secret.',
      },
      type: {
        text: 'Environment variable {{variable}} is named like a secret but its data type is [[type]], so whoever sets it stores plain text.',
        fix: 'Make the variable again with data type Secret, backed by Azure Key Vault (the type of an existing variable cannot be changed).',
      },
    },
  },

  create: (context) => ({
    environmentVariable(variable) {
      if (variable.type !== 'string' && variable.type !== 'json') return;
      if (!namesSecret(variable.schemaName) && !namesSecret(variable.displayName)) return;
      // What a pipeline puts in the place of a token is not in the files; a reference to a vault is a mistake of another rule.
      const isPlain = (value: string) => !isVaultReference(value) && !isPipelineToken(value);
      const [first, ...more] = variable.values.filter(({ value }) => isPlain(value));
      if (first) {
        const related = more.map((value) => ({ at: value, label: 'another value of the same variable' }));
        context.report({ at: first, messageId: 'value', data: { variable: variable.schemaName }, related });
      } else if (!variable.values.some(({ value }) => isVaultReference(value))) {
        context.report({
          at: { place: variable.typePlace },
          messageId: 'type',
          data: { variable: variable.schemaName },
          phrases: { type: variable.type === 'string' ? 'Text' : 'JSON' },
          confidence: 'medium',
        });
      }
    },
  }),
});
