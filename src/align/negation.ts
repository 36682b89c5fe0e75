import type {Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {textOf} from '../markdown/text.ts'
import {withoutPlural} from '../template/name-variants.ts'

/**
 * What a section of a few short texts, and nothing else, says is not there: what its heading names, as in
 * `The gate falls shut, no custom hinges.` below `Hinges`, or something; undefined if it says nothing of the kind, or
 * has more to say.
 */
export function negatedIn(section: Section): 'its name' | 'something' | undefined {
  const statements = section.heading && section.children.length === 0 ? statementsOf(section) : []
  if (statements.length > mostTexts || !statements.every(({type}) => type === 'paragraph' || type === 'blockquote'))
    return undefined
  const text = statements.map((node) => textOf(node)).join('\n')
  return text.length <= longest ? negatedBy(text.toLowerCase(), wordsOf(section.name)) : undefined
}

const mostTexts = 3
const longest = 400

function negatedBy(text: string, words: readonly string[]): 'its name' | 'something' | undefined {
  const phrases = [...text.matchAll(noneOf), ...text.matchAll(noneBehind)].map(([phrase]) => phrase)
  if (phrases.some((phrase) => words.some((word) => phrase.includes(word)))) return 'its name'
  return phrases.length > 0 || somethingAbsent.test(text) ? 'something' : undefined
}

/** The words of a name that are more than articles, without plurals; in languages without spaces, the whole name. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{Alpha}]+/u)
    .map((word) => withoutPlural(word))
    .filter((word) => word.length >= (/[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(word) ? 2 : fewestLetters))
}

const fewestLetters = 4

/** That there is none of what follows, up to the end of the clause. */
const noneOf =
  /(?<!\p{Alpha})(?:no(?! (?:doubt|fewer|later|less|longer|matter|more|one|sooner|wonder)(?!\p{Alpha}))|zero|zéro|0|aucune?|keine?[rnms]?|ningun[oa]s?|ningún|cero|nenhuma?|nessun[oa]?|geen|нет|никаких) [^.,;:!?()\n—–]{1,80}|(?:没有|沒有|无|無)[^。，、；,;\n]{1,20}/gu

/** That there is none of what comes before, in languages that say so behind it. */
const noneBehind = /[^。、.,\n]{1,20}(?:ありません|なし|はない|を持たない|없음|없다|없습니다)/gu

/** Other words for what something is not, or does without. */
const somethingAbsent =
  /(?<!\p{Alpha})(?:non-\p{Alpha}|not applicable|none(?! of)(?!\p{Alpha})|without any(?!\p{Alpha})|nicht (?:nötig|vorhanden)|keinerlei|sans (?:aucun|objet)|sin ning|sem nenhum|senza alcun|zonder enige)/u
