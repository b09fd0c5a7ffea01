import type { CallerCheck } from '../dataflow/caller-checks';
import { stepsOf } from '../dataflow/path-steps';
import { type SharedSecretCheck, sharedSecretChecks } from '../detection/shared-secret-checks';
import type { Place } from '../document/place';
import { defineRule, type RuleReport } from '../engine/rule';
import { triggerAuthentication } from '../flow/trigger-authentication';
import { namesSecret } from '../secrets/secret-name';
import type { Solution } from '../solution/solution';

export default defineRule({
  meta: {
    id: 'literal-shared-secret-check',
    description: 'A flow checks its callers by a secret that stands in the flow.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [798, 287],
    owasp: ['CD-SEC-04', 'CD-SEC-05', 'LCNC-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/oauth-authentication',
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-azure-key-vault-secrets',
    ],
    messages: {
      text: {
        text: '{{action}} lets callers in by comparing [[field]] with a text that stands in the flow: everyone who can open or export the flow, or sees its run history, knows what to send.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them: then the platform checks callers. If they cannot sign in, agree a new secret with them, store it in Azure Key Vault, read it in the flow through an environment variable of type Secret with "Secure outputs" turned on, and compare with that result in a Compose, so that the Condition only looks at true or false.',
      },
      condition: {
        text: 'A trigger condition of {{action}} lets callers in by comparing [[field]] with a text that stands in the flow: everyone who can open or export the flow knows what to send.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them: then the platform checks callers. If they cannot sign in, agree a new secret with them, store it in Azure Key Vault, and compare in a Condition action behind the trigger instead, since trigger conditions cannot read secrets.',
      },
      parameter: {
        text: '{{action}} lets callers in by comparing [[field]] with environment variable {{variable}}, which is no secret to the platform: everyone who may read environment variables, or open the flow, knows what to send.',
        fix: 'Open the trigger, set "Who can trigger the flow?" to specific users in my tenant, and list them: then the platform checks callers. If they cannot sign in, make the environment variable again with data type Secret, backed by Azure Key Vault, read it in the flow with RetrieveEnvironmentVariableSecretValue and "Secure outputs" turned on, and compare with that result in a Compose, so that a Condition only looks at true or false.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      for (const [first, ...others] of groupsOf(sharedSecretChecks(solution))) {
        if (!first) continue;
        const related = others.map(({ check }) => ({ at: placeOf(check), label: 'the same is compared here' }));
        context.report({ ...reportOf(first, solution), related });
      }
    },
  }),
});

type Report = RuleReport<'text' | 'condition' | 'parameter'>;

/** The same value for the same field may be compared several times in a flow: one thing to change. */
function groupsOf(checks: readonly SharedSecretCheck[]): Iterable<readonly SharedSecretCheck[]> {
  const groups = new Map<string, SharedSecretCheck[]>();
  for (const one of checks) {
    const { check, name } = one;
    const { document } = check.flow.place;
    const { expected } = check;
    const value =
      expected.kind === 'text' ? expected.literal.text : expected.kind === 'parameter' ? expected.parameter.name : '';
    const key = JSON.stringify([document.uri, expected.kind, name, value]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups.values();
}

function reportOf(one: SharedSecretCheck, solution: Solution): Report {
  const { check, name } = one;
  const { operation, expected } = check;
  const data = { action: operation.name, field: name };
  const common = {
    at: placeOf(check),
    phrases: { field: fields[check.part] ?? fields['body'] ?? '' },
    path: pathOf(check),
  };
  if (expected.kind === 'parameter') {
    const { environmentVariable = '' } = expected.parameter;
    const persona = isReportedItself(environmentVariable, solution) ? 'pedantic' : 'regular';
    return {
      ...common,
      messageId: 'parameter',
      data: { ...data, variable: environmentVariable },
      severity: 'medium',
      confidence: 'medium',
      persona,
    };
  }
  const messageId = operation.role === 'trigger' ? 'condition' : 'text';
  return { ...common, messageId, data, ...levelsOf(one) };
}

/** The parts of a request, and what stands in them. */
const fields: Readonly<Record<string, string>> = {
  headers: 'header {{field}} of the call',
  queries: 'query value {{field}} of the call',
  relativepathparameters: '{{field}} of the path of the call',
  body: 'field {{field}} of what they send',
};

function levelsOf({ check, certainty }: SharedSecretCheck): Pick<Report, 'severity' | 'confidence' | 'persona'> {
  if (certainty === 'mark') return { severity: 'low', confidence: 'low', persona: 'pedantic' };
  const { trigger, sent } = check;
  const { callers } = triggerAuthentication(trigger, sent.source.cell.flow.flow);
  // Where callers have to sign in, the secret is not all that keeps strangers out.
  const severity = callers === 'tenant' || callers === 'users' ? 'medium' : 'high';
  return { severity, confidence: certainty === 'likely' ? 'high' : 'medium' };
}

function placeOf({ expected }: CallerCheck): { readonly place: Place } {
  if (expected.kind !== 'text') return expected.kind === 'parameter' ? expected.arrival.at : expected.at;
  const { node, within } = expected.literal;
  return within ? { place: { ...node.place, within } } : node;
}

/** How the text gets to the comparison; none where it stands there. */
function pathOf({ expected, operation }: CallerCheck): NonNullable<Report['path']> {
  if (expected.kind !== 'text' || !expected.arrival) return [];
  const last = { text: '{{action}} compares it with what the caller sends', data: { action: operation.name } };
  return stepsOf(expected.arrival.fact, { text: 'the text stands here' }, last);
}

/** Whether another rule says of the variable that it should be a secret. */
function isReportedItself(schemaName: string, { environmentVariables }: Solution): boolean {
  const variable = environmentVariables.find((one) => one.schemaName.toLowerCase() === schemaName.toLowerCase());
  return variable !== undefined && (namesSecret(variable.schemaName) || namesSecret(variable.displayName));
}
