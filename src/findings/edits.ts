import { lineEdits } from '../document/json-edit';
import type { Place, SourceDocument } from '../document/place';
import type { Result, ResultEdit } from '../engine/run';
import type { FindingEdit } from './finding';

/** The edits of results as lines, once for each document. */
export function editsOf(
  results: readonly Result[],
  secretPlaces: (() => readonly Place[]) | undefined,
): ReadonlyMap<Result, FindingEdit> {
  const edits = new Map<Result, FindingEdit>();
  const byDocument = new Map<SourceDocument, { readonly result: Result; readonly edit: ResultEdit }[]>();
  for (const result of results) {
    const { edit } = result;
    // A text with repeated keys has several readings: a change of one may be none in another.
    if (!edit || edit.place.document.format !== 'json' || edit.place.document.copies) continue;
    const list = byDocument.get(edit.place.document);
    if (list) list.push({ result, edit });
    else byDocument.set(edit.place.document, [{ result, edit }]);
  }
  if (byDocument.size === 0 || !secretPlaces) return edits;
  const allSecrets = secretPlaces();
  for (const [{ uri, text }, list] of byDocument) {
    const secrets = allSecrets.filter(({ document }) => document.uri === uri).map(({ path }) => path);
    const changes = list.map(({ edit: { place, value } }) => ({ path: place.path, value }));
    const lines = lineEdits(text, changes, secrets);
    for (const [i, { result, edit }] of list.entries()) {
      const change = changes[i];
      if (change) edits.set(result, { text: edit.text, uri, change, secrets, lines: lines[i] });
    }
  }
  return edits;
}
