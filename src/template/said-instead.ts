import {foldWhitespace} from '../markdown/text.ts'

/**
 * The sentence, in lower case, that a text asks for where there is nothing else to write:
 * `[If not applicable: "This kiln has no fan: it burns wood."]`.
 *
 * @returns Its words up to a break within it, since documents go on in words of their own; undefined if there is none.
 */
export function saidInsteadBy(text: string): string | undefined {
  const folded = foldWhitespace(text.slice(0, longestText)).toLowerCase()
  if (!inCase.test(folded)) return undefined
  const [, sentence = ''] = quoted.exec(folded) ?? []
  const [opening = ''] = sentence.split(breaks, 1)
  const isSaying = opening.split(' ').length >= fewestWords || inHan.test(opening)
  return isSaying ? opening : undefined
}

/** Whether a text of a document opens with such a sentence. */
export function opensWith(text: string, sentence: string): boolean {
  const folded = foldWhitespace(text.slice(0, longestText))
    .toLowerCase()
    .replace(/^[^\p{Alpha}\p{N}]+/u, '')
  return folded.startsWith(sentence) && !/^[\p{Alpha}\p{N}]/u.test(folded.slice(sentence.length))
}

const longestText = 500

/** A shorter quotation is a value, such as `"none"`, which is recognised by itself. */
const fewestWords = 3

const inCase = new RegExp(
  `^[[(（{<*_>]{0,3}(?:(?:${[
    "if (?:(?:it is |this is |that is )?(?:not applicable|n/a|none|empty)|(?:it|this|that) (?:does not|doesn[’']t) apply|there (?:is|are) (?:none|no|nothing)|nothing applies|unused)",
    "si (?:no (?:aplica|procede|corresponde|hay|existe)|non applicable|(?:cela )?ne s[’']applique pas|aucune?)|s[’']il n[’']y (?:en )?a",
    'se (?:não (?:se aplica|se aplicar|houver|existir)|non (?:applicabile|si applica))|(?:wenn|falls|sofern) (?:nicht (?:zutreffend|anwendbar)|es keine|keine|entfällt|nicht vorhanden)|indien niet van toepassing',
    'если (?:не (?:применимо|применяется)|нет)'
  ].join(
    '|'
  )})(?![\\p{Alpha}\\p{N}])|(?:如果?|若)?(?:不适用|不適用|不涉及|没有|无|無)|(?:該当しない|該当なし|ない|不要な|なければ|対象外の)(?:場合|とき)?|(?:해당 ?(?:사항 ?)?없(?:으면|음|는 경우)|없으면))`,
  'u'
)

const quoted = /["“”„«「『‘]\s?([^"“”„«»「」『』‘’]{4,200})\s?["”“»」』’]/u
const breaks = /\s[–—-]\s|[.,;:!。，；：、！]/u
const inHan = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]{4}/u
