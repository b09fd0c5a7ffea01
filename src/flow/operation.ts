import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import type { ConnectorCall, Operation } from './flow';

/** What triggers and actions share, read from their JSON. */
export class FlowOperation implements Operation {
  readonly type: string;
  readonly kind: string | undefined;
  readonly inputs: JsonNode | undefined;
  readonly secured: Operation['secured'];

  constructor(
    readonly node: JsonNode,
    readonly connector: ConnectorCall | undefined,
  ) {
    this.type = node.get('type')?.text ?? '';
    this.kind = node.get('kind')?.text;
    this.inputs = node.get('inputs');
    this.secured = securedSides(node);
  }

  get name(): string {
    return this.node.key;
  }

  /** Computed when asked for: a path kept for every action would grow with the square of the nesting. */
  get place(): Place {
    return this.node.place;
  }
}

function securedSides(node: JsonNode): Operation['secured'] {
  const properties = node.get('runtimeConfiguration', 'secureData', 'properties')?.items() ?? [];
  const sides = new Set(properties.map((item) => item.text?.toLowerCase()));
  return { inputs: sides.has('inputs'), outputs: sides.has('outputs') };
}
