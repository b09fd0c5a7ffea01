/**
 * Where the run history shows the secrets that flows read, and what to change there. Nothing is said twice: what would be hidden once the
 * places before it are mended is left out. So each place that is told needs a change of its own.
 */

import type { JsonNode } from '../document/json-node';
import type { Place } from '../document/place';
import { type Action, type Flow, isType, type Operation, type Trigger } from '../flow/flow';
import { canSecureInputs, canSecureOutputs } from '../flow/secure-data-support';
import type { Solution } from '../solution/solution';
import { isCleansed } from './cleansers';
import { FactOrigins } from './fact-origins';
import { hidesBothAtOnce, isHiddenByDefault, RunHistory, settingsAsWritten } from './run-history';
import { secretSourceOf } from './secret-sources';
import type { Secret } from './secrets-in-flows';
import { dataGraph, secretTrace } from './solution-traces';
import type { Arrival, Fact } from './trace';
import { variableWrites } from './variable-writes';

type Confidence = 'low' | 'medium' | 'high';

/** A secret that its own action shows: the one that reads it, or the one that encrypts it. */
export interface ShownSource {
  readonly operation: Trigger | Action;
  readonly side: 'inputs' | 'outputs';
  readonly secret: string;
  readonly at: JsonNode;
  /** Whether its name says that it is no secret. */
  readonly isDoubtful: boolean;
}

/** A secret that an operation shows because another one handed it on. */
export interface ShownSecret {
  readonly operation: Trigger | Action;
  /** Which sides show it; `value` for types that have no setting to hide it. */
  readonly side: 'inputs' | 'outputs' | 'both' | 'value';
  readonly fact: Fact<Secret>;
  readonly at: { readonly place: Place };
  readonly confidence: Confidence;
  /** Whether it is so debatable that only who wants to know everything should be told. */
  readonly isDebatable: boolean;
}

/** An operation whose secret is hidden now, though not by a setting of its own. */
export interface UnsecuredUse {
  readonly operation: Trigger | Action;
  readonly secret: string;
  /** Absent for what is secret by its nature, and comes from no other operation. */
  readonly fact: Fact<Secret> | undefined;
  readonly at: { readonly place: Place };
  /** The operation on whose account the inputs are hidden; absent where the run history never shows such a field. */
  readonly securedBy: Operation | undefined;
}

/** What the run history tells of the secrets of a solution. */
export interface SecretsShown {
  readonly sources: readonly ShownSource[];
  readonly further: readonly ShownSecret[];
  readonly unsecuredUses: readonly UnsecuredUse[];
}

/** @param isLeftOut tells data of which something worse is said where it is */
export function secretsShown(solution: Solution, isLeftOut: (fact: Fact<Secret>) => boolean): SecretsShown {
  return new Search(solution, isLeftOut).found();
}

/** An operation that secrets reach, or that returns them. */
interface Station {
  readonly flow: Flow;
  readonly operation: Trigger | Action;
  readonly arrivals: readonly Arrival<Secret>[];
  /** Those of them that the run history does not hide by itself. */
  readonly visible: readonly Arrival<Secret>[];
  /** A secret of another operation that it returns. */
  readonly returned: Fact<Secret> | undefined;
  readonly source: ReturnType<typeof secretSourceOf>;
}

class Search {
  private readonly graph;
  private readonly origins = new FactOrigins<Secret>();
  private readonly stations = new Map<Operation, Station>();
  /** The run history once every operation that returns a secret has secure outputs, where it can. */
  private readonly mended: RunHistory;

  constructor(solution: Solution, isLeftOut: (fact: Fact<Secret>) => boolean) {
    this.graph = dataGraph(solution);
    const trace = secretTrace(solution);
    for (const { flow } of this.graph.flows) {
      for (const operation of [...flow.triggers, ...flow.actions]) {
        // Variables are said to be what they are by a rule of their own.
        if (variableWrites(operation).length > 0) continue;
        const source = secretSourceOf(operation);
        const arrivals = trace.arrivalsAt(operation).filter(({ fact }) => isSecretYet(fact) && !isLeftOut(fact));
        const visible = arrivals.filter(({ fact }) => !isHiddenByDefault(operation, fact.path));
        const returned = trace
          .returnsOf(operation)
          .find(({ fact }) => isSecretYet(fact) && fact.source.of.operation !== operation)?.fact;
        if (!source && arrivals.length === 0 && !returned) continue;
        this.stations.set(operation, { flow, operation, arrivals, visible, returned, source });
      }
    }
    this.mended = new RunHistory((operation) => this.usesOf(operation), {
      inputs: settingsAsWritten.inputs,
      outputs: (operation) => settingsAsWritten.outputs(operation) || this.returnsSecret(operation),
    });
  }

  found(): SecretsShown {
    const stations = [...this.stations.values()];
    const open = this.openInputs(stations);
    const loops = this.loopsLookedInto(stations);
    const further = stations.flatMap((station) => this.furtherAt(station, open, loops) ?? []);
    const told = new Set<Operation>(further.map(({ operation }) => operation));
    return {
      sources: stations.flatMap((station) => this.sourceAt(station, open) ?? []),
      further,
      unsecuredUses: stations.flatMap((station) =>
        told.has(station.operation) ? [] : (this.unsecuredAt(station) ?? []),
      ),
    };
  }

  private returnsSecret(operation: Operation): boolean {
    const station = this.stations.get(operation);
    if (!station || !canSecureOutputs(operation)) return false;
    return station.returned !== undefined || station.source?.side === 'outputs';
  }

  /** What an operation refers to. Reading a variable counts as reading what was written to it: that is how it is to be mended. */
  private usesOf(operation: Operation): Iterable<Operation> {
    const uses = new Set(this.graph.referencesOf(operation));
    for (const { fact } of this.stations.get(operation)?.arrivals ?? []) {
      const used = fact.before && this.origins.readFrom(fact.before);
      if (used) uses.add(used);
    }
    return uses;
  }

  /**
   * The operations whose inputs need secure inputs of their own: those that would still show a secret when the operations before them
   * have been given theirs. In a circle none is before the other, so all are told.
   */
  private openInputs(stations: readonly Station[]): ReadonlySet<Operation> {
    const needy = new Set<Operation>(
      stations
        .filter(({ visible, source }) => visible.length > 0 || source?.side === 'inputs')
        .map(({ operation }) => operation)
        .filter((operation) => canSecureInputs(operation) && !this.mended.hidesInputs(operation)),
    );
    const waitsFor = new Map<Operation, number>();
    const users = new Map<Operation, Operation[]>();
    for (const operation of needy) {
      const before = [...this.usesOf(operation)].filter((used) => needy.has(used) && !hidesBothAtOnce(used));
      waitsFor.set(operation, before.length);
      for (const used of before) {
        const known = users.get(used);
        if (known) known.push(operation);
        else users.set(used, [operation]);
      }
    }
    const hidden = new Set<Operation>();
    const decided = [...needy].filter((operation) => waitsFor.get(operation) === 0);
    for (const operation of decided) {
      for (const user of users.get(operation) ?? []) {
        if (!hidden.has(operation)) hidden.add(user);
        const left = (waitsFor.get(user) ?? 0) - 1;
        waitsFor.set(user, left);
        if (left === 0) decided.push(user);
      }
    }
    return new Set([...needy].filter((operation) => !hidden.has(operation)));
  }

  private sourceAt({ operation, source }: Station, open: ReadonlySet<Operation>): ShownSource | undefined {
    if (!source) return undefined;
    const isShown = source.side === 'outputs' ? !settingsAsWritten.outputs(operation) : open.has(operation);
    const { side, secret, at, isDoubtful = false } = source;
    return isShown ? { operation, side, secret, at, isDoubtful } : undefined;
  }

  private furtherAt(
    station: Station,
    open: ReadonlySet<Operation>,
    loops: ReadonlySet<Operation>,
  ): ShownSecret | undefined {
    const { operation, visible, returned, source } = station;
    const arrival = this.plainest(visible, operation);
    if (!canSecureInputs(operation)) {
      if (!arrival || (isType(operation, 'Foreach') && loops.has(operation))) return undefined;
      const isPerhapsHidden = this.mended.securedUse(operation) !== undefined;
      return { ...arrival, operation, side: 'value', confidence: isPerhapsHidden ? 'low' : lower(arrival.confidence) };
    }
    // What an action encrypts is told as its own.
    const inputs = arrival && source?.side !== 'inputs' && open.has(operation) ? arrival : undefined;
    const showsOutputs = returned && canSecureOutputs(operation) && !settingsAsWritten.outputs(operation);
    if (!showsOutputs) return inputs && { ...inputs, operation, side: 'inputs' };
    if (inputs) return { ...inputs, operation, side: 'both' };
    const isChildFlow = operation.role === 'trigger' || isType(operation, 'Workflow');
    const isDebatable = this.isDebatable(returned);
    const confidence = isDebatable ? 'low' : isChildFlow ? 'medium' : returned.confidence;
    return {
      operation,
      side: 'outputs',
      fact: returned,
      at: outputPlace(operation, returned),
      confidence,
      isDebatable,
    };
  }

  /** Nothing says whether `result()` repeats what is secured. */
  private isDebatable(fact: Fact<Secret>): boolean {
    return fact.source.of.isDoubtful || this.origins.isFromResult(fact);
  }

  /** Of several arrivals the one that is surest. */
  private plainest(arrivals: readonly Arrival<Secret>[], operation: Operation) {
    const judged = arrivals.map(({ fact, at }) => {
      const isDebatable = this.isDebatable(fact);
      return { fact, at, isDebatable, confidence: isDebatable ? ('low' as const) : confidenceIn(operation, fact) };
    });
    return judged.reduce<(typeof judged)[number] | undefined>(
      (best, one) => (best && ranks.indexOf(best.confidence) >= ranks.indexOf(one.confidence) ? best : one),
      undefined,
    );
  }

  /** Loops of which an action inside uses the element: what that shows is told there. */
  private loopsLookedInto(stations: readonly Station[]): ReadonlySet<Operation> {
    const read = stations.flatMap(({ arrivals }) => arrivals.flatMap(({ fact }) => fact.before?.cell ?? []));
    return new Set(read.flatMap(({ holds, operation }) => (holds === 'element' && operation ? [operation] : [])));
  }

  private unsecuredAt({ operation, arrivals, visible, source }: Station): UnsecuredUse | undefined {
    if (!canSecureInputs(operation) || settingsAsWritten.inputs(operation)) return undefined;
    const now = new RunHistory((one) => this.graph.referencesOf(one));
    const securedBy = now.securedUse(operation);
    if (source?.side === 'inputs') {
      const { secret, at } = source;
      return securedBy && { operation, secret, fact: undefined, at, securedBy };
    }
    const known = visible.filter(({ fact }) => !this.origins.isFromResult(fact));
    const shown = known.find(({ fact }) => !fact.source.of.isDoubtful) ?? known[0];
    if (shown && securedBy) {
      // Of several that hide it, the one that the secret comes from says most.
      const own = shown.readFrom && settingsAsWritten.outputs(shown.readFrom) ? shown.readFrom : securedBy;
      return { operation, secret: shown.source.of.secret, fact: shown.fact, at: shown.at, securedBy: own };
    }
    const header = visible.length === 0 && arrivals.find(({ readFrom }) => readFrom && now.hidesOutputs(readFrom));
    return header
      ? { operation, secret: header.source.of.secret, fact: header.fact, at: header.at, securedBy: undefined }
      : undefined;
  }
}

/** A number or a date that was made of a secret tells nothing of it. */
function isSecretYet(fact: Fact<Secret>): boolean {
  return !isCleansed(fact.cleansed, 'typed');
}

const ranks: readonly Confidence[] = ['low', 'medium', 'high'];

/**
 * How sure it is that a field shows what is in it. Nothing says whether the run history masks an authentication object, nor whether using
 * the element of a loop counts as using what the loop goes through.
 */
function confidenceIn(operation: Operation, fact: Fact<Secret>): Confidence {
  const isUncertain =
    fact.path[1] === 'authentication' || fact.before?.cell.holds === 'element' || isType(operation, 'Workflow');
  return isUncertain ? 'medium' : fact.confidence;
}

function lower(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : confidence;
}

/** What an operation returns is told where it takes it, or else where it says what it is. */
function outputPlace(operation: Trigger | Action, returned: Fact<Secret>): { readonly place: Place } {
  const reading = returned.before?.cell.operation === operation ? returned.before.by?.reading : undefined;
  return reading ?? operation.inputs?.get('host', 'workflowReferenceName') ?? operation.node.get('type') ?? operation;
}
