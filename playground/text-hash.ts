/** Replaces `src/text-hash.ts`: nothing is stored between visits, so a text can be its own hash. */
export function textHash(text: string): string {
  return text
}
