import { isJsonObject, type JsonNode } from '../document/json-node';
import type { FlowWrapper } from './flow';

/**
 * What a JSON file holds, told by its content: real repositories keep flows under any name and in any folder.
 */
export type JsonKind =
  | 'cloud-flow'
  | 'desktop-flow'
  /** A Dynamics 365 productivity macro: lies in `Workflows/` too, but is a client-side script, not a cloud flow. */
  | 'macro'
  | 'logic-app'
  | 'deployment-settings'
  | 'other';

/** Tells what a parsed JSON file is. */
export function kindOf(root: JsonNode): JsonKind {
  if (!root.isObject) return 'other';
  if (isDeploymentSettings(root)) return 'deployment-settings';
  if (isLogicAppTemplate(root)) return 'logic-app';
  const found = findDefinition(root);
  if (!found) return isDesktopFlow(root) ? 'desktop-flow' : 'other';
  if (isMacro(found.definition)) return 'macro';
  return isLogicApp(root, found) ? 'logic-app' : 'cloud-flow';
}

export interface FoundDefinition {
  readonly definition: JsonNode;
  readonly wrapper: FlowWrapper;
  /** The object that holds `definition` and `connectionReferences`; the definition itself when bare. */
  readonly holder: JsonNode;
}

/** The workflow definition at one of the depths at which it occurs: `properties.definition`, `definition`, or the file itself. */
export function findDefinition(root: JsonNode): FoundDefinition | undefined {
  const properties = root.get('properties');
  const inProperties = properties?.get('definition');
  if (properties && inProperties && isDefinition(inProperties)) {
    const isPackage = root.get('type') !== undefined || properties.get('apiId') !== undefined;
    return { definition: inProperties, wrapper: isPackage ? 'legacy-package' : 'solution', holder: properties };
  }
  const below = root.get('definition');
  if (below && isDefinition(below)) return { definition: below, wrapper: 'bare', holder: root };
  return isDefinition(root) ? { definition: root, wrapper: 'bare', holder: root } : undefined;
}

/** A definition has triggers, or (a flow whose triggers were lost) the schema of the language and actions. */
function isDefinition(node: JsonNode): boolean {
  if (node.get('triggers')?.isObject) return true;
  return node.get('actions')?.isObject === true && (node.textAt('$schema') ?? '').includes('workflowdefinition.json');
}

/** https://learn.microsoft.com/power-platform/alm/conn-ref-env-variables-build-tools */
function isDeploymentSettings(root: JsonNode): boolean {
  return (
    Array.isArray(root.get('EnvironmentVariables')?.value) && Array.isArray(root.get('ConnectionReferences')?.value)
  );
}

function isDesktopFlow(root: JsonNode): boolean {
  return root.get('targets') !== undefined || root.get('properties', 'definition', 'package') !== undefined;
}

function isMacro(definition: JsonNode): boolean {
  const triggers = definition.get('triggers')?.members() ?? [];
  return triggers.length > 0 && triggers.every((trigger) => trigger.textAt('type')?.toLowerCase() === 'start');
}

/** An ARM template that deploys workflows, or an entry of the Logic Apps gallery. */
function isLogicAppTemplate(root: JsonNode): boolean {
  if (root.textAt('type')?.toLowerCase().startsWith('microsoft.logic/')) return true;
  const resources = root.get('resources')?.items() ?? [];
  return resources.some((resource) => resource.textAt('type')?.toLowerCase().startsWith('microsoft.logic/workflows'));
}

/**
 * Standard projects wrap the definition as `{definition, kind}`; a definition without Power Automate's wrapper is
 * taken for a flow only if it shows something that Logic Apps never write. A wrong guess is visible: Logic Apps are counted
 * and named in the report.
 */
function isLogicApp(root: JsonNode, found: FoundDefinition): boolean {
  if (found.wrapper !== 'bare') return false;
  const kind = root.textAt('kind')?.toLowerCase();
  if (kind === 'stateful' || kind === 'stateless') return true;
  return !showsPowerAutomate(found);
}

function showsPowerAutomate({ definition, holder }: FoundDefinition): boolean {
  if (definition.get('parameters', '$authentication') !== undefined) return true;
  if (holder.get('connectionReferences') !== undefined) return true;
  for (const trigger of definition.get('triggers')?.members() ?? []) {
    if (trigger.get('inputs', 'triggerAuthenticationType') !== undefined) return true;
    if (/^(OpenApiConnection|Request$)/i.test(trigger.textAt('type') ?? '') && trigger.textAt('kind') !== undefined) {
      if (trigger.textAt('kind')?.toLowerCase() !== 'http') return true;
    }
  }
  return (definition.get('actions')?.members() ?? []).some((action) => {
    const host = action.get('inputs', 'host')?.value;
    return isJsonObject(host) && typeof host['apiId'] === 'string';
  });
}
