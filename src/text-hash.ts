/**
 * A hash to recognise a text by: SHA-256 in hexadecimal, because nobody can make two texts with the same one.
 *
 * `node:crypto` is loaded on first use, and not with `import`, which would also load Web Crypto.
 */
export function textHash(text: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text)
}
