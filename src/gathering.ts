import { type ArtifactTree, type FileSystem, UnreadableInput } from './artifact/artifact';
import { secretsIn } from './detection/secrets-in-solution';
import { sharedSecretPlaces } from './detection/shared-secret-checks';
import type { Place } from './document/place';
import type { Rule } from './engine/rule';
import { type RuleCrash, type RunResult, runEnvironmentRules, runRules } from './engine/run';
import { loadEnvironment } from './environment/load-environment';
import { type LocatedFinding, locateResults, locateUnjudged } from './findings/locate-results';
import { mergeLayouts } from './findings/merge-layouts';
import { environmentSource, type FindingSource, SolutionSource } from './findings/owner';
import { failureOf, type Gathered } from './policy/judge';
import type { NotAssessed, SolutionSummary } from './policy/report';
import { readDeploymentSettings, type SettingsEntry } from './solution/deployment-settings';
import { readSolution } from './solution/read-solution';
import type { Layout, Solution } from './solution/solution';
import { recogniseUnits, type Unit } from './solution/units';

const environmentHint =
  'IP firewall: not assessed; it is a setting of the environment and in no solution. Save the output of "pac env list-settings" and name the file with --environment (input environment)';

/** Collects what the units of a run give, and keeps of each only what the report needs. */
export class Gathering {
  private readonly findings: (LocatedFinding & { readonly layout: Layout | undefined })[] = [];
  private readonly solutions: SolutionSummary[] = [];
  private readonly logicApps: string[] = [];
  /** By uri and reason: several readers may come by the same broken file. */
  private readonly unreadable = new Map<string, NotAssessed>();
  private readonly unjudged: NotAssessed[] = [];
  private readonly crashes = new Map<string, RuleCrash>();

  constructor(private readonly rules: readonly Rule[]) {}

  recognise(tree: ArtifactTree): readonly Unit[] {
    const found = recogniseUnits(tree);
    this.logicApps.push(...found.logicApps);
    this.addUnreadable(found.unreadable);
    return found.units;
  }

  /** The entries of a deployment settings file; none for other units. */
  readSettings(unit: Unit): readonly SettingsEntry[] {
    if (unit.layout !== 'deployment-settings') return [];
    return unit.files.flatMap((file) => {
      try {
        return readDeploymentSettings(file, unit.root);
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error;
        this.addUnreadable([error]);
        return [];
      }
    });
  }

  /** Reads one unit, runs the rules on it, and lets it go. */
  scanUnit(unit: Unit, settings: readonly SettingsEntry[]): void {
    const { solution, unreadable, logicApps } = readSolution(unit, settings);
    const secretPlaces = () => [
      ...secretsIn(solution).flatMap(({ place, others }) => [place, ...others.map((one) => one.place)]),
      ...sharedSecretPlaces(solution),
    ];
    this.keep(runRules(this.rules, solution), new SolutionSource(solution), unit.layout, secretPlaces);
    this.addUnreadable(unreadable);
    this.logicApps.push(...logicApps);
    this.solutions.push(summaryOf(solution));
  }

  /**
   * Judges the environment's settings, or says that nobody gave them.
   * @throws {UserError} when the file is not there or holds none of the settings
   */
  scanEnvironment(path: string | undefined, files: FileSystem, scanRoot: string): void {
    if (path === undefined) {
      this.note('not-given', undefined, 'environment', environmentHint);
      return;
    }
    const environment = loadEnvironment(path, files, scanRoot);
    this.keep(runEnvironmentRules(this.rules, environment), environmentSource(environment), undefined);
  }

  private keep(
    { results, unjudged, crashes }: RunResult,
    source: FindingSource,
    layout: Layout | undefined,
    secretPlaces?: () => readonly Place[],
  ): void {
    for (const finding of locateResults(results, source, secretPlaces)) this.findings.push({ ...finding, layout });
    for (const { reason, location, owner } of locateUnjudged(unjudged, source)) {
      this.unjudged.push({ kind: 'unjudged', message: `${reason} (in ${owner})`, uri: location.uri, location });
    }
    for (const crash of crashes) if (!this.crashes.has(crash.ruleId)) this.crashes.set(crash.ruleId, crash);
  }

  addUnreadable(problems: readonly UnreadableInput[]): void {
    for (const { uri, reason, message } of problems) {
      const isMissing = reason === 'not-found' || reason === 'no-match';
      // The scan root has no name of its own, a blank input none at all.
      const shown = uri || (isMissing ? undefined : '.');
      this.note(isMissing ? 'nothing-there' : 'unreadable', shown, reason, message);
    }
  }

  /**
   * What the user named and what holds nothing to scan must not pass in silence. A pattern may match other files too, so it is
   * told only where none of the matches held anything.
   *
   * @param named uris of the paths that the user wrote out
   * @param matched uris of what the patterns matched beside them
   * @param patterns as the user wrote them
   */
  addEmptyInputs(named: readonly string[], matched: readonly string[], patterns: readonly string[]): void {
    const units = this.solutions.map((one) => one.uri);
    const known = [...units, ...this.logicApps, ...[...this.unreadable.values()].flatMap((one) => one.uri ?? [])];
    const holds = (uri: string) =>
      known.some((one) => uri === '' || one === uri || one.startsWith(`${uri}/`)) ||
      units.some((unit) => unit === '' || uri.startsWith(`${unit}/`));
    const empty = named.filter((uri) => !holds(uri));
    if (matched.length > 0 && !matched.some(holds)) empty.push(...patterns);
    const message =
      'holds no solution, flow or deployment settings; name a solution zip, an unpacked solution folder or a flow file';
    for (const uri of empty) this.note('nothing-there', uri || '.', 'holds-no-unit', message);
  }

  private note(kind: NotAssessed['kind'], uri: string | undefined, reason: string, message: string): void {
    this.unreadable.set(`${uri} ${reason}`, { kind, message, uri, location: undefined });
  }

  result(): Gathered {
    return {
      rules: this.rules.map((rule) => rule.meta),
      solutions: this.solutions,
      logicApps: this.logicApps,
      findings: mergeLayouts(this.findings),
      notAssessed: [...this.unreadable.values(), ...this.unjudged],
      failures: [...this.crashes.values()].map(({ ruleId, error }) => failureOf(ruleId, error)),
    };
  }
}

function summaryOf(solution: Solution): SolutionSummary {
  const { layout, uri, name, version, managed, publisher, otherProcesses } = solution;
  return {
    layout,
    uri,
    name,
    version,
    managed,
    publisher,
    otherProcesses,
    flows: solution.flows.length,
    actions: solution.flows.reduce((sum, flow) => sum + flow.actions.length, 0),
    environmentVariables: solution.environmentVariables.length,
    connectionReferences: solution.connectionReferences.length,
    customConnectors: solution.customConnectors.length,
  };
}
