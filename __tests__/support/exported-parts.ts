/** The files of an export, in the smallest form that is still one. */

export const guid = '4d1f6b7a-1c55-4e0c-9b53-8e2a6c0f1a01';

export const manifest = (name = 'Sample', { version = '1.0.0.0', managed = '0' } = {}) =>
  `<ImportExportXml><SolutionManifest><UniqueName>${name}</UniqueName><Version>${version}</Version><Managed>${managed}</Managed><Publisher><UniqueName>contoso</UniqueName></Publisher></SolutionManifest></ImportExportXml>`;

export const customizations = (inner = '') => `<ImportExportXml>${inner}</ImportExportXml>`;

export const workflow = ({ name = 'Receive order', id = guid, json = '', state = '1', category = '5' } = {}) =>
  `<Workflow WorkflowId="{${id}}" Name="${name}"><JsonFileName>${json}</JsonFileName><Category>${category}</Category><StateCode>${state}</StateCode></Workflow>`;

/** A flow file with one HTTP trigger; its action has the name given. */
export const flowJson = (action = 'Answer') => ({
  properties: {
    connectionReferences: {},
    definition: {
      triggers: { manual: { type: 'Request', kind: 'Http', inputs: {} } },
      actions: { [action]: { type: 'Response', inputs: {} } },
    },
  },
});

export const variable = (schemaName: string, { value = '', type = '100000000', display = '' } = {}) =>
  `<environmentvariabledefinition schemaname="${schemaName}">${value && `<defaultvalue>${value}</defaultvalue>`}<displayname default="${display}" /><type>${type}</type></environmentvariabledefinition>`;

export const settings = (values: Readonly<Record<string, unknown>>) => ({
  EnvironmentVariables: Object.entries(values).map(([SchemaName, Value]) => ({ SchemaName, Value })),
  ConnectionReferences: [],
});
