/**
 * The hash by which a text is known again: SHA-1, in hexadecimal.
 *
 * `node:crypto` is loaded when it is first wanted, and not as a module, which would load all of Web Crypto with it.
 */
export function textHash(text: string | Uint8Array): string {
  return process.getBuiltinModule('node:crypto').hash('sha1', text)
}
