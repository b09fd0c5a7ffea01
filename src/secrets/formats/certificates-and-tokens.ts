import { base64Bytes } from '../checksums/bytes';
import { base64, base64Url, characters } from './characters';
import type { Format } from './format';
import { either, maybe, run, secret, text } from './shape';

const family = 'Certificates, private keys and tokens';

const privateKey = {
  family,
  rotate: 'Make a new key pair, replace the certificate or public key wherever it is trusted, and revoke the old one.',
} as const;

const beforeBase64 = characters('A-Za-z0-9+/_-');
const afterBase64 = characters('A-Za-z0-9+/_-');
/** Base64 in lines; the ends of lines may be escaped as in JSON, or have become blanks. */
const base64Lines = characters('A-Za-z0-9+/= \n\r\t\\');
const lineEnd = run(characters(' \n\r\t\\nr'), 0, 8);
const label = run(characters('A-Z0-9 '), 0, 30);

export const certificatesAndTokens: readonly Format[] = [
  {
    ...privateKey,
    id: 'private-key',
    name: 'Private key (PEM)',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    shape: [
      text('-----BEGIN '),
      label,
      text('PRIVATE KEY'),
      maybe(text(' BLOCK')),
      text('-----'),
      // Encrypted keys and those of PGP begin with header lines.
      maybe(
        run(characters('A-Za-z0-9 \n\r\t\\:,.()@<>_-'), 1, 300),
        text('\n\n', '\\n\\n', '\r\n\r\n', '\\r\\n\\r\\n'),
      ),
      either(
        [
          run(base64Lines, 20, 16000),
          text('-----END '),
          label,
          text('PRIVATE KEY'),
          maybe(text(' BLOCK')),
          text('-----'),
        ],
        // Cut off: the first line of it.
        [lineEnd, run(base64, 20, 100)],
      ),
    ],
    before: characters('-'),
    after: characters('-'),
  },
  {
    ...privateKey,
    id: 'private-key-base64',
    name: 'Private key (PEM in base64)',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    shape: [text('LS0tLS1CRUdJTi'), run(base64, 60, 16000), maybe(text('=')), maybe(text('='))],
    before: beforeBase64,
    after: afterBase64,
    // Certificates and public keys begin alike.
    accepts: (value) => /^-----BEGIN [A-Z ]{0,30}PRIVATE KEY/.test(asText(value.slice(0, 64))),
  },
  {
    ...privateKey,
    id: 'private-key-der',
    name: 'Private key (PKCS #8 in base64)',
    source: 'https://www.rfc-editor.org/rfc/rfc5958',
    shape: [
      text('MII'),
      run(base64, 3),
      text('IBADANBgkqhkiG9w0BAQEFAASC'),
      run(base64, 200, 8000),
      maybe(text('=')),
      maybe(text('=')),
    ],
    before: beforeBase64,
    after: afterBase64,
  },
  {
    ...privateKey,
    id: 'pfx-certificate',
    name: 'Certificate with its private key (PFX in base64)',
    source: 'https://www.rfc-editor.org/rfc/rfc7292',
    shape: [
      text('MI'),
      run(characters('I-L'), 1),
      run(base64, 2),
      run(characters('AQgw'), 1),
      text('IBAzCC'),
      run(base64, 100, 16000),
      maybe(text('=')),
      maybe(text('=')),
    ],
    before: beforeBase64,
  },
  {
    ...privateKey,
    id: 'putty-private-key',
    name: 'Private key (PuTTY)',
    source: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
    shape: [text('Private-Lines: '), run(characters('0-9'), 1, 3), lineEnd, secret(run(base64, 64))],
  },
  {
    ...privateKey,
    id: 'json-web-key',
    name: 'Private key (JSON Web Key)',
    source: 'https://www.rfc-editor.org/rfc/rfc7517',
    // The private exponent of RSA stands directly after the public one.
    shape: [
      text('"AQAB"'),
      run(characters(', \n\r\t'), 1, 10),
      text('"d"'),
      run(characters(': '), 1, 4),
      text('"'),
      secret(run(base64Url, 300, 1400)),
      text('"'),
    ],
  },
  {
    family,
    id: 'age-secret-key',
    name: 'Private key (age)',
    rotate: 'Make a new key, encrypt the files anew, and delete the old one.',
    source: 'https://age-encryption.org/v1',
    shape: [text('AGE-SECRET-KEY-1'), run(characters('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'), 58)],
  },
  {
    family,
    id: 'json-web-token',
    name: 'JSON Web Token',
    rotate: 'Revoke the token or the session at its issuer, and the secret that signs such tokens if it may be known.',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    shape: [
      text('eyJ'),
      run(base64Url, 10, 2000),
      text('.eyJ'),
      run(base64Url, 10, 12000),
      text('.'),
      run(base64Url, 20, 1400),
    ],
    accepts: isJsonWebToken,
  },
];

/** Whether the first part of a token is a JSON object that names the algorithm of its signature. The token of every tutorial is none. */
function isJsonWebToken(token: string): boolean {
  const [header = '', payload = ''] = token.split('.').map(asText);
  return /"alg"\s{0,5}:\s{0,5}"[A-Za-z0-9+_-]{2,20}"/.test(header) && !/"sub"\s{0,5}:\s{0,5}"1234567890"/.test(payload);
}

function asText(encoded: string): string {
  // The bytes become arguments of one call: as many as any name and algorithm need, and no more than a call can take.
  return String.fromCharCode(...(base64Bytes(encoded.slice(0, 4096)) ?? []));
}
