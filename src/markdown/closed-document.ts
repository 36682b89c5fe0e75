import type {MarkdownDocument} from './document.ts'

/**
 * Whether a document's status, near its start, says that nobody will continue it: in the title, in the front matter, as a
 * label, in a table or below a heading. It is only a record then, and nobody has to fill in what it lacks.
 */
export function isClosed(document: MarkdownDocument): boolean {
  const known = closed.get(document) ?? closedStatus.test(document.source.slice(0, longestHead))
  closed.set(document, known)
  return known
}

/** Remembered, because several rules ask. */
const closed = new WeakMap<MarkdownDocument, boolean>()

const longestHead = 3000

const closedStatus =
  /(?:^|\n)# [^\n]{0,200}[[(](?:replaced|superseded) by |(?:^|\n)[^\p{Alpha}\n]{0,12}status[^\p{Alpha}\r\n]{0,40}(?:\r?\n[^\p{Alpha}]{0,12})?(?:abandoned|archived|declined|deprecated|final|frozen|implemented|obsolete|rejected|replaced|retired|superseded|withdrawn)(?![\p{Alpha}\p{N}])/iu
