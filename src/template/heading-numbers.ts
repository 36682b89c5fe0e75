import {foldWhitespace} from '../markdown/text.ts'

/** A name without the number before it; unchanged if nothing else is there. */
export function withoutNumbering(text: string): string {
  const folded = foldWhitespace(text)
  return foldWhitespace(folded.replace(leadingNumber, '')) || folded
}

const hanNumber = '[〇零一二三四五六七八九十百\\d]{1,6}'

/** `1.`, `1.2`, `4-2.`, `(1)`, `A.`, `IV)`; without a space where another script follows; `一、`, `（五）`, `第3章`, `제2장`, `가.`. */
const leadingNumber = new RegExp(
  [
    String.raw`^(?:§\s*)?(?:\d{1,3}(?:\.(?:\d{1,3}|[A-Za-z]))*\s[-–—]\s|(?:\d+(?:\.\d+)*|\d{1,3}\.[A-Z])[.):]?\s|\d{1,3}(?:-\d{1,3}){1,2}[.)]\s|[A-Z][.)]\s|[IVX]+[.)]\s)(?=\S)`,
    String.raw`^\((?:\d{1,3}|[A-Z]|[ivx]{1,5})\)\s*(?=\S)`,
    String.raw`^\d+(?:\.\d+)*[.)、:]\s*(?=[^\p{ASCII}])`,
    String.raw`^(?:\(${hanNumber}\)|${hanNumber}[、.,)])\s*(?=\S)`,
    String.raw`^第\s?${hanNumber}\s?[章节節部条條篇回項项步]\s?[:.、]?\s?(?=\S)`,
    String.raw`^제\s?\d{1,3}\s?[장절조항]\s?[:.]?\s?(?=\S)`,
    String.raw`^[가나다라마바사아자차카타파하][.)]\s+(?=\S)`
  ].join('|'),
  'u'
)

/** The number before a name: `3` in `3. Steps`, `5.C` in `5.C — Fall back`, `B` in `§B. Heat` and `B — Heat`; undefined if it has none. */
export function numberingOf(name: string | undefined): string | undefined {
  return /^(?:§\s?)?(\d{1,4}(?:\.(?:\d{1,4}|[A-Z]))?|[A-Z](?=[.)]|\s[-–—]\s))[.):]?\s/.exec(name ?? '')?.[1]
}
