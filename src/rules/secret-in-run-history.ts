import { hidesBothAtOnce } from '../dataflow/run-history';
import { secretWay } from '../dataflow/secret-way';
import type { ShownSecret } from '../dataflow/secrets-shown';
import { secretsInRunHistory } from '../detection/run-time-secrets';
import { defineRule, type RuleEdit } from '../engine/rule';
import { isType, type Operation } from '../flow/flow';
import { type SecureSide, securing } from '../flow/secure-data-edit';

export default defineRule({
  meta: {
    id: 'secret-in-run-history',
    description: 'An action that handles a secret shows it in the run history.',
    severity: 'high',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/use-secure-inputs-outputs-triggers',
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate',
    ],
    messages: {
      outputs: {
        text: '{{action}} returns [[secret]] without secure outputs, so every owner of the flow can read it in the run history.',
        fix: 'Open the settings of {{action}} and turn on "Secure outputs"; in every action that uses the result, turn on "Secure inputs" too, and "Secure outputs" where it has that setting.',
      },
      inputs: {
        text: '{{action}} is given [[secret]] without secure inputs, so every owner of the flow can read it in the run history.',
        fix: 'Open the settings of {{action}} and turn on "Secure inputs".',
      },
      handed: {
        text: '{{action}} is handed [[secret]] that {{source}} returns[[route]], and shows it [[where]] in the run history.',
        fix: 'Open the settings of {{action}} and turn on [[settings]].',
      },
      compared: {
        text: '{{action}} decides by [[secret]] that {{source}} returns[[route]]; the run history may show the values that it compares, and nothing hides them.',
        fix: 'Put the comparison as one expression into a Compose before {{action}}, turn on "Secure inputs" in the settings of the Compose, and let {{action}} look at its result, which is only true or false.',
      },
      looped: {
        text: '{{action}} goes through [[secret]] that {{source}} returns[[route]]; the run history may show every element, and the loop has no setting that hides them.',
        fix: 'Let {{action}} go through something that holds no secret, such as names or numbers, and read the secret inside, in an action with "Secure outputs".',
      },
      ended: {
        text: '{{action}} ends the run with [[secret]] that {{source}} returns[[route]] in what it reports, and the run history shows that.',
        fix: 'Remove the secret from the code and the message of {{action}}.',
      },
      used: {
        text: '{{action}} uses [[secret]] that {{source}} returns[[route]], and is of a type whose inputs the run history always shows.',
        fix: 'Remove the secret from {{action}}, and use it in an action that has the setting "Secure inputs", with the setting turned on.',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const { sources, further } = secretsInRunHistory(solution);
      for (const { operation, side, secret, at, isDoubtful } of sources) {
        const edit = editFor(operation, side);
        const levels = isDoubtful ? doubtful : {};
        context.report({ at, messageId: side, data: { action: operation.name }, phrases: { secret }, edit, ...levels });
      }
      for (const shown of further) {
        const { operation, at, confidence, isDebatable } = shown;
        const { messageId, phrases } = wordsFor(shown);
        const way = wayOf(shown);
        context.report({
          at,
          messageId,
          data: { ...way.data, action: operation.name },
          phrases: { ...way.phrases, ...phrases },
          path: way.path,
          edit: shown.side === 'value' ? undefined : editFor(operation, ...sidesToSecure(shown)),
          severity: shown.side === 'value' ? 'medium' : 'high',
          confidence,
          ...(isDebatable ? doubtful : {}),
        });
      }
    },
  }),
});

const doubtful = { confidence: 'low', persona: 'pedantic' } as const;

const sides = {
  inputs: 'among its inputs',
  outputs: 'among its outputs',
  both: 'among its inputs and outputs',
};

/** What is wrong and what to turn on, never a setting that the type lacks. */
function wordsFor(shown: ShownSecret) {
  const { operation, side } = shown;
  if (side === 'value') {
    if (isType(operation, 'If', 'Switch', 'Until')) return { messageId: 'compared', phrases: {} } as const;
    if (isType(operation, 'Foreach')) return { messageId: 'looped', phrases: {} } as const;
    return { messageId: isType(operation, 'Terminate') ? 'ended' : 'used', phrases: {} } as const;
  }
  const where = hidesBothAtOnce(operation) && !isType(operation, 'Response') ? sides.both : sides[side];
  return { messageId: 'handed', phrases: { where, settings: settingsFor(shown) } } as const;
}

/** What a child flow returns, or a trigger was called with, the operation has not taken itself. */
function isTaken({ operation, fact }: Pick<ShownSecret, 'operation' | 'fact'>): boolean {
  return fact.by?.reading?.operation === operation || fact.before?.cell.operation === operation;
}

/** What `settingsFor` says in words. */
function sidesToSecure(shown: ShownSecret): readonly SecureSide[] {
  if (shown.side === 'inputs') return ['inputs'];
  return isTaken(shown) ? ['inputs', 'outputs'] : ['outputs'];
}

function editFor(operation: Operation, ...sides: readonly SecureSide[]): RuleEdit | undefined {
  const change = securing(operation, ...sides);
  const settings = sides.map((side) => `"Secure ${side}"`).join(' and ');
  const text = sides.includes('outputs')
    ? `Turns on ${settings}. Actions that use the result need these settings of their own.`
    : `Turns on ${settings}.`;
  return change && { ...change, text };
}

function settingsFor(shown: ShownSecret): string {
  const { operation, side } = shown;
  if (side === 'inputs') {
    return hidesBothAtOnce(operation) ? '"Secure inputs", which hides the outputs too' : '"Secure inputs"';
  }
  return isTaken(shown) ? '"Secure inputs" and "Secure outputs"' : '"Secure outputs"';
}

function wayOf(shown: ShownSecret) {
  const { operation, fact, side, at } = shown;
  const text = `{{action}} shows it${side === 'value' ? '' : ` ${sides[side]}`}`;
  return secretWay(fact, { text, data: { action: operation.name } }, isTaken(shown) ? undefined : at);
}
