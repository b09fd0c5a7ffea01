import type { Confidence, Persona, Severity } from '../../src/engine/levels';
import { defineRule, type Rule, type RuleContext, type RuleVisitor } from '../../src/engine/rule';

export interface StubOptions {
  readonly id?: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly persona?: Persona;
}

/** A rule that exists only in a test. Its one message is `here`, with a `{{name}}`. */
export function stubRule(create: (context: RuleContext<'here'>) => RuleVisitor, options: StubOptions = {}): Rule {
  const { id = 'stub-rule', severity = 'high', confidence = 'high', persona = 'regular' } = options;
  return defineRule<'here'>({
    meta: {
      id,
      description: 'A rule that exists only in a test.',
      severity,
      confidence,
      persona,
      since: '0.1.0',
      cwe: [1],
      owasp: ['CD-SEC-01'],
      references: [],
      messages: { here: { text: 'It is at {{name}}.', fix: 'Remove {{name}}.' } },
    },
    create,
  }) as Rule;
}

/** Reports every trigger and action (each `times` times), and every environment variable at its first value. */
export function markingRule(options: StubOptions & { readonly times?: number } = {}): Rule {
  return stubRule(({ report }) => {
    const mark = (at: Parameters<typeof report>[0]['at'], name: string) => {
      for (let i = 0; i < (options.times ?? 1); i++)
        report({ at, messageId: 'here', data: { name: `${name}${i || ''}` } });
    };
    return {
      trigger: (trigger) => mark(trigger, trigger.name),
      action: (action) => mark(action, action.name),
      environmentVariable: (variable) => mark(variable.values[0] ?? variable, variable.schemaName),
    };
  }, options);
}
