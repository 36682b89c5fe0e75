import type {MarkdownDocument} from './document.ts'

/**
 * Whether a document says by its status, near its start, that nobody goes on with it: in the front matter, as a label, in a
 * table or below a heading. It is a record then, and what it lacks is not to be filled in any more.
 */
export function isClosed(document: MarkdownDocument): boolean {
  const known = closed.get(document) ?? closedStatus.test(document.source.slice(0, longestHead))
  closed.set(document, known)
  return known
}

/** Kept, since several rules ask. */
const closed = new WeakMap<MarkdownDocument, boolean>()

const longestHead = 3000

const closedStatus =
  /(?:^|\n)[^\p{L}\n]{0,12}status[^\p{L}\r\n]{0,12}(?:\r?\n[^\p{L}]{0,12})?(?:abandoned|archived|declined|deprecated|final|frozen|obsolete|rejected|replaced|retired|superseded|withdrawn)(?![\p{L}\p{N}])/iu
