import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import { connectorOf } from './connections';
import type { ConnectorCall, Operation } from './flow';

/**
 * What triggers and actions share. Most rules ask most operations for their type only, so everything else is looked up when
 * it is asked for.
 */
export class FlowOperation implements Operation {
  readonly type: string;

  /** @param connectors connector name by lower-case key of the flow's connection references */
  constructor(
    readonly node: JsonNode,
    private readonly connectors: ReadonlyMap<string, string>,
  ) {
    this.type = node.textAt('type') ?? '';
  }

  get name(): string {
    return this.node.key;
  }

  get place(): Place {
    return this.node.place;
  }

  get kind(): string | undefined {
    return this.node.textAt('kind');
  }

  get inputs(): JsonNode | undefined {
    return this.node.get('inputs');
  }

  get connector(): ConnectorCall | undefined {
    return connectorOf(this.node, this.connectors);
  }

  get secured(): Operation['secured'] {
    const properties = this.node.get('runtimeConfiguration', 'secureData', 'properties')?.items() ?? [];
    const sides = new Set(properties.map((item) => item.text?.toLowerCase()));
    return { inputs: sides.has('inputs'), outputs: sides.has('outputs') };
  }
}
