import type {MarkdownDocument} from './document.ts'

/**
 * Whether a document says, near its start, that it is not like others of its template: that everything else is in another
 * document, or that it is about no incident. What it lacks it may lack on purpose then.
 */
export function isSetApart(document: MarkdownDocument): boolean {
  const known = apart.get(document) ?? saysSo.test(document.source.slice(0, longestHead).toLowerCase())
  apart.set(document, known)
  return known
}

/** Remembered, because each missing section asks. */
const apart = new WeakMap<MarkdownDocument, boolean>()

const longestHead = 4000

const saysSo = new RegExp(
  [
    String.raw`(?<!\p{Alpha})for (?:all|any|the) other (?:aspects|contents?|details|information|parts|sections|topics),? (?:please )?(?:consult|read|refer\s{1,3}to|see)(?!\p{Alpha})`,
    String.raw`(?:^|\n|[.!?]\s)[*_>\s]{0,9}(?:this (?:is not|isn['’]t) an?|dies ist kein|ce n['’]est pas une?|(?:esto|este) no es una?|ist[oe] não é uma?) (?:[\p{Alpha}-]+ ){0,2}(?:incident|outage|emergency|alert|vorfall|notfall|urgence|panne|incidente|emergencia|emergência)(?:[*_]|\s[-–—]|[.;](?:\s|$))`
  ].join('|'),
  'u'
)
