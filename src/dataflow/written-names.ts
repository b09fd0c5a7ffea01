import type { Arrival } from './trace';

/** What stands before a reference in a text: a name, a sign that gives it a value, and no other such sign up to the reference. */
const nameBefore = /([\w.$-]{1,80})["'\\]{0,4}\s{0,10}[:=>]["'\\\s]{0,10}[^&=:<>;]{0,100}$/;

/**
 * The names that data is written under, outermost first: the keys of its field, and what stands before it in a text such as
 * `client_secret=@{...}`, `"password": "@{...}"` or `<Password>@{...}`.
 */
export function writtenNames(
  arrival: Pick<Arrival<unknown>, 'node' | 'expression' | 'field' | 'fact' | 'isWhole'>,
): readonly string[] {
  const { node, expression, fact, field, isWhole } = arrival;
  const keys = [...field, ...fact.path.slice(field.length)];
  if (isWhole) return keys;
  const text = (node.text ?? '').slice(Math.max(0, expression.start - 250), expression.start);
  const name = nameBefore.exec(text)?.[1];
  return name === undefined ? keys : [...keys, name];
}
