/**
 * What a text may allow to be left out in the whole template: sections, or fields within them. `Blocks` may be either.
 */
type Kind = 'sections' | 'fields'

/**
 * Whether a text about the whole template says that sections may be left out if they do not apply:
 * `Omit sections that do not apply.`
 */
export function letsSectionsGo(text: string): boolean {
  return letsGoAtLarge(text, 'sections')
}

/** Whether a text about the whole template says so about fields: `Remove blocks that do not apply.` */
export function letsFieldsGo(text: string): boolean {
  return letsGoAtLarge(text, 'fields')
}

function letsGoAtLarge(text: string, kind: Kind): boolean {
  return text
    .slice(0, 5000)
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .split(/[.!?。！？]/)
    .some((sentence) => sentence.length < 400 && (sentenceLetsGo(sentence, kind) || isLetGoElsewhere(sentence, kind)))
}

/**
 * Whether a sentence about sections in general, not about `this section`, allows them to be left out: if they do not
 * apply, or as the author likes. Blocks count only if they do not apply, since other sentences mean blocks within a
 * section.
 */
function sentenceLetsGo(sentence: string, kind: Kind): boolean {
  const isNamed = named[kind].test(sentence)
  if (!isNamed && !blocks.test(sentence)) return false
  const isOfAll = !ofMarked.test(sentence)
  return going.test(sentence)
    ? isOfAll && !staying.test(sentence) && (ofNoUse.test(sentence) || (isNamed && asTheAuthorLikes.test(sentence)))
    : isNamed && (notAll[kind].test(sentence) || (isOfAll && letGo.test(sentence)))
}

const named = {
  sections: /\b(?:sections|headings|chapters|parts|subsections|(?:an?|any|each|every) (?:sub-?)?section)\b/,
  fields: /\b(?:fields|labels)\b/
}
const blocks = /(?<!code )\bblocks\b/
const going = /\b(?:omit|remove|delete|skip|drop|leave out|cut|trim)\b/
const staying = /(?:\bnot|\bnever|n['’]t) (?:omit|remove|delete|skip|drop|leave out|cut|trim)\b/
const ofNoUse =
  /(?:\bnot|n['’]t) (?:\w+ )?(?:applicable|apply|fit|need|needed|relevant|required|necessary)\b|\b(?:irrelevant|unneeded|unnecessary|unused)\b/
/** Only about those with a mark of their own: `Delete fields marked "if any" that do not apply.` */
const ofMarked = /\b(?:marked|labell?ed|tagged|flagged|optional)\b/
/** `The sections are suggested, but can be removed if they make no sense for a ferry.` */
const letGo =
  /\b(?:can|may|could) be (?:omitted|removed|deleted|skipped|dropped|left out)\b[^,;]{0,20}\b(?:as|if|when|where) (?:[\p{L}-]+ ){0,3}(?:(?:not|(?:does|do|is|are)n['’]t|no) (?:make )?(?:any )?(?:applicable|apply|fit|need|needed|relevant|required|necessary|sense)|irrelevant|unneeded|unnecessary|needed|appropriate)\b/u
const asTheAuthorLikes =
  /\bfeel free to\b|\byou (?:can|may)\b|\b(?:as|if|when|where) (?:applicable|appropriate|necessary|needed|relevant|required|you see fit)\b/
const notAll = {
  sections:
    /\b(?:not all|not every) sections? (?:is|are|applies|apply|will be|has to be|have to be|need|needs)\b|\b(?:all|other|remaining) sections (?:below )?are optional\b/,
  fields:
    /\b(?:not all|not every) fields? (?:is|are|applies|apply|will be|has to be|have to be|need|needs)\b|\b(?:all|other|remaining) fields (?:below )?are optional\b/
}

function isLetGoElsewhere(sentence: string, kind: Kind): boolean {
  return elsewhere.some((wording) => {
    const noun = wording
      .exec(sentence)
      ?.slice(1)
      .find((name) => name !== undefined)
    return noun !== undefined && (isBlock.test(noun) || isField.test(noun) === (kind === 'fields'))
  })
}

const isBlock = /^(?:bl[oö]|блок|块|區塊|区块)/u
const isField = /^(?:feld|champs|camp|veld|поля|字段|欄位)/u

/** The same in other languages, each with a group for what may be left out. */
const elsewhere: readonly RegExp[] = [
  /(?<!\p{L})nicht (?:zutreffende|benötigte|relevante) (abschnitte|kapitel|blöcke|felder) (?:bitte |können |dürfen )?(?:gelöscht|entfernt|weggelassen|gestrichen|löschen|entfernen|weglassen|streichen)(?!\p{L})/u,
  /(?<!\p{L})(abschnitte|kapitel|blöcke|felder),? die (?:\p{L}+ ){0,3}nicht (?:\p{L}+ ){0,2}(?:zutreffen|passen|relevant sind|benötigt werden|gebraucht werden),? (?:bitte |können |dürfen )?(?:gelöscht|entfernt|weggelassen|gestrichen|löschen|entfernen|weglassen|streichen)(?!\p{L})/u,
  /(?<!\p{L})(?:lösche|entferne|streiche|löschen sie|entfernen sie|streichen sie) (?:bitte )?(?:alle |die )?(?:(?:nicht (?:zutreffende|benötigte|relevante)|unzutreffende)n? (abschnitte|kapitel|blöcke|felder)(?!\p{L})|(abschnitte|kapitel|blöcke|felder),? die (?:\p{L}+ ){0,3}nicht(?!\p{L}))/u,
  /(?<!pas )(?<!\p{L})(?:supprim|omett|retir|enlev)(?:ez|er|re) (?:toutes |tous )?les (sections|parties|rubriques|blocs|champs) (?:inutiles|superflue?s|non (?:pertinente?s|applicables)|qui ne)(?!\p{L})/u,
  /(?<!no )(?<!não )(?<!\p{L})(?:elimin|borr|omit|remov|exclu|apag|quit|suprim)(?:a|e|i|ar|er|ir|ue|en|an) (?:(?:todas |todos )?(?:as|os|las|los) )?(secciones|seções|secções|apartados|partes|bloques|blocos|campos) (?:que no|que não|no aplicables|não aplicáveis|innecesari[ao]s|desnecessári[ao]s)(?!\p{L})/u,
  /(?<!non )(?<!\p{L})(?:elimin|rimuov|omett|togli)(?:a|i|are|ere|ate|ete|ete)? (?:tutt[ei] )?(?:le|i) (sezioni|parti|blocchi|campi) (?:che non|non (?:pertinenti|applicabili|necessari[e]?)|inutili|superflu[ei])(?!\p{L})/u,
  /(?<!\p{L})(?:verwijder|schrap) (?:alle |de )?(?:(secties|paragrafen|hoofdstukken|onderdelen|blokken|velden) die (?:\p{L}+ )?niet(?!\p{L})|(?:niet relevante|overbodige) (secties|paragrafen|hoofdstukken|onderdelen|blokken|velden)(?!\p{L}))/u,
  /(?<!не )(?<!\p{L})(?:удалите|удалить|опустите|уберите) (?:все |те )?(?:(разделы|пункты|блоки|поля),? которые не|(?:ненужные|неприменимые|лишние) (разделы|пункты|блоки|поля))(?!\p{L})/u,
  /(?:不适用|不適用|不需要|无关|無關)的(章节|章節|小节|小節|部分|区块|區塊|字段|欄位)(?:可以?|请|請)?(?:删除?|刪除?|删去|省略|移除)/u,
  /(?<!不要)(?<!勿)(?<!不得)(?:删除|刪除|删去|省略|移除)(?:不适用|不適用|不需要|无关|無關)的(章节|章節|小节|小節|部分|区块|區塊|字段|欄位)/u,
  /(?:不要な|該当しない)(セクション|節|章|項目)(?:は|を)(?:削除|省略)/u,
  /(?:해당(?:하지|되지) 않는|불필요한|필요 ?없는) (섹션|절|장|항목)(?:은|는|을|를) ?(?:삭제|생략)/u
]
