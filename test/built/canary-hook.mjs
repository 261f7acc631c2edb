// Loaded before the program (`node --import`): keeps a copy of every secret that becomes a key, and writes them
// to the file of CANARIES when the process ends. Until then they are bytes and key objects, never texts.
import crypto from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

const secrets = [];
const privateKeys = [];

/** Adds bytes that must not be seen anywhere. */
globalThis.addCanary = (bytes) => void secrets.push(Buffer.from(bytes));

const { createSecretKey, createPrivateKey, generateKeyPair } = crypto;
crypto.createSecretKey = (bytes, ...rest) => {
  globalThis.addCanary(bytes);
  return createSecretKey(bytes, ...rest);
};
crypto.createPrivateKey = (...given) => kept(createPrivateKey(...given));
const generate = promisify(generateKeyPair);
crypto.generateKeyPair = (...given) => generateKeyPair(...given);
crypto.generateKeyPair[promisify.custom] = async (...given) => {
  const pair = await generate(...given);
  kept(pair.privateKey);
  return pair;
};
syncBuiltinESMExports();

function kept(privateKey) {
  privateKeys.push(privateKey);
  return privateKey;
}

process.on('exit', () => {
  if (!process.env.CANARIES) return;
  // The parts of a private key that are secret: d of all, the primes of RSA.
  const numbers = privateKeys.flatMap((key) => {
    const { d, p, q } = key.export({ format: 'jwk' });
    return [d, p, q].flatMap((part) => (part ? [Buffer.from(part, 'base64url')] : []));
  });
  const all = [...secrets, ...numbers].filter((bytes) => bytes.length >= 16);
  writeFileSync(process.env.CANARIES, JSON.stringify(all.map((bytes) => bytes.toString('hex'))));
});
