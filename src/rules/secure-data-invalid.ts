import type { JsonNode } from '../document/json-node';
import { defineRule, type RuleEdit } from '../engine/rule';
import type { Operation } from '../flow/flow';
import { canSecureInputs, canSecureOutputs } from '../flow/secure-data-support';

export default defineRule({
  meta: {
    id: 'secure-data-invalid',
    description: 'A secure inputs or outputs setting has no effect as it is written.',
    severity: 'medium',
    confidence: 'high',
    persona: 'regular',
    since: '0.1.0',
    cwe: [532],
    owasp: ['CD-SEC-04', 'LCNC-SEC-08'],
    references: ['https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#obfuscate'],
    messages: {
      shape: {
        text: 'The secure data setting of {{operation}} is not written as a list of "inputs" and "outputs", so it hides nothing.',
        fix: 'Open the settings of {{operation}}, turn "Secure inputs" or "Secure outputs" off and on again, and save the flow, so that the designer writes the setting anew.',
      },
      value: {
        text: 'The secure data setting of {{operation}} lists {{value}}, which hides nothing: only "inputs" and "outputs" do.',
        fix: 'Open the settings of {{operation}}, turn on "Secure inputs" or "Secure outputs", whichever was meant, and save the flow.',
      },
      unsupported: {
        text: '{{operation}} is of type {{type}}, which has no secure [[side]], so the setting hides nothing.',
        fix: 'Keep the secret out of {{operation}}: use the result of the action that reads it directly where it is needed, and turn on "Secure inputs" there.',
      },
      hiddenByInputs: {
        text: '{{operation}} is of type {{type}}, which has no secure outputs, so the setting hides nothing.',
        fix: 'Open the settings of {{operation}} and turn on "Secure inputs", which for this type hides the outputs too.',
      },
      tracked: {
        text: '{{operation}} has tracked properties, which the platform does not allow together with secure inputs or outputs.',
        fix: 'Open the settings of {{operation}} and remove the tracked properties; track them on an action that holds no secret.',
      },
      misplaced: {
        text: 'The secure data setting of {{operation}} stands in the wrong place of the file, where it has no effect.',
        fix: 'Open the settings of {{operation}}, turn on "Secure inputs" or "Secure outputs", whichever was meant, and save the flow.',
      },
    },
  },

  create: (context) => {
    const check = (operation: Operation) => {
      const data = { operation: operation.name };
      for (const misplaced of [
        operation.node.get('secureData'),
        operation.inputs?.get('runtimeConfiguration', 'secureData'),
      ]) {
        if (misplaced) context.report({ at: misplaced, messageId: 'misplaced', data });
      }
      const setting = operation.node.get('runtimeConfiguration', 'secureData');
      if (!setting) return;
      const values = setting.get('properties')?.items() ?? [];
      if (values.length === 0) {
        context.report({ at: setting, messageId: 'shape', data, edit: rewritten(setting, operation) });
      }
      for (const value of values) checkValue(operation, value);
      const tracked =
        operation.node.get('trackedProperties') ?? operation.node.get('runtimeConfiguration', 'trackedProperties');
      if (tracked && tracked.members().length > 0 && values.length > 0)
        context.report({ at: tracked, messageId: 'tracked', data });
    };

    const checkValue = (operation: Operation, value: JsonNode) => {
      const side = value.text?.toLowerCase();
      const { type } = operation;
      const data = { operation: operation.name };
      if (side === undefined) {
        context.report({ at: value, messageId: 'shape', data });
      } else if (side !== 'inputs' && side !== 'outputs') {
        const edit = spelledOut(value, operation);
        context.report({ at: value, messageId: 'value', data: { ...data, value: value.text ?? '' }, edit });
      } else if (!canSecureInputs(operation)) {
        context.report({ at: value, messageId: 'unsupported', data: { ...data, type }, phrases: { side } });
      } else if (side === 'outputs' && !canSecureOutputs(operation) && !operation.secured.inputs) {
        // With secure inputs beside it the word is superfluous: they hide both.
        const text = 'Turns on "Secure inputs", which for this type hides the outputs too.';
        const edit = { at: value, set: [], value: 'inputs', text };
        context.report({ at: value, messageId: 'hiddenByInputs', data: { ...data, type }, edit });
      }
    };

    return { trigger: check, action: check };
  },
});

/** The sides that words plainly mean, each as the platform writes it; `undefined` if one of them means none or none that the type has. */
function sidesMeant(words: readonly (string | undefined)[], operation: Operation): readonly string[] | undefined {
  const sides = words.map((word) => /^\s*(input|output)s?\s*$/i.exec(word ?? '')?.[1]?.toLowerCase());
  const supported = sides.every(
    (side) => (side === 'input' && canSecureInputs(operation)) || (side === 'output' && canSecureOutputs(operation)),
  );
  return supported && sides.length > 0 ? [...new Set(sides.map((side) => `${side}s`))] : undefined;
}

/** A word or a bare list in place of the list with its name. */
function rewritten(setting: JsonNode, operation: Operation): RuleEdit | undefined {
  const properties = setting.get('properties');
  const given = properties ?? setting;
  const words = given.text === undefined ? given.items().map(({ text }) => text) : [given.text];
  const sides = sidesMeant(words, operation);
  const text = 'Writes the setting as the list that the designer writes.';
  return sides && { at: given, set: [], value: properties ? sides : { properties: sides }, text };
}

function spelledOut(value: JsonNode, operation: Operation): RuleEdit | undefined {
  const [side] = sidesMeant([value.text], operation) ?? [];
  return side === undefined
    ? undefined
    : { at: value, set: [], value: side, text: 'Spells the word as the platform does.' };
}
