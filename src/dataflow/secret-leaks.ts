/**
 * Where secrets leave a flow other than as credentials: into what people read, into what is stored, back to the caller, or to a host that
 * they are not for.
 */

import type { Place } from '../document/place';
import { type Action, isType, type Operation, type Trigger } from '../flow/flow';
import type { Solution } from '../solution/solution';
import { isCleansed } from './cleansers';
import { FactOrigins } from './fact-origins';
import { audienceOf, isVault } from './public-hosts';
import { domainOf, hostOf } from './request-host';
import { flowsCalledInside, readersOf } from './response-readers';
import { isPayload, sinkOf } from './secret-sinks';
import { secretSourceOf } from './secret-sources';
import type { Secret } from './secrets-in-flows';
import { dataGraph, secretTrace } from './solution-traces';
import type { Arrival, Fact } from './trace';
import { writtenNames } from './written-names';

/** Why it is wrong that a host is sent a secret. */
export type HostProblem = 'chat' | 'anyone-with-the-link' | 'credential-elsewhere' | 'not-named-like-a-credential';

/** A secret on its way out of a flow. */
export interface Leak {
  readonly operation: Trigger | Action;
  readonly fact: Fact<Secret>;
  readonly at: { readonly place: Place };
  readonly to:
    | { readonly kind: 'place'; readonly place: string }
    | { readonly kind: 'caller'; readonly who: string }
    | {
        readonly kind: 'host';
        /** `undefined` where the file does not tell it. */
        readonly host: string | undefined;
        readonly problem: HostProblem;
        /** The host that the secret is a credential for. */
        readonly home?: string;
      };
  readonly severity: 'high' | 'medium';
  readonly confidence: 'high' | 'medium' | 'low';
  /** Whether it may well be meant so. */
  readonly isDebatable: boolean;
}

type Verdict = Pick<Leak, 'to' | 'severity' | 'confidence' | 'isDebatable'>;

/**
 * The leaks of a solution.
 *
 * @param namesCredential whether a name is one under which credentials are sent
 */
export function secretLeaks(solution: Solution, namesCredential: (name: string) => boolean): readonly Leak[] {
  return new Search(solution, namesCredential).leaks();
}

/** Of the leaks of each operation the worst: one change there mends them all. */
export function worstLeaks(leaks: readonly Leak[]): readonly Leak[] {
  const worst = new Map<Operation, Leak>();
  for (const leak of leaks) {
    const known = worst.get(leak.operation);
    if (!known || rank(leak) > rank(known)) worst.set(leak.operation, leak);
  }
  return [...worst.values()];
}

/** A part of an outgoing request: its headers, say, or its body. */
interface RequestPart {
  readonly part: string;
  readonly host: string | undefined;
}

class Search {
  private readonly graph;
  private readonly trace;
  private readonly origins = new FactOrigins<Secret>();
  private readonly calledInside;
  /** By secret, how many requests take it as a credential to each host. */
  private readonly homes = new Map<string, Map<string, number>>();
  private readonly mainHomes = new Map<string, string | undefined>();
  private readonly operationIds = new Map<Operation, number>();

  constructor(
    solution: Solution,
    private readonly namesCredential: (name: string) => boolean,
  ) {
    this.graph = dataGraph(solution);
    this.trace = secretTrace(solution);
    this.calledInside = flowsCalledInside(this.graph);
  }

  leaks(): readonly Leak[] {
    const arrivals = this.graph.flows.flatMap(({ flow }) =>
      [...flow.triggers, ...flow.actions].flatMap((operation) =>
        this.trace.arrivalsAt(operation).filter(({ fact }) => this.isOfConcern(fact)),
      ),
    );
    for (const arrival of arrivals) this.noteHome(arrival);
    for (const [secret, homes] of this.homes) this.mainHomes.set(secret, mainOf(homes));
    return arrivals.flatMap((arrival) => this.leakOf(arrival) ?? []);
  }

  /** Numbers made of secrets tell nothing, and what `result()` repeats is a matter of its own. */
  private isOfConcern(fact: Fact<Secret>): boolean {
    return !isCleansed(fact.cleansed, 'typed') && !this.origins.isFromResult(fact);
  }

  private leakOf(arrival: Arrival<Secret>): Leak | undefined {
    const verdict = this.judge(arrival);
    if (!verdict) return undefined;
    const { operation, fact, at } = arrival;
    const { isDoubtful } = arrival.source.of;
    const isGuess = arrival.confidence === 'medium' && verdict.confidence === 'high';
    const confidence = isDoubtful ? 'low' : isGuess ? 'medium' : verdict.confidence;
    // What was encrypted may be any data that is sent on for a purpose.
    const isDebatable = verdict.isDebatable || isDoubtful || isDecrypted(arrival.source.of);
    return { ...verdict, operation, fact, at, isDebatable, confidence };
  }

  private judge(arrival: Arrival<Secret>): Verdict | undefined {
    const { operation, field } = arrival;
    if (isType(operation, 'Response')) return this.judgeResponse(arrival);
    const request = requestPartOf(arrival);
    if (request) return this.judgeRequest(arrival, request);
    const sink = isPayload(field) ? sinkOf(operation) : undefined;
    if (!sink) return undefined;
    const { place, severity, isDebatable } = sink;
    return { to: { kind: 'place', place }, severity, confidence: 'high', isDebatable };
  }

  private judgeResponse({ fact, flow }: Arrival<Secret>): Verdict | undefined {
    // A child flow that gives back what it was called with tells its caller nothing new.
    if (fact.calls) return undefined;
    const readers = readersOf(flow, this.calledInside);
    return readers && { ...readers, to: { kind: 'caller', who: readers.who }, isDebatable: false };
  }

  private judgeRequest(arrival: Arrival<Secret>, { part, host }: RequestPart): Verdict | undefined {
    const leak = (problem: HostProblem, level: Omit<Verdict, 'to'>, home?: string): Verdict => ({
      ...level,
      to: { kind: 'host', host, problem, ...(home === undefined ? {} : { home }) },
    });
    const audience = host === undefined ? undefined : audienceOf(host);
    if (audience === 'anyone-with-the-link') return leak(audience, sure);
    // A message may say "Key: ..." like a field that is named so.
    if (audience === 'chat' && part === 'body' && !isChatToken(arrival)) return leak(audience, sure);
    const home = this.mainHomes.get(this.secretOf(arrival));
    if (part !== 'body' || isOwnUse(arrival, this.namesCredential)) {
      if (!isCredentialFor(arrival, part) || home === undefined || host === undefined) return undefined;
      return domainOf(host) !== domainOf(home)
        ? leak('credential-elsewhere', { ...likely, isDebatable: true }, home)
        : undefined;
    }
    if (host !== undefined && isVault(host)) return undefined;
    if (home === undefined || host === undefined) return leak('not-named-like-a-credential', perhaps);
    return domainOf(home) === domainOf(host) ? undefined : leak('credential-elsewhere', likely, home);
  }

  private noteHome(arrival: Arrival<Secret>): void {
    const request = requestPartOf(arrival);
    if (request?.host === undefined || !isCredentialFor(arrival, request.part)) return;
    const secret = this.secretOf(arrival);
    const homes = this.homes.get(secret) ?? new Map<string, number>();
    this.homes.set(secret, homes);
    homes.set(request.host, (homes.get(request.host) ?? 0) + 1);
  }

  private secretOf({ source }: Arrival<Secret>): string {
    const { operation } = source.of;
    const id = this.operationIds.get(operation) ?? this.operationIds.size;
    this.operationIds.set(operation, id);
    return `${id} ${source.path.join('/')}`;
  }
}

const sure = { severity: 'high', confidence: 'high', isDebatable: false } as const;
const likely = { severity: 'high', confidence: 'medium', isDebatable: false } as const;
const perhaps = { severity: 'medium', confidence: 'low', isDebatable: true } as const;

/** Connectors through which a maker writes requests. https://learn.microsoft.com/connectors/webcontents/ */
const requestConnectors = new Set(['shared_webcontents', 'shared_webcontentsv2']);

/** The part of an outgoing request that the data gets into; `undefined` for other operations. */
function requestPartOf({ operation, field, fact }: Arrival<Secret>): RequestPart | undefined {
  const { inputs } = operation;
  const path = [...field, ...fact.path.slice(field.length)];
  if (isType(operation, 'Http')) return { part: path[1] ?? '', host: hostOf(inputs?.textAt('uri')) };
  if (isType(operation, 'HttpWebhook')) {
    return { part: path[2] ?? '', host: hostOf(inputs?.textAt(path[1] ?? '', 'uri')) };
  }
  const isRequest = requestConnectors.has(operation.connector?.connector ?? '') && path[2] === 'request';
  return isRequest ? { part: path[3] ?? '', host: hostOf(inputs?.textAt('parameters', 'request/url')) } : undefined;
}

/** Whether a part of a body is what proves to a chat service who is calling, and no part of a message. */
function isChatToken({ operation, field, fact, node, expression }: Arrival<Secret>): boolean {
  if (secretSourceOf(operation)) return true;
  const key = fact.path.at(-1) ?? field.at(-1);
  return (
    key === 'token' ||
    /(?:^|[&"])token(?:=|"\s{0,10}:\s{0,10}")(?:@\{)?$/.test((node.text ?? '').slice(0, expression.start))
  );
}

/** Whether a field of a body is where a credential belongs: a request for a token, or a field with the name of a credential. */
function isOwnUse(arrival: Arrival<Secret>, namesCredential: (name: string) => boolean): boolean {
  const isTokenRequest = secretSourceOf(arrival.operation)?.paths.includes('body/access_token');
  return isTokenRequest === true || writtenNames(arrival).some(namesCredential);
}

/** Whether the host itself checks what it is sent there. Entra ID does where the action gets a token by itself. */
function isCredentialFor({ operation }: Arrival<Secret>, part: string): boolean {
  if (part === 'headers' || part === 'queries') return true;
  const type = operation.inputs?.textAt('authentication', 'type')?.toLowerCase();
  return part === 'authentication' && (type === 'basic' || type === 'raw');
}

/** The host that takes a secret most often; of several the first by name, so that the order in a file does not count. */
function mainOf(homes: ReadonlyMap<string, number>): string | undefined {
  const [main] = [...homes].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return main?.[0];
}

function isDecrypted({ operation }: Secret): boolean {
  return secretSourceOf(operation)?.paths.includes('body/rawData') === true;
}

function rank({ isDebatable, severity, confidence }: Leak): number {
  return (isDebatable ? 0 : 100) + (severity === 'high' ? 10 : 0) + ['low', 'medium', 'high'].indexOf(confidence);
}
