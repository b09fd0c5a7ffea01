/**
 * Adds the optional packages of other platforms that npm left out of `package-lock.json`.
 *
 * Packages with a native part (esbuild, Biome, swc) list one package for each platform, of which npm installs the one that fits. npm
 * writes the others into the lockfile only if the registry answers for them; where a mirror holds those of one platform alone,
 * they are missing, and `npm ci` fails everywhere else. What is needed can be told from the lists themselves: the version
 * is exact, and the name says platform, processor and C library.
 *
 *     npm install && node scripts/complete-lockfile.cjs
 */
const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, '..', 'package-lock.json');
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];

/** Packages that some package of the lockfile offers by an exact version and that are not in it. */
function missingFrom(packages) {
  const missing = {};
  for (const [folder, owner] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      const isThere = `node_modules/${name}` in packages || `${folder}/node_modules/${name}` in packages;
      const entry = isThere ? undefined : entryFor(name, version, owner);
      if (entry) missing[`node_modules/${name}`] = entry;
    }
  }
  return missing;
}

/** Such as `@esbuild/linux-x64` or `@swc/core-linux-arm64-musl`; `undefined` for a package that is for no one platform. */
function entryFor(name, version, owner) {
  const words = name.split('/').pop().split('-');
  const at = words.findIndex((word) => systems.includes(word));
  if (at < 0 || words[at + 1] === undefined || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const [os, cpu, suffix = ''] = words.slice(at);
  const library = suffix.startsWith('musl') ? 'musl' : suffix.startsWith('gnu') ? 'glibc' : undefined;
  return {
    version,
    cpu: [cpu],
    ...(owner.dev && { dev: true }),
    ...(library && { libc: [library] }),
    license: owner.license,
    optional: true,
    os: [os],
    ...(owner.engines && { engines: owner.engines }),
  };
}

const lockfile = JSON.parse(fs.readFileSync(file, 'utf8'));
const missing = missingFrom(lockfile.packages);
const { '': root, ...others } = { ...lockfile.packages, ...missing };
const sorted = Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'));
lockfile.packages = { '': root, ...Object.fromEntries(sorted) };
fs.writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(`${Object.keys(missing).length} packages of other platforms added to package-lock.json`);
