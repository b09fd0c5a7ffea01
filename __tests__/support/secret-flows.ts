/** Pieces of flows that read a secret and do something with it. */

export const secured = (node: object, ...properties: string[]) => ({
  ...node,
  runtimeConfiguration: { secureData: { properties } },
});

/** A call of a connector operation. */
export const call = (connector: string, operationId: string, parameters: object = {}) => ({
  type: 'OpenApiConnection',
  inputs: {
    host: { apiId: `/providers/Microsoft.PowerApps/apis/${connector}`, connectionName: connector, operationId },
    parameters,
    authentication: "@parameters('$authentication')",
  },
});

export const getSecret = call('shared_keyvault', 'GetSecret', { secretName: 'stock' });

/** What the action `Get` returns. */
export const value = "@body('Get')?['value']";

/** A flow whose action `Get` reads a secret, with nothing of it in the run history, and then does this. */
export const withSecret = (actions: object) => ({ actions: { Get: secured(getSecret, 'outputs'), ...actions } });

export const compose = (inputs: unknown) => ({ type: 'Compose', inputs });
export const setVariable = (name: string, to: unknown) => ({ type: 'SetVariable', inputs: { name, value: to } });
export const http = (more: object, uri = 'https://stock.example/api') => ({
  type: 'Http',
  inputs: { method: 'POST', uri, ...more },
});
export const mail = (body: unknown) =>
  call('shared_office365', 'SendEmailV2', { 'emailMessage/To': 'it@contoso.example', 'emailMessage/Body': body });
export const respond = (body: unknown) => ({ type: 'Response', kind: 'Http', inputs: { statusCode: 200, body } });

/** A child flow that others run, by its GUID. */
export const childId = '11111111-0000-4000-8000-000000000001';
export const run = (body: object) => ({
  type: 'Workflow',
  inputs: { host: { workflowReferenceName: childId }, body },
});
export const button = { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } };
export const caller = (setting: string) => ({
  manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: setting } },
});

/** Every container that actions may lie in, by name: how to put an action into it, and the pointer from the container to the action. */
export const containers: readonly (readonly [name: string, wrap: (actions: object) => object, pointer: string])[] = [
  ['Scope', (actions) => ({ type: 'Scope', actions }), '/actions'],
  ['If', (actions) => ({ type: 'If', expression: '@true', actions }), '/actions'],
  ['else', (actions) => ({ type: 'If', expression: '@true', actions: {}, else: { actions } }), '/else/actions'],
  [
    'case',
    (actions) => ({ type: 'Switch', expression: '@1', cases: { One: { case: 1, actions } } }),
    '/cases/One/actions',
  ],
  ['default', (actions) => ({ type: 'Switch', expression: '@1', cases: {}, default: { actions } }), '/default/actions'],
  ['Foreach', (actions) => ({ type: 'Foreach', foreach: '@createArray(1)', actions }), '/actions'],
  ['Until', (actions) => ({ type: 'Until', expression: '@true', actions }), '/actions'],
];
