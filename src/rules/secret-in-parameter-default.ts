import { reportSecretsIn } from '../detection/report-secrets';
import type { SolutionSecret } from '../detection/secrets-in-solution';
import { defineRule, type RuleEdit } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'secret-in-parameter-default',
    description: 'A flow keeps a copy of a secret from an environment variable.',
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
      found: {
        text: 'This flow keeps a copy of a secret ([[secret]]) in {{where}}: saving a flow stores the current value of its environment variables in it, and removing the variable from the solution leaves the copy.',
        fix: '[[rotate]] The old value must count as known. Make the environment variable again with data type Secret, backed by Azure Key Vault, read it with "Secure outputs", and save the flow so that the copy goes.',
      },
    },
  },

  create: (context) => reportSecretsIn('parameter-default', context, blanked),
});

/**
 * The copy made empty: the platform fills it in anew from the environment variable. Only where it is the one place of the value, and the
 * default is a text.
 */
function blanked({ place, others }: SolutionSecret): RuleEdit | undefined {
  const [holder, , member] = place.path.slice(-3).map((segment) => String(segment).toLowerCase());
  const isWholeDefault = holder === 'parameters' && member === 'defaultvalue';
  if (others.length > 0 || !isWholeDefault) return undefined;
  const text =
    'Takes the copy out of the file. The old value still counts as known, and the next save of the flow brings the copy back until the variable is of data type Secret.';
  return { at: { place: { document: place.document, path: place.path } }, set: [], value: '', text };
}
