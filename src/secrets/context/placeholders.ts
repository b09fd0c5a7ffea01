import { isPipelineToken } from '../vault-reference';
import { nameWords } from './name-words';

/** Marks around the whole of a value that stand for another: `<key>`, `[key]`, `{{key}}`, `$(key)`, `%KEY%`, `__KEY__`. */
const bracketed =
  /^(?:<[^<>]{0,400}>|\[[^[\]]{0,400}\]|\{[^{}]{0,400}\}|\{\{[^{}]{0,400}\}\}|\(\([^()]{0,400}\)\)|\$\{{1,2}[^{}]{0,400}\}{1,2}|#\{[^{}]{0,400}\}#?|\$\([^()]{0,400}\)|%[^%]{1,400}%|__.{1,400}__|@@.{1,400}@@|«[^«»]{0,400}»|--?<.{0,400}>|\$[A-Z_]{3,80}|\*{2,20}[^*]{0,400}\*{0,20})$/;

/** Characters that stand where something was taken out. */
const crossedOut = /^[*x.•●▪·\-_#?0+=~/\s…X]{1,2000}$/;

/** A part that was taken out, or never filled in. */
const blanks =
  /[xX]{6}|\*{4}|•{3}|●{3}|\.{4}|…|0{14}|#{4}|\?{3}|-{5}|_{5}|<[^<>]{2,80}>|\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|%[A-Z_]{4,60}%/;

const list = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Each of these makes a value a sample or a mark, wherever in it it stands as a word. */
const telling = list(`
  your enter insert replace replaceme changeme placeholder dummy example examples sample redacted removed masked hidden todo fixme
  goes fill fillme paste obfuscated scrubbed notset unset
  dein deine deinen ihren ihrem eingeben einfugen einfuegen ersetzen ersetze platzhalter beispiel
  votre saisir saisissez entrez inserer inserez remplacer remplacez exemple
  ingrese introduzca inserte reemplazar reemplace ejemplo cambiame
  jouw invoeren vervang vervangen voorbeeld
  insira digite substitua substituir exemplo`);

/** A value of nothing but these is no value either: `client-secret`, `my api key here`. */
const vocabulary = list(`
  tbd tbc tba wip na a an and any app apps application access account admin api apikey auth authentication authorization azure basic bearer bot client code cognitive
  connection connectionstring credential credentials db default demo empty false function guid header here host id in initial is it key keys
  key1 letmeknow master mot my me n name new nil no none not null number of oauth old on or pass passe password passwords passwd pat
  private prod production pwd real sas secret secrets set service shared some something storage string subscription super test testing
  text that the this to token tokens true undefined unknown use used user username value values variable vault with yes
  passwort kennwort geheimnis geheim schlussel schluessel wert hier mein meine ihr ihre test leer kein keine
  mdp jeton cle clef secrete ici mon ma aucun valeur vide
  contrasena clave aqui mi tu su secreto secreta valor ninguno ninguna
  wachtwoord sleutel geheim hier mijn uw waarde geen leeg
  senha chave segredo minha meu seu sua aqui nenhum nenhuma vazio`);

/** Whether a value only marks the place of a secret, or is a sample of one. */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  if (value.length < 4 || isPipelineToken(value)) return true;
  if (bracketed.test(value) || crossedOut.test(value) || blanks.test(value) || isRepeated(value)) return true;
  // Published samples of keys say so in capitals at their end.
  if (/EXAMPLE(?:KEY)?$/.test(value)) return true;
  if (value.length > 200) return false;
  const words = nameWords(value);
  if (words.some((word) => telling.has(word)) || hasPhrase(words)) return true;
  return !/\d/.test(value) && words.every((word) => vocabulary.has(word));
}

/** `change me`, `ask the admin`, `see key vault`: what a person writes instead. */
function hasPhrase(words: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `;
  return / (?:change|fill|replace|set|put|add) (?:me|it|this|in|here|your) | (?:key|token|secret|password|value) here | key ?vault | not set | to be | see /.test(
    text,
  );
}

/** One character, or one short piece, over and over. */
function isRepeated(value: string): boolean {
  for (let length = 1; length <= 4; length++) {
    const piece = value.slice(0, length);
    if (value.length >= length * 3 && piece.repeat(Math.ceil(value.length / length)).startsWith(value)) return true;
  }
  return false;
}
