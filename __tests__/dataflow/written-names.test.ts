import { secretTrace } from '../../src/dataflow/solution-traces';
import { writtenNames } from '../../src/dataflow/written-names';
import { quickest } from '../support/timing';
import { readSecret, send, solutionOf } from './solution-of';

/** The names under which an HTTP body holds a secret. */
function names(body: unknown): readonly string[][] {
  const solution = solutionOf({ Flow: { actions: { Get: readSecret, Send: send(body) } } });
  const [, operation] = solution.flows[0]?.actions ?? [];
  const arrivals = operation ? secretTrace(solution).arrivalsAt(operation) : [];
  return arrivals.map((arrival) => [...writtenNames(arrival)]);
}

const value = "@{body('Get')?['value']}";

test.each<[string, unknown, string[]]>([
  ['a field', { login: { Password: value } }, ['login', 'password']],
  ['a slash name', { 'login/Password': value }, ['login', 'password']],
  ['a form', `user=a&client_secret=${value}&x=1`, ['client_secret']],
  ['an encoded form', "user=a&client_secret=@{encodeUriComponent(body('Get')?['value'])}", ['client_secret']],
  ['a joined form', "@concat('user=a&client_secret=', body('Get')?['value'])", ['client_secret']],
  ['JSON', `{"user": "a", "password": "${value}"}`, ['password']],
  ['JSON in JSON', `{"text": "{\\"password\\": \\"${value}\\"}"}`, ['password']],
  ['a scheme before it', `{"Authorization": "Bearer ${value}"}`, ['Authorization']],
  ['XML', `<Login><User>a</User><Password>${value}</Password></Login>`, ['Password']],
  ['a sentence', `{"text": "it is ${value}"}`, ['text']],
  ['nothing', `it is ${value}`, []],
  ['the whole body', "@body('Get')?['value']", []],
  ['an object that is made', "@setProperty(json('{}'), 'password', body('Get')?['value'])", ['password']],
])('%s', (_, body, expected) => {
  expect(names(body)).toEqual([['inputs', 'body', ...expected]]);
});

test('a hostile text takes no time', () => {
  const work = () => {
    for (const piece of ['a', '=', 'a=', 'a:"', 'a" : ']) names(`${piece.repeat(100_000)}${value}`);
  };
  expect(quickest(work, 1)).toBeLessThan(5000);
});
