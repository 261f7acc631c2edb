// Writes fixtures/vectors from the published test vectors: `node scripts/vectors.mjs WYCHEPROOF OPENSSL`, where the
// first is Project Wycheproof's `testvectors` folder and the second OpenSSL's `test/recipes/30-test_evp_data`.
// What is taken, and what is left out to stay small, is what the functions below say; nothing is changed but
// that hexadecimal digits are lower case.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [wycheproof, openssl] = process.argv.slice(2);
if (!openssl) throw new Error('usage: node scripts/vectors.mjs WYCHEPROOF OPENSSL');
const target = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/vectors');

const commit = 'https://github.com/google/wycheproof at eb35c25e05d17dc05fdf42f40ff4cbb3a959c096';
const v3 = 'OpenSSL 3.5.7, test/recipes/30-test_evp_data';
const hashes = {
  'SHA-1': 'SHA_1',
  'SHA-256': 'SHA_256',
  'SHA-384': 'SHA_384',
  'SHA-512': 'SHA_512',
};
const rsaSizes = [2048, 3072, 4096];

const binary = new Set([
  'seed',
  'publicKey',
  'secretKey',
  'message',
  'signature',
  'context',
  'entropy',
  'ciphertext',
  'sharedSecret',
]);

write('aes-gcm', commit, aesGcm());
write('aes-kwp', commit, aesKwp());
write('ecdh', commit, ecdh());
write('ecdsa', commit, ecdsa());
write('ed25519', commit, ed25519());
write('hmac', commit, hmac());
write('kbkdf', `NIST CAVP KBKDF800-108 CounterMode, in ${v3}/evpkdf_kbkdf_counter.txt`, kbkdf());
write(
  'ml-dsa',
  `Wycheproof testvectors_v1 at 8e7fa6f8 and NIST ACVP, in ${v3}/evppkey_ml_dsa_*.txt`,
  mlDsa(),
  'base64',
);
write('ml-kem', `NIST ACVP, in ${v3}/evppkey_ml_kem_{keygen,encap_decap}.txt`, mlKem(), 'base64');
write('rsa-oaep', commit, rsaOaep());
write('rsa-pkcs1', commit, rsaPkcs1());
write('rsa-pss', commit, rsaPss());

function aesGcm() {
  return groupsOf(
    'aes_gcm',
    ({ keySize, ivSize, tagSize }) => keySize === 256 && ivSize === 96 && tagSize === 128,
  ).map(({ tests }) => ({ tests: tests.map(pick('key', 'iv', 'aad', 'msg', 'ct', 'tag')) }));
}

function hmac() {
  return [224, 256, 384, 512].flatMap((bits) =>
    groupsOf(`hmac_sha${bits}`).map(({ tagSize, tests }) => ({
      algorithm: `HMAC_SHA_${bits}`,
      tagBits: tagSize,
      // Truncated MACs are refused, whatever their result; a few show it.
      tests: every(tagSize === bits ? 1 : 10, tests).map(pick('key', 'msg', 'tag')),
    })),
  );
}

function aesKwp() {
  return groupsOf('kwp', ({ keySize }) => keySize === 256).map(({ tests }) => ({
    tests: tests.map(pick('key', 'msg', 'ct')),
  }));
}

function rsaOaep() {
  const whole = [
    '2048_sha1_mgf1sha1',
    '2048_sha256_mgf1sha256',
    '3072_sha256_mgf1sha256',
    '4096_sha256_mgf1sha256',
  ];
  const sameHash = ({ keysize, sha, mgfSha }) =>
    rsaSizes.includes(keysize) && sha === mgfSha && ['SHA-1', 'SHA-256'].includes(sha);
  return [
    ...whole.flatMap((name) => groupsOf(`rsa_oaep_${name}`)),
    ...groupsOf('rsa_oaep_misc', sameHash),
  ].map(({ keysize, sha, privateKeyPkcs8, tests }) => ({
    algorithm: `RSAES_OAEP_${hashes[sha]}`,
    bits: keysize,
    pkcs8: privateKeyPkcs8,
    tests: tests.map(pick('msg', 'ct', 'label')),
  }));
}

function rsaPss() {
  const row =
    (step) =>
    ({ keysize, sha, sLen, keyAsn, tests }) => ({
      algorithm: `RSASSA_PSS_${hashes[sha]}`,
      bits: keysize,
      saltBytes: sLen,
      rsaPublicKey: keyAsn,
      tests: every(step, tests, step < 10).map(pick('msg', 'sig')),
    });
  const known = ({ sha, mgfSha }) =>
    sha !== 'SHA-1' && Object.hasOwn(hashes, sha) && sha === mgfSha;
  return [
    ...groupsOf('rsa_pss_2048_sha256_mgf1_32').map(row(1)),
    ...groupsOf('rsa_pss_3072_sha256_mgf1_32').map(row(3)),
    ...groupsOf('rsa_pss_4096_sha256_mgf1_32').map(row(3)),
    // Salts of another length than the hash's.
    ...groupsOf('rsa_pss_2048_sha256_mgf1_0').map(row(10)),
    ...groupsOf('rsa_pss_4096_sha512_mgf1_32').map(row(10)),
    ...groupsOf('rsa_pss_misc', known).map(row(1)),
  ];
}

function rsaPkcs1() {
  const row =
    (step) =>
    ({ keysize, sha, keyDer, privateKeyPkcs8, tests }) => ({
      algorithm: `RSASSA_PKCS1_V1_5_${hashes[sha]}`,
      bits: keysize,
      spki: keyDer,
      ...(privateKeyPkcs8 && { pkcs8: privateKeyPkcs8 }),
      tests: every(step, tests, step < 10).map(pick('msg', 'sig')),
    });
  const known = ({ keysize, sha }) =>
    rsaSizes.includes(keysize) && sha !== 'SHA-1' && Object.hasOwn(hashes, sha);
  const others = [
    '2048_sha384',
    '2048_sha512',
    '3072_sha256',
    '3072_sha384',
    '3072_sha512',
    '4096_sha384',
    '4096_sha512',
  ];
  return [
    ...groupsOf('rsa_signature_2048_sha256').map(row(1)),
    ...others.flatMap((name) => groupsOf(`rsa_signature_${name}`)).map(row(8)),
    ...groupsOf('rsa_sig_gen_misc', known).map(row(1)),
  ];
}

function ecdsa() {
  const names = [
    'secp256r1_sha256',
    'secp384r1_sha384',
    'secp521r1_sha512',
    'secp256k1_sha256',
    'secp256r1_sha512',
    'secp384r1_sha512',
  ];
  return names.flatMap((name, n) =>
    // Half of the slow curves, a fifth of the hashes that KMS has for no spec.
    groupsOf(`ecdsa_${name}`)
      .filter((_, i) => i === 0 || i % [1, 2, 2, 1, 5, 5][n] === 0)
      .map(({ key, sha, keyDer, tests }) => ({
        algorithm: `ECDSA_${hashes[sha]}`,
        curve: key.curve,
        spki: keyDer,
        tests: every(n === 0 ? 1 : n < 4 ? 3 : 9, tests, n < 4).map(pick('msg', 'sig')),
      })),
  );
}

function ecdh() {
  return ['secp256r1', 'secp384r1', 'secp521r1', 'secp256k1'].flatMap((curve) =>
    groupsOf(`ecdh_${curve}`).map(({ tests }) => ({
      curve,
      tests: tests
        // Mutations of an encoding, and plain cases: all for one curve, some for the others.
        .filter(
          ({ flags, result }, i) =>
            curve === 'secp256r1' ||
            !(flags.includes('InvalidAsn') || result === 'valid') ||
            i % 6 === 0,
        )
        .map(pick('public', 'private', 'shared')),
    })),
  );
}

function ed25519() {
  return groupsOf('eddsa').map(({ key, keyDer, tests }) => ({
    spki: keyDer,
    seed: key.sk,
    tests: tests.map(pick('msg', 'sig')),
  }));
}

function kbkdf() {
  const tests = stanzas('evpkdf_kbkdf_counter').filter(
    ({ KDF, 'Ctrl.r': r, 'Ctrl.digest': digest }) =>
      KDF === 'KBKDF' && r === 'r:32' && digest === 'digest:SHA256',
  );
  return [
    {
      tests: tests.map((test, i) => ({
        id: i + 1,
        result: 'valid',
        key: after(test['Ctrl.hexkey']),
        fixedInput: after(test['Ctrl.hexinfo']),
        output: test.Output.toLowerCase(),
      })),
    },
  ];
}

function mlDsa() {
  const groups = [];
  for (const size of [44, 65, 87]) {
    const name = `ML-DSA-${size}`;
    const common = { spec: `ML_DSA_${size}` };
    const seeds = stanzas('evppkey_ml_dsa_keygen')
      .filter(({ KeyGen }) => KeyGen === name)
      .slice(0, 3);
    groups.push({
      ...common,
      kind: 'keygen',
      tests: seeds.map(({ Ctrl, CtrlOut }, i) => ({
        id: i + 1,
        result: 'valid',
        seed: after(Ctrl),
        publicKey: after(CtrlOut[0]),
        secretKey: after(CtrlOut[1]),
      })),
    });
    const signed = signatures(`evppkey_ml_dsa_${size}_wycheproof_sign`).filter(plain);
    const hedged = signatures('evppkey_ml_dsa_siggen').filter(
      ({ algorithm, mu }) => algorithm === name && mu,
    );
    const verified = signatures(`evppkey_ml_dsa_${size}_wycheproof_verify`);
    const external = signatures('evppkey_ml_dsa_sigver').filter(
      ({ algorithm, mu }) => algorithm === name && mu,
    );
    groups.push(
      ...byKey({ ...common, kind: 'sign' }, 'secretKey', [
        ...signed.slice(0, 4),
        ...hedged.filter(({ deterministic }) => deterministic).slice(0, 2),
        ...hedged.filter(({ deterministic }) => !deterministic).slice(0, 2),
      ]),
      ...byKey({ ...common, kind: 'verify' }, 'publicKey', [
        ...verified.filter(({ result }, i) => result === 'invalid' || i < 4 || i % 20 === 0),
        ...external.slice(0, 7),
      ]),
    );
  }
  return groups;
}

function mlKem() {
  const kem = stanzas('evppkey_ml_kem_encap_decap');
  return [512, 768, 1024].flatMap((size) => {
    const name = `ML-KEM-${size}`;
    const spec = `ML_KEM_${size}`;
    const keys = stanzas('evppkey_ml_kem_keygen')
      .filter(({ KeyGen }) => KeyGen === name)
      .slice(0, 3);
    const mine = kem.filter(({ Kem }) => Kem === name);
    const row = ({ comment, ...test }, fields) => ({
      id: Number(/tcId = (\d+)/.exec(comment)?.[1] ?? 0),
      comment: /(valid decapsulation|modified ciphertext)/.exec(comment)?.[1] ?? '',
      result: 'valid',
      ...Object.fromEntries(
        Object.entries(fields).map(([to, from]) => [to, test[from].toLowerCase()]),
      ),
    });
    return [
      {
        spec,
        kind: 'keygen',
        tests: keys.map(({ Ctrl, CtrlOut }, i) => ({
          id: i + 1,
          result: 'valid',
          seed: after(Ctrl),
          publicKey: after(CtrlOut[0]),
          secretKey: after(CtrlOut[1]),
        })),
      },
      {
        spec,
        kind: 'encapsulate',
        tests: mine
          .filter(({ Entropy }) => Entropy)
          .slice(0, 4)
          .map((test) =>
            row(test, {
              entropy: 'Entropy',
              publicKey: 'EncodedPublicKey',
              ciphertext: 'Ciphertext',
              sharedSecret: 'Output',
            }),
          ),
      },
      {
        spec,
        kind: 'decapsulate',
        tests: mine
          .filter(({ EncodedPrivateKey }) => EncodedPrivateKey)
          .map((test) =>
            row(test, {
              secretKey: 'EncodedPrivateKey',
              ciphertext: 'Input',
              sharedSecret: 'Output',
            }),
          ),
      },
    ];
  });
}

/** The groups of a Wycheproof file. */
function groupsOf(name, wanted = () => true) {
  return JSON.parse(readFileSync(join(wycheproof, `${name}_test.json`), 'utf8')).testGroups.filter(
    wanted,
  );
}

/** A Wycheproof test with only these fields of its own. */
function pick(...fields) {
  return ({ tcId, comment, flags, result, ...test }) => ({
    id: tcId,
    ...(comment && { comment }),
    ...(flags.length > 0 && { flags }),
    result,
    ...Object.fromEntries(
      fields.filter((field) => test[field]).map((field) => [field, test[field]]),
    ),
  });
}

/** Each `step`-th test; and, if wanted, every one that is not plainly invalid. */
function every(step, tests, good = false) {
  return tests.filter(({ result }, i) => i % step === 0 || (good && result !== 'invalid'));
}

/** The stanzas of an OpenSSL test file; a repeated field is an array. */
function stanzas(name) {
  const text = readFileSync(join(openssl, `${name}.txt`), 'utf8');
  return text.split(/\n\s*\n/).map((stanza) => {
    const fields = { comment: '' };
    for (const line of stanza.split('\n')) {
      if (line.startsWith('#')) fields.comment += `${line.slice(1).trim()}\n`;
      const [, field, value] = /^([A-Za-z.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
      if (field) fields[field] = field in fields ? [fields[field], value].flat() : value;
    }
    return fields;
  });
}

/** The signature tests of an OpenSSL file, with their keys. */
function signatures(name) {
  const keys = new Map();
  const tests = [];
  for (const stanza of stanzas(name)) {
    for (const text of [stanza.PrivateKeyRaw, stanza.PublicKeyRaw].flat().filter(Boolean)) {
      const [id, , bytes] = text.split(':');
      keys.set(id, bytes.toLowerCase());
    }
    const use = stanza['Sign-Message'] ?? stanza['Verify-Message-Public'];
    if (!use) continue;
    const controls = Object.fromEntries(
      [stanza.Ctrl ?? []].flat().map((text) => [text.slice(0, text.indexOf(':')), after(text)]),
    );
    const [algorithm, key] = use.split(':');
    const [, number, comment = ''] = /^(\d+)?\s*(.*)/.exec(stanza.comment);
    tests.push({
      id: Number(number ?? tests.length + 1),
      comment,
      algorithm,
      key: keys.get(key),
      result: stanza.Result ? 'invalid' : 'valid',
      context: controls['hexcontext-string'] ?? '',
      entropy: controls['hextest-entropy'],
      deterministic: controls.deterministic === '1',
      mu: controls.mu === '1',
      message: [stanza.Input ?? ''].flat()[0].toLowerCase(),
      signature: [stanza.Output ?? ''].flat()[0].toLowerCase(),
    });
  }
  return tests;
}

function plain({ context, result }) {
  return context === '' && result === 'valid';
}

/** Tests of signatures, gathered by their keys. */
function byKey(common, keyField, tests) {
  const groups = new Map();
  for (const { id, comment, result, context, entropy, mu, message, signature, key } of tests) {
    if (!key) continue;
    if (!groups.has(key)) groups.set(key, { ...common, [keyField]: key, tests: [] });
    groups.get(key).tests.push({
      id,
      ...(comment && { comment }),
      result,
      ...(context && { context }),
      ...(mu && { mu }),
      ...(entropy && { entropy }),
      message,
      signature,
    });
  }
  return [...groups.values()];
}

function after(text) {
  return text.slice(text.indexOf(':') + 1).toLowerCase();
}

/** One line for each test, so that differences are readable. */
function write(name, source, groups, encoding = 'hex') {
  const value = (key, text) =>
    encoding === 'base64' && typeof text === 'string' && binary.has(key)
      ? Buffer.from(text, 'hex').toString('base64')
      : text;
  const lines = groups
    .filter(({ tests }) => tests.length > 0)
    .map(({ tests, ...group }) => {
      const rows = tests.map((test) => `  ${JSON.stringify(test, value)}`).join(',\n');
      const head = JSON.stringify(group, value).slice(0, -1);
      return `${head}${head === '{' ? '' : ','}"tests":[\n${rows}\n]}`;
    });
  const head = `{"source":${JSON.stringify(source)},"encoding":"${encoding}","groups":[`;
  writeFileSync(join(target, `${name}.json`), `${head}\n${lines.join(',\n')}\n]}\n`);
}
