import {foldWhitespace} from '../markdown/text.ts'

/**
 * Recognises headings and comments that say that a section may be empty because it is filled in later. Texts are
 * matched in lower case, in the languages of the templates that we have seen.
 */

/** What may follow a word for empty that is about the section itself: `empty at creation`, not `empty cells`. */
const sofar = String.raw`(?=\s*(?:$|[.,;:!—–-]|\(|\b(?:at|until|till|unless|by|when|if|for now|before|on creation|initially|first)\b))`

const wordings: readonly RegExp[] = [
  new RegExp(
    `^(?:(?:this |the )?(?:section )?(?:may|can|should|is to|must) (?:be |stay |remain )|is |stays? |remains? |initially |starts? )?(?:left |kept |leave |keep )?(?:this |it )?(?:section )?(?:empty|blank)${sofar}`
  ),
  /^(?:is |to be |will be )?(?:filled|populated|appended|completed)(?: (?:in|out|up))? (?:(?:after|during|later|once|when|while|upon|until)\b|as (?:the )?(?:work|you|we|they|things|project)\b|by (?!hand\b|(?:the |its )?(?:author|writer|you)\b))/,
  /^to be (?:added|done|written|recorded) (?:after|later|once|when|during|upon)\b/,
  /^(?:[\p{Alpha}-]+ ){1,3}(?:fills?|completes?|appends?|updates?)(?: (?:in|out|up|this|it|here)){0,2} (?:as (?:the )?(?:work|project)|(?:only )?(?:when|once|after|while|during|later)|only if)\b/u,
  /^(?:bleibt |zunächst |anfangs |darf )(?:zunächst |anfangs )?leer(?!\p{Alpha})|^leer (?:bei|bis|lassen)(?!\p{Alpha})|^wird (?:später|nach|vom|von|während|im laufe) (?:\p{Alpha}+ ){0,4}(?:ausgefüllt|ergänzt|befüllt|eingetragen)(?!\p{Alpha})/u,
  /^(?:reste |laisser |peut (?:être|rester) |initialement )?vide (?:à|au|jusqu)|^laisser vide(?!\p{Alpha})|^(?:à |sera )?(?:rempli|complété|remplir|compléter)(?:e|er)? (?:par (?!l['’]auteur)|après|au fur|lors|ensuite|plus tard)/u,
  /^(?:queda |dejar |puede quedar |inicialmente )?vac[ií][oa] (?:al|hasta|en)(?!\p{Alpha})|^dejar (?:en blanco|vac[ií][oa])(?!\p{Alpha})|^(?:se )?(?:rellena|completa|rellenar|completar) (?:después|más tarde|durante|al)(?!\p{Alpha})/u,
  /^(?:fica |deixar |pode ficar |inicialmente )?vazi[oa] (?:na|ao|até)(?!\p{Alpha})|^deixar (?:em branco|vazi[oa])(?!\p{Alpha})|^(?:preenchid[oa]|preencher) (?:após|depois|durante|ao)(?!\p{Alpha})/u,
  /^(?:作成|起票|最初|初期)(?:時|は|時は)?[^。]{0,6}空|^空(?:のまま|欄)でも?(?:よい|可)|^(?:完了|実施|リリース|作業)(?:後|中)に(?:記入|記載|追記)|^後で(?:記入|追記)/u,
  /^(?:创建|初始)时?[^。]{0,4}(?:为空|留空)|^可(?:以)?(?:为空|留空)|^(?:完成|发布|实施|执行)(?:后|中|时)再?(?:填写|补充|追加)/u
]

/**
 * Whether the first words of a note on a section say that it may be empty: `Empty at creation`,
 * `Filled in by the reviewer`.
 */
export function saysMayBeEmpty(note: string): boolean {
  const text = foldWhitespace(note.slice(0, 300)).toLowerCase()
  return wordings.some((wording) => wording.test(text))
}

/** Whether a heading says so in brackets or after a dash. */
export function saysMayBeEmptyInName(name: string): boolean {
  return Array.from(name.slice(0, 300).matchAll(/[([（]([^()[\]（）]{3,250})[)\]）]|\s[–—-]\s([^–—]{3,250})$/gu)).some(
    ([, inBrackets, behind]) => saysMayBeEmpty((inBrackets ?? behind ?? '').trim())
  )
}

/** Whether a heading only says that there is nothing yet: `Empty`, `TBD`, `None yet`. */
export function namesNothing(name: string): boolean {
  return nothing.test(
    name
      .slice(0, 60)
      .replaceAll(/[^\p{Alpha}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase()
  )
}

const nothing =
  /^(?:empty|tb[acd]|to be (?:added|announced|confirmed|decided|defined|determined|named)|(?:none|nothing) (?:so far|yet)|leer|vide|vac[ií]o|vazio|noch offen|待定|未定|空|미정)$/u
