import type { JsonNode } from '../document/json-node';
import { defineRule } from '../engine/rule';
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
      if (values.length === 0) context.report({ at: setting, messageId: 'shape', data });
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
        context.report({ at: value, messageId: 'value', data: { ...data, value: value.text ?? '' } });
      } else if (!canSecureInputs(operation)) {
        context.report({ at: value, messageId: 'unsupported', data: { ...data, type }, phrases: { side } });
      } else if (side === 'outputs' && !canSecureOutputs(operation) && !operation.secured.inputs) {
        // With secure inputs beside it the word is superfluous: they hide both.
        context.report({ at: value, messageId: 'hiddenByInputs', data: { ...data, type } });
      }
    };

    return { trigger: check, action: check };
  },
});
