import { type ArtifactTree, UnreadableInput } from './artifact/artifact';
import type { Rule } from './engine/rule';
import { type RuleCrash, runRules } from './engine/run';
import { type LocatedFinding, locateResults, locateUnjudged } from './findings/locate-results';
import { mergeLayouts } from './findings/merge-layouts';
import { failureOf, type Gathered } from './policy/judge';
import type { NotAssessed, SolutionSummary } from './policy/report';
import { readDeploymentSettings, type SettingsEntry } from './solution/deployment-settings';
import { readSolution } from './solution/read-solution';
import type { Layout, Solution } from './solution/solution';
import { recogniseUnits, type Unit } from './solution/units';

/** Collects what the units of a run give, and keeps of each only what the report needs. */
export class Gathering {
  private readonly findings: (LocatedFinding & { readonly layout: Layout })[] = [];
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
    const { results, unjudged, crashes } = runRules(this.rules, solution);
    this.findings.push(...locateResults(results, solution).map((finding) => ({ ...finding, layout: unit.layout })));
    for (const { reason, location, owner } of locateUnjudged(unjudged, solution)) {
      this.unjudged.push({ kind: 'unjudged', message: `${reason} (in ${owner})`, uri: location.uri, location });
    }
    for (const crash of crashes) if (!this.crashes.has(crash.ruleId)) this.crashes.set(crash.ruleId, crash);
    this.addUnreadable(unreadable);
    this.logicApps.push(...logicApps);
    this.solutions.push(summaryOf(solution));
  }

  addUnreadable(problems: readonly UnreadableInput[]): void {
    for (const { uri, reason, message } of problems) {
      const isMissing = reason === 'not-found' || reason === 'no-match';
      const kind = isMissing ? 'nothing-there' : 'unreadable';
      this.unreadable.set(`${uri} ${reason}`, { kind, message, uri, location: undefined });
    }
  }

  /** A path that the user named and that holds nothing to scan must not pass in silence. */
  addEmptyTargets(targets: readonly { readonly uri: string }[]): void {
    const known = [
      ...this.solutions.map((one) => one.uri),
      ...this.logicApps,
      ...[...this.unreadable.values()].map((one) => one.uri ?? ''),
    ];
    for (const { uri } of targets) {
      if (known.some((one) => uri === '' || one === uri || one.startsWith(`${uri}/`))) continue;
      const message =
        'holds no solution, flow or deployment settings; name a solution zip, an unpacked solution folder or a flow file';
      this.unreadable.set(`${uri} holds-no-unit`, {
        kind: 'nothing-there',
        message,
        uri: uri || '.',
        location: undefined,
      });
    }
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
