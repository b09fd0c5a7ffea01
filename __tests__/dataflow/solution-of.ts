import { readFlow } from '../../src/flow/read-flow';
import type { Solution } from '../../src/solution/solution';
import { documentOf } from '../support/read-flow';

/** The parts of a definition, by the name of the flow; a name that is a GUID is the flow's id too. */
export type FlowParts = Readonly<Record<string, { readonly triggers?: object; readonly actions?: object }>>;

/** A solution of these flows and nothing else. */
export function solutionOf(flows: FlowParts): Solution {
  return {
    layout: 'solution-source',
    uri: '',
    name: 'Test',
    version: undefined,
    managed: 'unmanaged',
    publisher: undefined,
    manifest: undefined,
    flows: Object.entries(flows).map(([name, definition]) => {
      const { root, otherRoots } = documentOf({ properties: { definition: { triggers: {}, ...definition } } });
      return readFlow(root, { name, id: name, state: 'on', category: 5 }, otherRoots);
    }),
    environmentVariables: [],
    connectionReferences: [],
    customConnectors: [],
    otherFiles: [],
    otherProcesses: { desktopFlows: 0, classicWorkflows: 0, macros: 0 },
  };
}

/** Reads a secret from Azure Key Vault. */
export const readSecret = {
  type: 'OpenApiConnection',
  inputs: {
    host: {
      apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      connectionName: 'shared_keyvault',
      operationId: 'GetSecret',
    },
    parameters: { secretName: 'orders' },
  },
};

export const compose = (inputs: unknown) => ({ type: 'Compose', inputs });
export const setVariable = (name: string, value: unknown) => ({ type: 'SetVariable', inputs: { name, value } });
export const send = (body: unknown) => ({
  type: 'Http',
  inputs: { method: 'POST', uri: 'https://contoso.example', body },
});

/** Actions that run one after the other, in the order of the object. */
export function inOrder<A extends object>(
  actions: Readonly<Record<string, A>>,
): Record<string, A & { runAfter: object }> {
  const names = Object.keys(actions);
  return Object.fromEntries(
    Object.entries(actions).map(([name, action], i) => {
      const before = names[i - 1];
      return [name, { runAfter: before === undefined ? {} : { [before]: ['Succeeded'] }, ...action }];
    }),
  );
}
