import { isCleansed } from '../dataflow/cleansers';
import { childFlowId, type DataGraph } from '../dataflow/graph';
import { Guards } from '../dataflow/guards';
import { dataGraph, untrustedTrace } from '../dataflow/solution-traces';
import type { Arrival } from '../dataflow/trace';
import { type Levels, loudestByString } from '../detection/openness';
import { untrustedWords } from '../detection/untrusted-words';
import { defineRule } from '../engine/rule';
import { type Action, isType } from '../flow/flow';
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
        text: '{{action}} [[does]] the row whose id comes from {{source}}[[home]], where [[who]] can choose it[[route]]; it does so with the connection of the flow, so also rows that they may not see.',
        fix: 'Read the row before {{action}} and let a Condition check that it belongs to whoever calls[[orElse]].',
      },
    },
  },

  create: (context) => ({
    solution(solution) {
      const trace = untrustedTrace(solution);
      const graph = dataGraph(solution);
      const guards = new Guards(graph);
      for (const { flow } of graph.flows) {
        for (const action of flow.actions) {
          const rowId = rowIdOf(action);
          // The connection of whoever runs the flow reaches their own rows only.
          if (!rowId || connectionSource(action, flow) === 'invoker' || writesNothing(action)) continue;
          const arrivals = trace
            .everyWayTo(action)
            .filter((one) => one.source.of.reach !== 'rows' && isRowId(one, rowId))
            .filter((one) => !isCleansed(guards.cleansed(one.fact), 'made'));
          const problems = loudestByString(arrivals, levels, (arrival, most) => ({ arrival, ...most }));
          for (const { arrival, ...loudness } of problems) {
            const { data, phrases, path } = untrustedWords(arrival);
            // Child flows have to keep the connection of their owner.
            const isRunByThem = arrival.source.of.writer === 'signed-in-user' && isItself(arrival, graph);
            const orElse = isRunByThem ? runOnly : '';
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

/** Whether an action that changes a row of Dataverse is given no column to change. */
function writesNothing({ connector, inputs }: Action): boolean {
  if (!/^update(?:only)?record(?:withorganization)?$/i.test(connector?.operationId ?? '')) return false;
  return (
    inputs
      ?.get('parameters')
      ?.members()
      .every(({ key }) => !/^item(?:\/|$)/i.test(key)) === true
  );
}

/** Whether people run the flow themselves, and no other flow of the solution does. */
function isItself({ source, flow }: Arrival<unknown>, { flows }: DataGraph): boolean {
  if (source.cell.flow.flow !== flow) return false;
  const callers = flows.flatMap((one) => one.flow.actions.filter((action) => isType(action, 'Workflow')));
  return !callers.some((site) => childFlowId(site) === flow.id?.toLowerCase());
}

/** Whether data stands in the parameter; in the legacy form, behind `/items/` in the path. */
function isRowId({ field, node, expression }: Arrival<unknown>, rowId: RowId): boolean {
  if (field.join('/') !== rowId.field.join('/')) return false;
  return rowId.field[1] !== 'path' || /\/items\/[^/]{0,200}$/i.test(node.text?.slice(0, expression.start) ?? '');
}
