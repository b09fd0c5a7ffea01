import type { Leaf, SecretMatch } from '../leaf';
import { assignedSecrets } from './assignments';
import { passwordsInCommands } from './commands';
import { withoutHoles } from './holes';
import { judgeNamed } from './named-value';
import { passwordsInAddresses } from './url-userinfo';

/**
 * Secrets without a format: told by the name of the place and the look of the value. The text is taken literally; an expression that is
 * left in it (`@{...}`) is a hole, and what has a hole is no secret.
 */
export function findByContext(leaf: Leaf): readonly SecretMatch[] {
  if (leaf.setting === 'name' || /^\s{0,8}@[A-Za-z_][\w.]{1,60}\(/.test(leaf.text)) return [];
  const text = withoutHoles(leaf.text);
  // Where a credential is expected, the whole is one or none.
  const isExpected = leaf.setting === 'credential' || leaf.setting === 'header';
  const whole =
    isExpected && (leaf.setting === 'credential' || !isComposed(text))
      ? judgeNamed(leaf.name, text, leaf.setting)
      : undefined;
  if (whole) return [whole];
  const found: SecretMatch[] = [
    ...passwordsInAddresses(text),
    ...passwordsInCommands(text),
    ...assignedSecrets(text, leaf.setting),
  ];
  if (found.length === 0 && leaf.setting !== 'prose' && !isExpected && !isComposed(text)) {
    const value = judgeNamed(leaf.name, text, leaf.setting);
    if (value) return [value];
  }
  return found.length < 2 ? found : withoutOverlaps(found);
}

/** In the order of the text; of two that overlap the first stays. */
function withoutOverlaps(found: SecretMatch[]): readonly SecretMatch[] {
  let end = 0;
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter((match) => {
      if (match.start < end) return false;
      end = match.end;
      return true;
    });
}

/** A connection string, a form or a query: its parts are judged, not the whole. */
function isComposed(text: string): boolean {
  return (
    /^\s{0,8}[A-Za-z][\w ]{1,40}=[^;]{0,400};\s{0,2}[A-Za-z][\w ]{1,40}=/.test(text) ||
    /^\??[\w.%[\]-]{1,60}=[^&\s]{0,2000}&[\w.%[\]-]{1,60}=/.test(text)
  );
}
