import { type ArtifactFile, UnreadableInput } from '../artifact/artifact';
import type { DocumentFormat } from '../document/place';
import { readDocument } from './documents';
import type { TextFile } from './solution';

/** Files that hold no text, by their name: pictures, fonts, archives, programs. Others without an extension are looked into. */
export function isMedia(path: string): boolean {
  return /\.(?:png|jpe?g|gif|bmp|ico|webp|svgz|tiff?|mp[34]|wav|webm|avi|mov|woff2?|ttf|eot|otf|zip|msapp|dll|exe|pdb|nupkg|pdf|docx?|xlsx?|pptx?)$/i.test(
    path,
  );
}

/**
 * A file of a unit as text, read when somebody looks at it.
 * @param refuse is told why a file could not be read, other than that it is no text
 */
export function textFile(file: ArtifactFile, unitRoot: string, refuse: (problem: UnreadableInput) => void): TextFile {
  return {
    path: file.path.slice(unitRoot.length),
    read() {
      try {
        return readDocument(file, unitRoot, formatOf(file.path));
      } catch (error) {
        if (!(error instanceof UnreadableInput)) throw error;
        if (error.reason !== 'not-text') refuse(error);
        return undefined;
      }
    },
  };
}

function formatOf(path: string): DocumentFormat {
  if (/\.json$/i.test(path)) return 'json';
  return /\.(?:xml|xaml|svg|resx|config)$/i.test(path) ? 'xml' : 'text';
}
