import { wordsOf } from '../words';
import { plainLetters } from './plain-letters';

/** Longer names are judged by their end. */
const maxLength = 160;

/** Words that only join others: `clave de acceso`, `key for the API`. */
const joining = new Set(
  'de du des da do das dos del della di d la le les el los il l the of for to a an der die das dem den des fur fuer von van voor het een pour par para por'.split(
    ' ',
  ),
);

/**
 * The words of a name without what only joins them, lower case and without accents: `Clé d'accès` -> cle, acces. What a path or an
 * annotation puts before or behind the name is left out.
 */
export function nameWords(name: string): readonly string[] {
  return wordsOf(plainLetters(name.slice(-maxLength))).filter((word) => !joining.has(word));
}
