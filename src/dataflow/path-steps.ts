import type { Place } from '../document/place';
import { isType } from '../flow/flow';
import { type Fact, isStep, openingSteps } from './trace';

/** What happens to data at one place, in words: `{{name}}` in the text stands for `data.name`. */
export interface DataStep {
  readonly at: { readonly place: Place };
  readonly text: string;
  readonly data?: Readonly<Record<string, string>>;
}

type Words = Pick<DataStep, 'text' | 'data'>;

/** No more steps than these are told: the first ones and the last ones. */
const maxSteps = 40;

/**
 * The way of data from its source to a place, for reports.
 *
 * @param first what to say of the source
 * @param last what to say of the last place; by default what the operation there does with any data
 */
export function stepsOf<T>(fact: Fact<T>, first: Words, last?: Words): readonly DataStep[] {
  const { source } = fact;
  const steps = told(fact, maxSteps - openingSteps).map((one, i) => stepOf(one, i === 0 ? last : undefined));
  const left = fact.steps - 1 - steps.length;
  const opening =
    fact.opening && left > 0 ? told(fact.opening, Math.min(openingSteps - 1, left)).map((one) => stepOf(one)) : [];
  const skipped = left - opening.length;
  const closing = steps.reverse();
  if (skipped > 0 && closing[0]) {
    closing[0] = { ...closing[0], text: `after ${skipped} more steps, ${closing[0].text}` };
  }
  return [{ at: source.at, ...first }, ...opening.reverse(), ...closing];
}

/** The told facts from the given one backwards, the source left out. */
function told<T>(fact: Fact<T>, most: number): Fact<T>[] {
  const facts: Fact<T>[] = [];
  for (let at: Fact<T> | undefined = fact; at?.by && facts.length < most; at = at.before)
    if (isStep(at.by)) facts.push(at);
  return facts;
}

function stepOf<T>(fact: Fact<T>, words?: Words): DataStep {
  const { reading, crossing } = fact.by ?? {};
  const { flow } = fact.cell.flow;
  if (!reading) {
    const at = fact.cell.operation ?? (crossing?.site as { place: Place });
    return { at, text: 'the child flow {{flow}} is given it', data: { flow: flow.name } };
  }
  return { at: reading, ...(words ?? wordsOf(fact)) };
}

function wordsOf<T>({ by }: Fact<T>): Words {
  const operation = by?.reading?.operation;
  if (!operation) return { text: 'it is used' };
  const data = { action: operation.name };
  if (isType(operation, 'Workflow')) return { text: '{{action}} passes it to a child flow', data };
  if (isType(operation, 'Response')) return { text: '{{action}} returns it to the caller', data };
  if (isType(operation, 'Foreach')) return { text: '{{action}} goes through it', data };
  if (isType(operation, 'InitializeVariable', 'SetVariable', 'AppendToStringVariable', 'AppendToArrayVariable')) {
    return { text: '{{action}} stores it in a variable', data };
  }
  return { text: '{{action}} takes it', data };
}

/** At most so many of the operations on the way are named. */
const maxNames = 3;

/**
 * The operations between source and end of a way, for a sentence: `phrase` is '' or ` by way of {{via1}} and {{via2}}`, and `data` has
 * what stands for `via1` and so on.
 */
export function routeOf<T>(fact: Fact<T>): {
  readonly phrase: string;
  readonly data: Readonly<Record<string, string>>;
} {
  const end = fact.by?.reading?.operation ?? fact.cell.operation;
  const start = fact.source.cell.operation;
  const operations = new Set(
    [...(fact.opening ? told(fact.opening, openingSteps).reverse() : []), ...told(fact, maxSteps).reverse()].flatMap(
      ({ by }) => by?.reading?.operation ?? [],
    ),
  );
  for (const one of [start, end]) if (one) operations.delete(one);
  const names = [...operations].map(({ name }) => name);
  const shown = names.slice(0, maxNames);
  if (shown.length === 0) return { phrase: '', data: {} };
  const places = shown.map((_, i) => `{{via${i + 1}}}`);
  const more =
    fact.steps > maxSteps
      ? 'many more actions'
      : names.length > maxNames
        ? `${names.length - maxNames} more`
        : undefined;
  const listed = more === undefined ? places : [...places, more];
  const head = listed.slice(0, -1).join(', ');
  return {
    phrase: ` by way of ${head}${head === '' ? '' : ' and '}${listed.at(-1)}`,
    data: Object.fromEntries(shown.map((name, i) => [`via${i + 1}`, name])),
  };
}
