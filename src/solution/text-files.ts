import { type ArchiveContent, type ArtifactFile, UnreadableInput } from '../artifact/artifact';
import type { DocumentFormat } from '../document/place';
import { readDocument } from './documents';
import type { TextFile } from './solution';

/** Files that hold no text, by their name: pictures, fonts, archives, programs. Others without an extension are looked into. */
export function isMedia(path: string): boolean {
  return /\.(?:png|jpe?g|gif|bmp|ico|webp|svgz|tiff?|mp[34]|wav|webm|avi|mov|woff2?|ttf|eot|otf|zip|dll|exe|pdb|nupkg|pdf|docx?|xlsx?|pptx?)$/i.test(
    path,
  );
}

/**
 * A file of a unit as text, read when somebody looks at it.
 * @param refuse is told why a file could not be read, other than that it is no text
 */
export function textFile(file: ArtifactFile, unitRoot: string, refuse: (problem: UnreadableInput) => void): TextFile {
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      if (error.reason !== 'not-text') refuse(error);
      return undefined;
    }
  };
  return {
    path: file.path.slice(unitRoot.length),
    *read() {
      for (const one of file.open ? filesOfApp(file, attempt(file.open), refuse) : [file]) {
        const document = attempt(() => readDocument(one, unitRoot, formatOf(one.path)));
        if (document) yield document;
      }
    },
  };
}

/** What may be text in a canvas app, under the app's path. What its maker reads comes first: a finding is shown at the first place of a value. */
function filesOfApp(
  app: ArtifactFile,
  content: ArchiveContent | undefined,
  refuse: (problem: UnreadableInput) => void,
): readonly ArtifactFile[] {
  for (const problem of content?.unreadable ?? []) refuse(problem);
  const files = (content?.files ?? []).filter(({ path }) => !isMedia(path));
  const isSource = ({ path }: ArtifactFile) => /^src\//i.test(path);
  return [...files.filter(isSource), ...files.filter((file) => !isSource(file))].map((file) => ({
    ...file,
    path: `${app.path}/${file.path}`,
  }));
}

function formatOf(path: string): DocumentFormat {
  if (/\.json$/i.test(path)) return 'json';
  return /\.(?:xml|xaml|svg|resx|config)$/i.test(path) ? 'xml' : 'text';
}
