import type { Operation } from '../flow/flow';
import type { Fact } from './trace';
import { variableWrites } from './variable-writes';

/** Answers about where the data of facts came by. Facts share their ways, so what was found out once is kept. */
export class FactOrigins<T> {
  private readonly results = new Map<Fact<T>, boolean>();
  private readonly returners = new Map<Fact<T>, Operation | undefined>();

  /** Whether the data came out of `result()`, which repeats what other actions were given and returned. */
  isFromResult(fact: Fact<T>): boolean {
    return this.along(fact, this.results, false, (one) => (one.cell.holds === 'result' ? true : undefined));
  }

  /**
   * The operation whose inputs or outputs a string reads, given the fact that it reads. A variable stands for what was written to it;
   * `undefined` where it is the element of a loop, or anything else that belongs to no operation.
   */
  readFrom(fact: Fact<T>): Operation | undefined {
    return this.along<Operation | undefined>(fact, this.returners, undefined, ({ cell }) => {
      if (cell.holds === 'variable') return undefined;
      if (cell.holds !== 'operation' || !cell.operation) return nothing;
      return variableWrites(cell.operation).length > 0 ? undefined : cell.operation;
    });
  }

  /** The first answer on the way back, remembered for all facts before it. `nothing` is the answer "none". */
  private along<A>(
    fact: Fact<T>,
    known: Map<Fact<T>, A>,
    otherwise: A,
    answerAt: (fact: Fact<T>) => A | typeof nothing | undefined,
  ): A {
    const way: Fact<T>[] = [];
    let answer = otherwise;
    for (let at: Fact<T> | undefined = fact; at; at = at.before) {
      if (known.has(at)) {
        answer = known.get(at) as A;
        break;
      }
      way.push(at);
      const found = answerAt(at);
      if (found === undefined) continue;
      if (found !== nothing) answer = found;
      break;
    }
    for (const one of way) known.set(one, answer);
    return answer;
  }
}

const nothing = Symbol('nothing');
