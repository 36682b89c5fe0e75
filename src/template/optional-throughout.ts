import {foldWhitespace} from '../markdown/text.ts'

/**
 * What a text may allow to be left out in the whole template: sections, or fields within them. `Blocks` may be either.
 */
type Kind = 'sections' | 'fields'

/**
 * Whether a text about the whole template says that sections may be left out if they do not apply:
 * `Omit sections that do not apply.`
 */
export function makesSectionsOptional(text: string): boolean {
  return saysOptionalAtLarge(text, 'sections')
}

/** Whether a text about the whole template says so about fields: `Remove blocks that do not apply.` */
export function makesFieldsOptional(text: string): boolean {
  return saysOptionalAtLarge(text, 'fields')
}

/** Whether a text of a section allows leaving out what of it is of no use, and with that the labelled lines that it speaks of: `Include only what applies.` */
export function makesLinesOptional(text: string): boolean {
  const opening = foldWhitespace(text.slice(0, 2000)).toLowerCase()
  return (
    ofUse.test(opening) &&
    opening
      .split(/[.!?](?= |$)|[。！？]/)
      .some((sentence) => sentence.length < 400 && onlyOfUse.some((wording) => wording.test(sentence)))
  )
}

/** A word that each of the wordings has. */
const ofUse =
  /appl|aplic|aplique|corresponda|proceda|relevan|pertinent|trifft|treffend|toepassing|примен|нужн|лишн|适用|適用|无关|無關|不需要|該当|해당|niepotrzebn|zbędn/u

/** That only what is of use is written, or that the rest goes, in the languages that templates were seen in. */
const onlyOfUse: readonly RegExp[] = [
  /\b(?:include|list|fill in|fill out|keep|add|use|complete|provide|write) only (?:what|whatever|those|the (?:bullets|entries|fields|items|labels|lines|ones|rows))(?: (?:that|which))?(?: (?:is|are))? (?:appl(?:y|ies|icable)|relevant)\b|\bonly (?:include|list|fill in|fill out|keep|add|use|complete|provide) (?:what|whatever|those|the (?:bullets|entries|fields|items|labels|lines|ones|rows))(?: (?:that|which))?(?: (?:is|are))? (?:appl(?:y|ies|icable)|relevant)\b/,
  /(?<!\b(?:not|never|n't) )\b(?:delete|remove|omit|drop|skip|leave out) (?:any(?:thing)?|what(?:ever)?|those|(?:all |any |the )?(?:bullets|entries|fields|items|labels|lines|rows))?(?: ?(?:that|which))?(?: (?:do|does|is|are))? ?(?:not|n['’]t) (?:apply|applicable|relevant)\b|(?<!\b(?:not|never|n't) )\b(?:delete|remove|omit|drop|skip) (?:any |the )?(?:bullets|entries|fields|items|labels|lines|rows|those|what)(?: (?:that|which))? (?:do|does)n['’]t apply\b|(?<!\b(?:not|never|n't) )\b(?:delete|remove|omit|drop|skip) (?:inapplicable|irrelevant|non-applicable) (?:bullets|entries|fields|items|labels|lines|rows|ones)\b/,
  /(?<!\p{Alpha})nur (?:angeben|aufführen|aufnehmen|ausfüllen|eintragen|nennen),? was (?:zutrifft|zutreffend ist|relevant ist)(?!\p{Alpha})|(?<!\p{Alpha})(?:nicht ?zutreffendes|unzutreffendes|was nicht zutrifft),? (?:bitte |kann |darf )?(?:auslassen|entfernen|löschen|streichen|weglassen|entfallen)(?!\p{Alpha})|(?<!\p{Alpha})(?:nicht zutreffende|unzutreffende) (?:angaben|einträge|felder|punkte|zeilen) (?:bitte |können )?(?:auslassen|entfernen|löschen|streichen|weglassen|entfallen)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:n['’](?:inclure|incluez|indiquer|indiquez)|ne (?:conserver|conservez|garder|gardez|remplir|remplissez)) que ce qui (?:s['’]applique|est applicable|est pertinent)(?!\p{Alpha})|(?<!pas )(?<!\p{Alpha})(?:supprim|omett|retir|enlev)(?:ez|er|re) (?:ce qui ne s['’]applique pas|les (?:champs|éléments|lignes|points|rubriques|sections) (?:non (?:applicables|pertinente?s)|qui ne s['’]appliquent pas))(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:(?:complet|inclu|indi|rellen)\p{Alpha}{1,4} (?:solamente|solo|sólo|únicamente)|(?:solamente|solo|sólo|únicamente) (?:complet|inclu|indi|rellen)\p{Alpha}{1,4}) lo que (?:se )?(?:aplica|aplique|corresponda|proceda)(?!\p{Alpha})|(?<!no )(?<!\p{Alpha})(?:borr|elimin|omit|quit|suprim)(?:a|ar|e|en|ir) (?:lo que no (?:se )?(?:aplica|aplique)|(?:las|los) (?:apartados|campos|elementos|líneas|puntos|secciones) (?:no aplicables|que no (?:se )?apli(?:can|quen)))(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:(?:inclu|indi|list|preench)\p{Alpha}{1,4} (?:apenas|só|somente)|(?:apenas|só|somente) (?:inclu|indi|list|preench)\p{Alpha}{1,4}) o que (?:for aplicável|se aplica|se aplicar|é aplicável)(?!\p{Alpha})|(?<!não )(?<!\p{Alpha})(?:apag|exclu|omit|remov)(?:a|ar|e|er|ir|ue) (?:o que não (?:for aplicável|se aplica|se aplicar)|(?:as |os )?(?:campos|itens|linhas|pontos|seções|secções) (?:não aplicáveis|que não se apli(?:cam|quem)))(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:compil|includ|inser|indic)\p{Alpha}{1,5} (?:soltanto|solo) (?:ciò|quanto|quello) che (?:si applica|è applicabile|è pertinente)(?!\p{Alpha})|(?<!non )(?<!\p{Alpha})(?:elimin|omett|rimuov|togl)\p{Alpha}{1,4} (?:ciò|quanto|quello) che non (?:si applica|è applicabile)(?!\p{Alpha})|(?<!non )(?<!\p{Alpha})(?:elimin|omett|rimuov|togl)\p{Alpha}{1,4} (?:gli|i|le) (?:campi|elementi|punti|righe|voci) (?:non applicabili|che non si applicano)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:alleen (?:invullen|opnemen|vermelden)|(?:neem|vul|vermeld) alleen(?: op| in)?) wat van toepassing is(?!\p{Alpha})|(?<!\p{Alpha})(?:schrap|verwijder) wat niet van toepassing is(?!\p{Alpha})|(?<!\p{Alpha})(?:niepotrzebne|zbędne)(?: \p{Alpha}+)? (?:skreślić|usunąć|usuń)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:включайте|включите|заполняйте|заполните|указывайте|укажите|оставьте) только (?:то,? что )?(?:применимо|применимое|нужное)(?!\p{Alpha})|(?<!\p{Alpha})(?:лишнее|неприменимое|ненужное) (?:удалите|удалить|зачеркнуть|убрать|уберите|опустить)(?!\p{Alpha})/u,
  /(?:只|仅|僅)需?(?:填写|填寫|保留|列出|写|寫)(?:适用|適用)|(?<!不要)(?<!勿)(?:删除|刪除|删去|省略|移除)(?:不适用|不適用|无关|無關|不需要)的?(?:行|条目|條目|项|項|内容|內容|字段|欄位|章节|章節|部分)|(?:不适用|不適用|无关|無關)的?(?:行|条目|條目|项|項|内容|內容|字段|欄位)?(?:可以?|请|請)?(?:删除|刪除|省略)/u,
  /(?<!nicht )(?<!\p{Alpha})(?:auslassen|entfernen|löschen|streichen|weglassen),? (?:falls|sofern|wenn) (?:nicht zutreffend|unzutreffend)(?!\p{Alpha})|(?<!pas )(?<!\p{Alpha})(?:omettre|retirer|supprimer) si (?:non applicable|sans objet)(?!\p{Alpha})|(?<!no )(?<!não )(?<!\p{Alpha})(?:eliminar|omitir|remover|suprimir) (?:si no (?:se )?aplica|se não (?:for aplicável|se aplica|se aplicar|aplicável))(?!\p{Alpha})|(?<!non )(?<!\p{Alpha})(?:eliminare|omettere|rimuovere) se non (?:applicabile|si applica)(?!\p{Alpha})|(?<!\p{Alpha})weglaten indien niet van toepassing(?!\p{Alpha})|해당 ?없(?:으면|는 경우|을 시) ?(?:삭제|생략)/u,
  /該当する(?:もの|項目|行|欄)?(?:だけ|のみ)|該当(?:しない|のない)(?:もの|項目|行|欄|場合)(?:は|を)?、?(?:削除|省略)|해당(?:하는| ?되는) (?:것|항목|내용)만|해당(?:하지 않는|되지 않는| ?없는) (?:항목|줄|내용|필드)?(?:은|는|을|를)? ?(?:삭제|생략)/u
]

function saysOptionalAtLarge(text: string, kind: Kind): boolean {
  return text
    .slice(0, 5000)
    .replaceAll(/\s+/g, ' ')
    .toLowerCase()
    .split(/[.!?。！？]/)
    .some(
      (sentence) =>
        sentence.length < 400 && (sentenceLetsGo(sentence, kind) || makesSectionsOptionalElsewhere(sentence, kind))
    )
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
    : isNamed && (notAll[kind].test(sentence) || (isOfAll && mayBeLeftOut.test(sentence)))
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
const mayBeLeftOut =
  /\b(?:can|may|could) be (?:omitted|removed|deleted|skipped|dropped|left out)\b[^,;]{0,20}\b(?:as|if|when|where) (?:[\p{Alpha}-]+ ){0,3}(?:(?:not|(?:does|do|is|are)n['’]t|no) (?:make )?(?:any )?(?:applicable|apply|fit|need|needed|relevant|required|necessary|sense)|irrelevant|unneeded|unnecessary|needed|appropriate)\b/u
const asTheAuthorLikes =
  /\bfeel free to\b|\byou (?:can|may)\b|\b(?:as|if|when|where) (?:applicable|appropriate|necessary|needed|relevant|required|you see fit)\b/
const notAll = {
  sections:
    /\b(?:not all|not every) sections? (?:is|are|applies|apply|will be|has to be|have to be|need|needs)\b|\b(?:all|other|remaining) sections (?:below )?are optional\b/,
  fields:
    /\b(?:not all|not every) fields? (?:is|are|applies|apply|will be|has to be|have to be|need|needs)\b|\b(?:all|other|remaining) fields (?:below )?are optional\b/
}

function makesSectionsOptionalElsewhere(sentence: string, kind: Kind): boolean {
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
  /(?<!\p{Alpha})nicht (?:zutreffende|benötigte|relevante) (abschnitte|kapitel|blöcke|felder) (?:bitte |können |dürfen )?(?:gelöscht|entfernt|weggelassen|gestrichen|löschen|entfernen|weglassen|streichen)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(abschnitte|kapitel|blöcke|felder),? die (?:\p{Alpha}+ ){0,3}nicht (?:\p{Alpha}+ ){0,2}(?:zutreffen|passen|relevant sind|benötigt werden|gebraucht werden),? (?:bitte |können |dürfen )?(?:gelöscht|entfernt|weggelassen|gestrichen|löschen|entfernen|weglassen|streichen)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:lösche|entferne|streiche|löschen sie|entfernen sie|streichen sie) (?:bitte )?(?:alle |die )?(?:(?:nicht (?:zutreffende|benötigte|relevante)|unzutreffende)n? (abschnitte|kapitel|blöcke|felder)(?!\p{Alpha})|(abschnitte|kapitel|blöcke|felder),? die (?:\p{Alpha}+ ){0,3}nicht(?!\p{Alpha}))/u,
  /(?<!pas )(?<!\p{Alpha})(?:supprim|omett|retir|enlev)(?:ez|er|re) (?:toutes |tous )?les (sections|parties|rubriques|blocs|champs) (?:inutiles|superflue?s|non (?:pertinente?s|applicables)|qui ne)(?!\p{Alpha})/u,
  /(?<!no )(?<!não )(?<!\p{Alpha})(?:elimin|borr|omit|remov|exclu|apag|quit|suprim)(?:a|e|i|ar|er|ir|ue|en|an) (?:(?:todas |todos )?(?:as|os|las|los) )?(secciones|seções|secções|apartados|partes|bloques|blocos|campos) (?:que no|que não|no aplicables|não aplicáveis|innecesari[ao]s|desnecessári[ao]s)(?!\p{Alpha})/u,
  /(?<!non )(?<!\p{Alpha})(?:elimin|rimuov|omett|togli)(?:a|i|are|ere|ate|ete|ete)? (?:tutt[ei] )?(?:le|i) (sezioni|parti|blocchi|campi) (?:che non|non (?:pertinenti|applicabili|necessari[e]?)|inutili|superflu[ei])(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:verwijder|schrap) (?:alle |de )?(?:(secties|paragrafen|hoofdstukken|onderdelen|blokken|velden) die (?:\p{Alpha}+ )?niet(?!\p{Alpha})|(?:niet relevante|overbodige) (secties|paragrafen|hoofdstukken|onderdelen|blokken|velden)(?!\p{Alpha}))/u,
  /(?<!не )(?<!\p{Alpha})(?:удалите|удалить|опустите|уберите) (?:все |те )?(?:(разделы|пункты|блоки|поля),? которые не|(?:ненужные|неприменимые|лишние) (разделы|пункты|блоки|поля))(?!\p{Alpha})/u,
  /(?:不适用|不適用|不需要|无关|無關)的(章节|章節|小节|小節|部分|区块|區塊|字段|欄位)(?:可以?|请|請)?(?:删除?|刪除?|删去|省略|移除)/u,
  /(?<!不要)(?<!勿)(?<!不得)(?:删除|刪除|删去|省略|移除)(?:不适用|不適用|不需要|无关|無關)的(章节|章節|小节|小節|部分|区块|區塊|字段|欄位)/u,
  /(?:不要な|該当しない)(セクション|節|章|項目)(?:は|を)(?:削除|省略)/u,
  /(?:해당(?:하지|되지) 않는|불필요한|필요 ?없는) (섹션|절|장|항목)(?:은|는|을|를) ?(?:삭제|생략)/u
]
