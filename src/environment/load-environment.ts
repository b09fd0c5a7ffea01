import { type FileSystem, UnreadableInput } from '../artifact/artifact';
import { DocumentError } from '../document/document-error';
import { decodeText } from '../document/text';
import { UserError } from '../errors';
import type { Environment, IpFirewall } from './environment';
import { readEnvironment } from './read-environment';

const hint =
  'Give the output of "pac env list-settings", or the environment\'s organization row as JSON from the Dataverse Web API.';

/** Settings are a few kilobytes; a file of this size is something else. */
const limit = 4 * 1024 * 1024;

/**
 * Reads the file that the user named.
 * @param scanRoot absolute path that uris start from
 * @throws {UserError} when the file cannot be read or does not tell whether the IP firewall works
 */
export function loadEnvironment(path: string, files: FileSystem, scanRoot: string): Environment {
  const absolute = files.resolve(path);
  const inRoot = scanRoot !== '' && absolute.startsWith(`${scanRoot}/`);
  const uri = inRoot ? absolute.slice(scanRoot.length + 1) : absolute.slice(absolute.lastIndexOf('/') + 1);
  let environment: Environment | undefined;
  try {
    const text = decodeText(files.read(absolute, limit));
    environment = readEnvironment({ uri, path: uri, format: 'text', text });
  } catch (error) {
    if (!(error instanceof UnreadableInput || error instanceof DocumentError)) throw error;
    throw new UserError(`the environment file ${path} cannot be read: ${error.message}`, hint, { cause: error });
  }
  if (!environment) throw new UserError(`the environment file ${path} holds no setting of the IP firewall`, hint);
  const missing = missingSetting(environment.ipFirewall);
  if (missing) throw new UserError(`the environment file ${path} does not say true or false for ${missing}`, hint);
  return environment;
}

/** A setting without which a firewall that is off, or only writes a log, would pass for one that works. */
function missingSetting({ enabled, auditOnly }: IpFirewall): string | undefined {
  if (!enabled) return 'enableipbasedfirewallrule';
  return enabled.value && !auditOnly ? 'enableipbasedfirewallruleinauditmode' : undefined;
}
