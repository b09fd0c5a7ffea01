const AdmZip = require('adm-zip');

/**
 * An extension package for Azure DevOps: a zip with two manifests and a list of content types (an OPC package), as Microsoft's own packager
 * writes it. That one brings 290 packages along and stamps the time of the day on every entry; this one gives the same bytes anywhere.
 * https://learn.microsoft.com/azure/devops/extend/develop/manifest
 */

/** By extension. A file without one would be dropped by readers of such packages, so it is refused here. */
const contentTypes = {
  cjs: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  png: 'image/png',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
  vsomanifest: 'application/json',
};

/**
 * @param extension the content of `vss-extension.json`
 * @param files content (Buffer) by path in the package
 * @returns the package as a Buffer
 */
function vsix(extension, files) {
  const entries = new Map([
    ...files,
    ['extension.vsixmanifest', Buffer.from(packageManifest(extension))],
    ['extension.vsomanifest', Buffer.from(contributionManifest(extension))],
  ]);
  for (const { path } of Object.values(extension.content)) {
    if (!entries.has(path)) throw new Error(`vss-extension.json names ${path}, which is not among its files`);
  }
  entries.set('[Content_Types].xml', Buffer.from(contentTypesOf([...entries.keys()])));
  const zip = new AdmZip();
  for (const path of [...entries.keys()].sort()) {
    zip.addFile(path, entries.get(path));
    const { header } = zip.getEntry(path);
    // The oldest time that a zip can tell. Stored, since compressors differ between versions of Node.
    header.time = new Date(1980, 0, 1);
    header.method = 0;
    header.attr = 0o644 << 16;
  }
  return zip.toBuffer();
}

function contentTypesOf(paths) {
  const extensions = new Set(
    paths.map((path) => {
      const extension = /[^/]\.([a-z]+)$/.exec(path)?.[1];
      if (!contentTypes[extension]) throw new Error(`${path} has no extension that a package can hold`);
      return extension;
    }),
  );
  const defaults = [...extensions]
    .sort()
    .map((one) => `  <Default Extension=".${one}" ContentType="${contentTypes[one]}"/>\n`);
  return `<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\n${defaults.join('')}</Types>\n`;
}

function packageManifest({
  id,
  publisher,
  version,
  name,
  description,
  public: isPublic,
  categories,
  tags,
  targets,
  links,
  repository,
  icons,
  content,
}) {
  const property = (key, value) =>
    `      <Property Id="Microsoft.VisualStudio.Services.${key}" Value="${escaped(value)}"/>\n`;
  const asset = (type, path) =>
    `    <Asset Type="Microsoft.VisualStudio.Services.${type}" d:Source="File" Path="${escaped(path)}" Addressable="true"/>\n`;
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const properties = [
    ...Object.entries(links).map(([key, { uri }]) => property(`Links.${capital(key)}`, uri)),
    property('Links.GitHub', repository.uri),
  ];
  const assets = [
    asset('Icons.Default', icons.default),
    ...Object.entries(content).map(([key, { path }]) => asset(`Content.${capital(key)}`, path)),
    asset('Manifest', 'extension.vsomanifest'),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(id)}" Publisher="${escaped(publisher)}" Version="${escaped(version)}"/>
    <DisplayName>${escaped(name)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <GalleryFlags>${isPublic ? 'Public' : ''}</GalleryFlags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <Tags>${escaped(tags.join(','))}</Tags>
    <Properties>
${properties.join('')}    </Properties>
    <Icon>${escaped(icons.default)}</Icon>
    <License>${escaped(content.license.path)}</License>
  </Metadata>
  <Dependencies/>
  <Installation>
${targets.map((target) => `    <InstallationTarget Id="${escaped(target.id)}"/>\n`).join('')}  </Installation>
  <Assets>
${assets.join('')}  </Assets>
</PackageManifest>
`;
}

function contributionManifest({ manifestVersion, repository, contributions, scopes = [] }) {
  return `${JSON.stringify({ manifestVersion, repository, contributions, scopes, contributionTypes: [] }, null, 2)}\n`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

module.exports = { vsix };
