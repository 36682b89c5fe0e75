/**
 * The hash by which a text is known again: SHA-256, in hexadecimal, since nobody can make two texts that share one.
 *
 * `node:crypto` is loaded when it is first wanted, and not as a module, which would load all of Web Crypto with it.
 */
export function textHash(text: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text)
}
