import AdmZip from 'adm-zip';
import { solutionFiles } from '../../support/solution-files';

/**
 * A solution in which each of the names is that of a flow and of an action in it, with one finding (`cleartext-http`) for each.
 * Actions bear any name; what XML cannot hold is left out of the flow's.
 */
export function solutionZip(names: readonly string[]): Buffer {
  const flows = Object.fromEntries(
    names.map((name, i) => {
      const action = { type: 'Http', inputs: { method: 'GET', uri: `http://server${i}.example.com` } };
      return [`Flow${i}`, { actions: Object.fromEntries([[name, action]]) }];
    }),
  );
  const zip = new AdmZip();
  for (const [path, text] of solutionFiles({ flows })) {
    const named = text.replaceAll(/ Name="Flow(\d+)"/g, (_, i) => ` Name="${attribute(names[Number(i)] ?? '')}"`);
    zip.addFile(path, Buffer.from(path === 'customizations.xml' ? named : text));
  }
  return zip.toBuffer();
}

function attribute(text: string): string {
  const allowed = [...text].filter((character) =>
    /[\t\n\r\u0020-\uD7FF\uE000-\uFFFD]|[\u{10000}-\u{10FFFF}]/u.test(character),
  );
  return allowed.map((character) => `&#${character.codePointAt(0)};`).join('');
}
