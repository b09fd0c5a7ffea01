import type { Confidence, Persona, Severity } from '../engine/levels';
import type { RuleContext, RuleEdit, RuleVisitor } from '../engine/rule';
import type { Proof } from '../secrets/leaf';
import { type SecretSetting, type SolutionSecret, secretsIn } from './secrets-in-solution';

const confidences: Readonly<Record<Proof, Confidence>> = {
  checksum: 'high',
  format: 'high',
  context: 'medium',
  'weak-context': 'low',
};

/** What a name alone suggests is worth a look, but not worth stopping a release. */
const severities: Readonly<Record<Proof, Severity>> = {
  checksum: 'critical',
  format: 'critical',
  context: 'high',
  'weak-context': 'low',
};

/** Apps and connectors are full of names that only sound like secrets: there a weak suspicion is for those who want to see all. */
function personaOf(secret: SolutionSecret): Persona {
  const isMachineMade = secret.setting === 'component' || secret.setting === 'connector';
  return secret.proof === 'weak-context' && isMachineMade ? 'auditor' : 'regular';
}

/**
 * The visitor of a rule that reports the secrets of one setting. Message `found` may use the values `where` and the phrases `secret` and
 * `rotate`.
 *
 * @param editOf the change that takes the secret out, where there is a plain one
 */
export function reportSecretsIn(
  setting: SecretSetting,
  context: RuleContext<'found'>,
  editOf?: (secret: SolutionSecret) => RuleEdit | undefined,
): RuleVisitor {
  return {
    solution(solution) {
      for (const secret of secretsIn(solution)) {
        if (secret.setting !== setting) continue;
        context.report({
          at: secret,
          messageId: 'found',
          data: { where: secret.where },
          phrases: { secret: secret.kind.name, rotate: secret.kind.rotate },
          severity: severities[secret.proof],
          confidence: confidences[secret.proof],
          persona: personaOf(secret),
          edit: editOf?.(secret),
          related: secret.others.map((other) => ({ at: other, label: `the same value, in ${other.where}` })),
        });
      }
    },
  };
}
