/** A value that a string is put together of, and the action whose text it stands in. */
export interface NamedValue {
  /** The expression as the file writes it. */
  readonly reference: string;
  readonly place: string;
}

/** At most so many values of one string are named. */
const maxNames = 3;

/** What a finding says of the values beside the one that it is about. */
export interface OtherValues {
  readonly data: Readonly<Record<string, string>>;
  readonly phrases: {
    /** To stand at the end of the sentence about the first value: '' or `; the same holds for {{reference2}}`. */
    readonly also: string;
    /** To stand at the end of the sentence about its cure. */
    readonly alsoThere: string;
  };
}

/** The words for the values of a string that are as dangerous as the first: each once, up to three in all. */
export function otherValues(first: NamedValue, others: readonly NamedValue[]): OtherValues {
  const byReference = new Map(others.map((one) => [one.reference, one]));
  byReference.delete(first.reference);
  const values = [...byReference.values()];
  if (values.length === 0) return { data: {}, phrases: { also: '', alsoThere: '' } };
  const shown = values.slice(0, maxNames - 1);
  const data: Record<string, string> = {};
  const names = shown.map(({ reference, place }, i) => {
    const name = `{{reference${i + 2}}}`;
    data[`reference${i + 2}`] = reference;
    if (place === first.place) return { name, nameThere: name };
    data[`place${i + 2}`] = place;
    return { name, nameThere: `${name} in {{place${i + 2}}}` };
  });
  const more = values.length > shown.length ? [`${values.length - shown.length} more`] : [];
  const also = listed([...names.map(({ name }) => name), ...more]);
  const alsoThere = listed([...names.map(({ nameThere }) => nameThere), ...more]);
  return { data, phrases: { also: `; the same holds for ${also}`, alsoThere: `; do the same with ${alsoThere}` } };
}

function listed(words: readonly string[]): string {
  const head = words.slice(0, -1).join(', ');
  return `${head}${head === '' ? '' : ' and '}${words.at(-1)}`;
}
