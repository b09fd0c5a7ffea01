import type { Judged } from './judged';
import { password } from './kinds';
import { judgeCredential } from './values';

/** Calls and options that take a password without naming it. */
const commands: readonly RegExp[] = [
  // ConvertTo-SecureString "x" -AsPlainText
  /ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["']([^"'\n]{4,128})["']/gi,
  // new NetworkCredential("user", "x"), new UsernamePasswordCredential("user", "x")
  /Credential\s{0,2}\(\s{0,4}["'][^"'\n]{1,100}["']\s{0,2},\s{0,4}["']([^"'\n]{4,128})["']/gi,
  // curl -u user:x
  /\s(?:-u|--user)[ =]{1,2}["']?[\w.@\\-]{1,64}:([^\s"':]{4,128})/g,
];

/** Passwords in commands and calls of scripts. */
export function* passwordsInCommands(text: string): Generator<Judged> {
  if (!/credential|securestring|curl|wget/i.test(text)) return;
  for (const command of commands) {
    for (const match of text.matchAll(command)) {
      const value = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(value);
      const proof = /^\$/.test(value) ? undefined : judgeCredential(value);
      if (proof) yield { kind: password, proof, start, end: start + value.length };
    }
  }
}
