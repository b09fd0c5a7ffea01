import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import type { Arrival } from '../dataflow/trace';
import { type Levels, loudestByString } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule } from '../engine/rule';
import { type RowId, rowIdOf } from '../flow/row-ids';
import { connectionSource } from '../flow/used-connection';

/** Only a flow that users run can use their connections. */
const runOnly = '; or, in the run-only users of the flow, let the connection be provided by the run-only user';

const levels: Levels = { severity: 'medium', confidence: 'medium', persona: 'auditor' };

export default defineRule({
  meta: {
    id: 'direct-object-reference',
    description: "Callers choose which row a flow changes or deletes through its owner's connection.",
    ...levels,
    since: '0.1.0',
    cwe: [639],
    owasp: ['CD-SEC-03', 'LCNC-SEC-02'],
    references: [
      'https://learn.microsoft.com/power-automate/guidance/coding-guidelines/understand-access-to-flows',
      'https://learn.microsoft.com/power-automate/create-team-flows',
    ],
    messages: {
      row: {
        text: '{{action}} [[does]] the row whose id comes from {{source}}[[home]], where [[who]] can choose it[[route]], and does so through the connection of the flow: also rows that they may not see.',
        fix: 'Read the row before {{action}} and let a Condition check that it belongs to whoever calls[[orElse]].',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = untrustedTrace(solution);
      for (const { flow } of dataGraph(solution).flows) {
        for (const action of flow.actions) {
          const rowId = rowIdOf(action);
          // The connection of whoever runs the flow reaches their own rows only.
          if (!rowId || connectionSource(action, flow) === 'invoker') continue;
          const arrivals = trace
            .arrivalsAt(action)
            .filter((one) => one.source.of.reach !== 'rows' && isRowId(one, rowId));
          const problems = loudestByString(arrivals, levels, (arrival, most) => ({ arrival, ...most }));
          for (const { arrival, ...loudness } of problems) {
            const { data, phrases, path } = untrustedWords(arrival);
            const orElse = arrival.source.of.writer === 'signed-in-user' ? runOnly : '';
            context.report({
              at: arrival.at,
              messageId: 'row',
              data,
              phrases: { ...phrases, does: rowId.does, orElse },
              path,
              ...loudness,
            });
          }
        }
      }
    },
  }),
});

/** Whether data stands in the parameter; in the legacy form, behind `/items/` in the path. */
function isRowId({ field, node, expression }: Arrival<unknown>, rowId: RowId): boolean {
  if (field.join('/') !== rowId.field.join('/')) return false;
  return rowId.field[1] !== 'path' || /\/items\/[^/]{0,200}$/i.test(node.text?.slice(0, expression.start) ?? '');
}
