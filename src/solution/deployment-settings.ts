import type { ArtifactFile } from '../artifact/artifact';
import type { Place } from '../document/place';
import { readJsonDocument } from './documents';
import { readValue } from './environment-variables';
import type { EnvironmentVariableValue } from './solution';

/**
 * Values that deployment settings files give to environment variables, by schema name in lower case (source and settings
 * differ in letter case in real repositories).
 * https://learn.microsoft.com/power-platform/alm/conn-ref-env-variables-build-tools#deployment-settings-file
 */
export interface SettingsEntry {
  readonly schemaName: string;
  readonly place: Place;
  readonly values: readonly EnvironmentVariableValue[];
}

/** @throws {UnreadableInput} when the file cannot be read */
export function readDeploymentSettings(file: ArtifactFile, unitRoot: string): readonly SettingsEntry[] {
  const { root, otherRoots } = readJsonDocument(file, unitRoot);
  return [root, ...otherRoots].flatMap((reading) =>
    (reading.get('EnvironmentVariables')?.items() ?? []).map((entry) => ({
      schemaName: entry.get('SchemaName')?.text ?? '',
      place: entry.place,
      values: readValue(entry.get('Value'), 'deployment-settings'),
    })),
  );
}
