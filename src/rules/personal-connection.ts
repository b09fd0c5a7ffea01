import { defineRule } from '../engine/rule';

export default defineRule({
  meta: {
    id: 'personal-connection',
    description: "A flow of a solution is bound to a person's connection instead of a connection reference.",
    severity: 'low',
    confidence: 'medium',
    persona: 'regular',
    since: '0.1.0',
    cwe: [668],
    owasp: ['CD-SEC-02', 'LCNC-SEC-01'],
    references: ['https://learn.microsoft.com/power-apps/maker/data-platform/create-connection-reference'],
    messages: {
      bound: {
        text: 'The flow uses connection {{connection}} of one person directly, and not a connection reference of the solution, so it acts with the rights of that person.',
        fix: 'Open the flow from the solution, let the flow checker "Remove connections so connection references can be added", and pick a connection reference for {{connector}}.',
      },
    },
  },

  create: (context) => ({
    flow(flow) {
      // Legacy packages know no connection references.
      if (flow.wrapper !== 'solution') return;
      for (const reference of flow.connectionReferences) {
        const bound = [['connection', 'name'], ['connection', 'id'], ['connectionName']]
          .map((keys) => reference.node.get(...keys))
          .find((node) => node?.text);
        if (reference.logicalName || !bound) continue;
        context.report({
          at: bound,
          messageId: 'bound',
          data: { connection: reference.key, connector: reference.connector || reference.key },
        });
      }
    },
  }),
});
