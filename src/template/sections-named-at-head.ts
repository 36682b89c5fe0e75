import {foldWhitespace} from '../markdown/text.ts'
import {foldedText} from './heading-pattern.ts'

/** What a sentence about sections of the template says of those that it names. */
export interface NamedSections {
  /** Whether they may go in some documents only; otherwise none keeps them. */
  readonly isOptional: boolean
  /** Whether the section with a name is among them. */
  readonly has: (name: string) => boolean
}

/**
 * What a text at the head of a template says about sections that it names, in any letter case:
 * `The sections INTRODUCTION and SOURCES are removed in copies`, `The section "Smoke" may be left out`.
 */
export function sectionsNamedIn(text: string): readonly NamedSections[] {
  return foldWhitespace(text.slice(0, 5000))
    .split(/[.!?;](?= |$)|[。！？；]/)
    .flatMap((sentence) => {
      const lower = sentence.toLowerCase()
      if (lower.length > longestSentence || !aboutSections.test(lower) || staying.test(lower)) return []
      const isOptional = permitting.test(lower)
      if (!going.test(lower) && !optional.test(lower)) return []
      return [{isOptional, has: nameFinder(sentence)}]
    })
}

const longestSentence = 400

function nameFinder(sentence: string): NamedSections['has'] {
  const folded = ` ${foldedText(sentence)} `
  return (name) => {
    const wanted = foldedText(name)
    if (wanted.length < 2 || aboutSections.test(wanted)) return false
    const at = folded.indexOf(wanted)
    const around = `${folded[at - 1] ?? ' '}${folded[at + wanted.length] ?? ' '}`
    return at >= 0 && (/\p{Script=Han}|[\u3040-\u30FF\uAC00-\uD7AF]/u.test(wanted) || !/[\p{Alpha}\p{N}]/u.test(around))
  }
}

/** The expressions below are in lower case, in the languages of the templates that we have seen. */
const aboutSections =
  /(?<!\p{Alpha})(?:(?:sub-?)?sections?|chapters?|headings?|seç(?:ão|ões)|secç(?:ão|ões)|secci(?:ón|ones)|apartados?|capítulos?|rubriques?|parties|chapitres?|sezion[ei]|capitol[oi]|(?:unter)?abschnitten?|(?:unter)?abschnitt|kapiteln?|secties?|paragra(?:af|fen)|hoofdstuk(?:ken)?|onderde(?:el|len)|(?:под)?раздел\p{Alpha}{0,3}|розділ\p{Alpha}{0,3}|sekcj\p{Alpha}{1,3}|rozdział\p{Alpha}{0,3})(?!\p{Alpha})|章节|章節|小节|小節|部分|セクション|節|章|섹션|절|항목/u

const going = new RegExp(
  String.raw`(?<!\p{Alpha})(?:${[
    'removed?|deleted?|drop(?:ped)?|omit(?:ted)?|left out|leave out|stripped|strip',
    '(?:apagad|removid|excluíd|eliminad|suprimid|omitid|borrad|quitad)[ao]s?|(?:apag|elimin|borr|quit)(?:ar|a|ue|e|en|an)|(?:remov|exclu|suprim|omit)(?:er|ir|a|e|i)',
    '(?:supprim|retir|enlev)(?:ée?s?|er|ez)|omis(?:es?)?|omettre|omettez|(?:rimoss|eliminat|omess|cancellat)[aei]|(?:rimuov|omett)(?:ere|i|ete)|(?:elimin|cancell)(?:are|a|ate)',
    'entfernt?|entfernen|gelöscht|löschen|gestrichen|streichen|weggelassen|weglassen|entfallen|verwijderd?|verwijderen|geschrapt|schrap|weggelaten',
    'удал\\p{Alpha}{1,6}|убра\\p{Alpha}{1,4}|убира\\p{Alpha}{1,4}|убер\\p{Alpha}{1,4}|опуска\\p{Alpha}{1,4}|опусти\\p{Alpha}{1,4}|usun\\p{Alpha}{1,5}|usuw\\p{Alpha}{1,5}'
  ].join('|')})(?!\p{Alpha})|删除|刪除|移除|去掉|省略|削除|삭제|제거|생략`,
  'u'
)

const forOptional = String.raw`(?<!\p{Alpha})(?:optional|facultati(?:f|ve|fs|ves)|optionnel(?:le)?s?|opciona(?:l|les|is)|facultativ[oa]s?|opzional[ei]|facoltativ[oaei]|optioneel|(?:необязательн|опциональн)\p{Alpha}{1,4})(?!\p{Alpha})|可选|可選|任意|선택`

const optional = new RegExp(forOptional, 'u')

const permitting = new RegExp(
  String.raw`${forOptional}|(?<!\p{Alpha})(?:${[
    'may|can|could|might|if|when|where|unless|feel free',
    'können|kann|dürfen|darf|falls|wenn|sofern|peuvent|peut|pouvez|si|lorsque|pueden?|podem?|pode|cuando|quando|caso|se|possono|può',
    'kunnen|kan|mogen|mag|indien|als|wanneer|можно|могут|может|если|когда|można|jeśli'
  ].join('|')})(?!\p{Alpha})|可|若|如|没有|沒有|なら|場合|でき|よい|수 있|경우|해도`,
  'u'
)

/** Words that turn it round, and words for all but those that are named. */
const staying =
  /n['’]t(?!\p{Alpha})|(?<!\p{Alpha})(?:not|never|no|required|mandatory|nicht|nie|keine?|pflicht|verpflichtend|ne|pas|jamais|obligatoires?|não|nunca|nem|obrigatóri[oa]s?|obligatori[oa]s?|non|mai|obbligatori[oaei]|niet|nooit|verplicht|не|нельзя|обязательн\p{Alpha}{1,4}|nie|except|besides|other than|others?|außer|andere|sauf|excepté|autres|excepto|salvo|exceto|demais|otr[ao]s|outr[ao]s|tranne|eccetto|altr[ei]|behalve|кроме|остальн\p{Alpha}{1,4})(?!\p{Alpha})|不|勿|必|(?<![删刪削移])除|ない|なけれ|以外|않|말|필수|제외/u
