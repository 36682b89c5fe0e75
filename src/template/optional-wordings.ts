import {foldWhitespace} from '../markdown/text.ts'
import {ifNeededWords, isOptionalMarkAlone, optionalWords} from './optional-marks.ts'
import {optionalPartsIn} from './optional-parts.ts'

/**
 * The wordings in which templates say that a section may be left out, from a survey of 523 real templates. Most are
 * matched only against whole comments and opening lines, not against prose further down.
 */

const part = String.raw`(?:(?:sub-?)?section|chapter|heading|part|element|field|block|item|topic)`

const leaveOut = "(?<!(?:not|never|n't|nor) )(?:omit|remove|delete|skip|drop|cut)"

/**
 * What must follow a mark, so that it is not the beginning of a sentence about something else:
 * `Optional settings are …`.
 */
const end = String.raw`(?=\s*(?:$|[.,:;!)\]}—–*_-]|\(|\[|if\b|when\b|unless\b|but\b|and may\b))`

/** `Record only when …`: nothing but `this section` comes between the two, so that it is about the whole section. */
const onlyWhen =
  /^(?:add|complete|document|fill (?:in|out)|include|keep|record|write) (?:this(?: (?:sub-?)?section)? )?only (?:for|if|when|where)\b/

/** The same as `Omit this section if …` in other languages, anywhere in a text. */
const leavingOutElsewhere: readonly RegExp[] = [
  /(?<!\p{Alpha})(?:diesen?|den) (?:unter)?abschnitt (?:\p{Alpha}+ ){0,2}(?:weglassen|auslassen|löschen|entfernen|streichen),? (?:wenn|falls|sofern|andernfalls)(?!\p{Alpha})|(?<!\p{Alpha})(?:wenn|falls|sofern) [^.]{0,120}(?:diesen?|den) (?:unter)?abschnitt (?:\p{Alpha}+ ){0,2}(?:weglassen|auslassen|löschen|entfernen|streichen)(?!\p{Alpha})/u,
  /(?<!pas )(?<!\p{Alpha})(?:supprim(?:ez|er|e)|omett(?:ez|re)|retir(?:ez|er)|enlev(?:ez|er)) cette (?:sous-)?(?:section|partie) (?:si(?:non)?|lorsqu|quand|s['’])/u,
  /(?<!no )(?<!não )(?<!\p{Alpha})(?:elimin[ae]r?|borr[ae]r?|suprim(?:a|e|ir)|omit(?:a|e|ir)|quit[ae]r?|remov(?:a|e|er)|apag(?:a|ue|ar)|exclu(?:a|i|ir)) est[ae] (?:sub)?(?:sección|apartado|seção|secção|parte) (?:si|se|cuando|quando|caso|en caso|em caso)(?!\p{Alpha})/u,
  /(?<!non )(?<!\p{Alpha})(?:elimin(?:a|are|ate)|rimuov(?:i|ere|ete)|omett(?:i|ere|ete)) questa (?:sotto)?(?:sezione|parte) (?:se|quando|altrimenti)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:verwijder|schrap) (?:deze|dit) (?:sectie|paragraaf|hoofdstuk|onderdeel) (?:als|indien|wanneer)(?!\p{Alpha})|(?<!\p{Alpha})laat (?:deze|dit) (?:sectie|paragraaf|hoofdstuk|onderdeel) weg (?:als|indien|wanneer)(?!\p{Alpha})/u,
  /(?<!не )(?<!\p{Alpha})(?:удалите|удалить|опустите|опустить|пропустите|пропустить|уберите|убрать) (?:этот |данный )?(?:под)?раздел,? (?:если|когда)(?!\p{Alpha})|(?<!\p{Alpha})если [^.]{0,120}(?<!не )(?:удалите|удалить|опустите|опустить|пропустите|уберите) (?:этот |данный )(?:под)?раздел/u,
  /(?:如果?|若|没有|沒有|无|無|不适用|不適用|不涉及)[^。；;]{0,60}(?<!不)(?<!勿)(?<!要)(?:删除|刪除|删去|省略|移除|略去)(?:本|此|该|這|这)(?:章节|章節|小节|小節|节|節|部分|章|项|項)|(?:如果?|若|没有|沒有|无|無|不适用|不適用|不涉及)[^。；;]{0,60}(?:本|此|该)(?:章节|章節|小节|小節|节|節|部分|章|项|項)可?以?(?:删除|刪除|省略|移除)/u,
  /(?:没有|沒有|无(?!论)|無(?!論))[^。；;，,]{0,20}[，,]?(?<![不勿])(?:则|則|就|可以?|请|請)(?:省略|略过|略過|跳过|跳過|不写|不寫|不填)/u,
  /(?:場合|なければ|なら|ないとき|(?:ない|無い)[^。、]{1,15}は)[^。]{0,30}この(?:セクション|節|章|項目|項|部分|欄)(?:自体|全体|そのもの|丸)?(?:を|は|ごと)?(?:削除|省略)(?!しない|不可|せず)/u,
  /(?:없으면|않으면|경우|없다면)[^.]{0,40}이 ?(?:섹션|절|장|항목|부분)(?: ?(?:자체|전체))?(?:을|를|은|는)? ?(?:삭제|생략)(?!하지)/u
]

/** Which kinds of documents have a section, and which do not: `Required for ferries. Delete for barges.` */
const forSomeKinds: readonly RegExp[] = [
  /^(?:this )?(?:(?:sub-?)?section )?(?:is )?(?:compulsory|mandatory|needed|obligatory|required) (?:only )?(?:for|in|with) [^.;]{1,150}[.;,:—–-] ?(?:and |but |please )?(?:(?:delete|remove|omit|drop|skip) (?:it |this section )?|not (?:applicable|needed|required) |optional )(?:for|in|with)\b/,
  /^(?:dieser )?(?:(?:unter)?abschnitt )?(?:ist )?(?:pflicht|verpflichtend|erforderlich|obligatorisch|notwendig) (?:nur )?(?:für|bei|in) [^.;,:—–]{1,150}[.;,:—–] ?(?:(?:für|bei|in) [^.;,:—–]{1,150} (?:löschen|entfernen|weglassen|streichen)|(?:löschen|entfernen|weglassen|streichen|entfällt|nicht nötig|optional) (?:für|bei|in))(?!\p{Alpha})/u,
  /^(?:cette )?(?:(?:sous-)?(?:section|partie) )?(?:est )?(?:obligatoire|requise?|nécessaire) (?:seulement |uniquement )?(?:pour|dans) [^.;]{1,150}[.;,:—–-] ?(?:et |à |mais )?(?:(?:supprim|omett|retir|enlev)(?:er|ez|re)(?:-la)?|inutile|facultative) (?:pour|dans)(?!\p{Alpha})/u,
  /^(?:est[ae] )?(?:(?:sub)?(?:sección|apartado|seção|secção|parte) )?(?:es |é )?(?:obligatori[ao]|obrigatóri[ao]|requerid[ao]|necesari[ao]|necessári[ao]) (?:solo |sólo |só |apenas )?(?:para|en|em) [^.;]{1,150}[.;,:—–-] ?(?:y |e |mas )?(?:(?:elimin|borr|suprim|omit|quit|remov|apag|exclu)(?:[aei]r?|ir|ue)(?:l[ao])?|no aplica|não se aplica|opcional) (?:para|en|em|a)(?!\p{Alpha})/u,
  /^(?:questa )?(?:(?:sotto)?(?:sezione|parte) )?(?:è )?(?:obbligatori[ao]|richiest[ao]|necessari[ao]) (?:solo |soltanto )?(?:per|in) [^.;]{1,150}[.;,:—–-] ?(?:e |ma |da )?(?:(?:elimin|rimuov|omett)(?:are|ere|ete|ate|i|a)|facoltativ[ao]|opzionale) (?:per|in)(?!\p{Alpha})/u,
  /^(?:deze |dit )?(?:(?:sectie|paragraaf|hoofdstuk|onderdeel) )?(?:is )?(?:verplicht|vereist|nodig) (?:alleen )?(?:voor|bij|in) [^.;]{1,150}[.;,:—–-] ?(?:en |maar )?(?:verwijder(?:en)?|schrap(?:pen)?|weglaten|niet nodig|optioneel) (?:voor|bij|in)(?!\p{Alpha})/u,
  /^(?:этот |данный )?(?:(?:под)?раздел )?(?:обязателен|обязательный|обязательно|нужен|требуется) (?:только )?(?:для|при|в) [^.;]{1,150}[.;,:—–-] ?(?:а |и )?(?:удалите|удалить|опустите|опустить|уберите|убрать|не нужен|необязателен) (?:для|при|в)(?!\p{Alpha})/u,
  /^[^。；;，,]{1,30}(?:必填|必须|必須|必选|必選)(?:填写|填寫)?[。；;，,] ?[^。；;，,前后後]{1,30}可?以?(?:删除|刪除|省略|不需要|无需填写)(?:本|此|该)?(?:章节|章節|节|節|部分)?(?=$|[。；;，,])/u,
  /^[^。、]{1,40}(?:では|には|の場合は?|は)必須(?:です)?[。、][^。、前後]{1,40}(?:では|には|の場合は?|は)(?:このセクションを)?(?:削除|省略|不要)/u,
  /^[^.,]{1,40}(?:에서는|에는|은|는|의 경우|에) ?필수(?:입니다|임)?[.,] ?[^.,]{1,40}(?:에서는|에는|은|는|의 경우|이면|라면) ?(?:이 섹션을? )?(?:삭제|생략|불필요)/u
]

// In lower case, since the flag for letter case makes large expressions slow to compile.
const says: readonly RegExp[] = [
  new RegExp(String.raw`^(?:this(?: ${part})? )?(?:is )?\(?(?:entirely |completely |strictly )?optional${end}`),
  new RegExp(String.raw`^(?:an? )?optional ${part}\b`),
  new RegExp(String.raw`\bth(?:is|e) (?:\w+ )?${part} is (?:\w+ )?optional\b`),
  new RegExp(String.raw`\bthis is an optional ${part}\b`),
  new RegExp(
    String.raw`\bth(?:is|e) (?:\w+ )?${part} (?:can|may) be (?:left out|omitted|removed|deleted|skipped|dropped)\b`
  ),
  new RegExp(
    String.raw`\b(?:if|when|unless|where)\b[^.]{0,200}\b${leaveOut} (?:this|the) (?:whole |entire )?(?:sub-?)?section\b`
  ),
  new RegExp(
    String.raw`\b${leaveOut} (?:(?:this|the) (?:whole |entire )?(?:sub-?)?section )?(?:entirely )?(?:if|when|unless|where|otherwise)\b`
  ),
  new RegExp(
    String.raw`\b${leaveOut} (?:this|the) (?:sub-?)?section\b[^.]{0,60}\bnot (?:applicable|needed|relevant|required)\b`
  ),
  new RegExp(
    String.raw`\b${leaveOut} this (?:whole |entire )?(?:block|part|chapter|heading) (?:entirely )?(?:if|when|unless|where|otherwise)\b`
  ),
  /\bthis (?:whole |entire )?(?:sub-?)?section (?:should|must|shall|is to|has to|needs to) be (?:removed|deleted|omitted|dropped)(?: \([^()]{0,80}\))? (?:before|once|when|after|if|unless|prior to|as soon as)\b/,
  /^(?:please )?(?:(?:complete|fill (?:in|out)|write|provide) this (?:sub-?)?section (?:only )?(?:if|where|unless)|(?:complete|fill (?:in|out)|write|provide) this (?:sub-?)?section only when|(?:add|include|keep|retain|use) this (?:sub-?)?section (?:only )?(?:if|when|where|unless))\b/,
  /^(?:(?:please )?note:? ?)?(?:this )?(?:sub-?)?section (?:is )?not (?:mandatory|necessary|needed|required)(?=\s*(?:$|[.,;:)]|(?:before|for|if|unless|until|when)\b))/,
  /^optional (?:background|comments?|context|details?|discussion|guidance|information|instructions?|links?|material|notes?|references?|remarks?)(?![^.!?]*\b(?:is|are|was|were|can|will|must|should|may|has|have|goes?|stands?|lives?|belongs?|comes?|follows?)\b)(?: (?:about|for|from|how|of|on|that|to|why|with)\b[^.!?;:]*)?(?:[.;]|$)/,
  /^(?![^.]* and )[^.!?]{1,200}, if applicable\)?\.?$/,
  onlyWhen,
  ...forSomeKinds,
  /\bread this before (?:you (?:fill|write)|filling|writing)\b|^this is the (?:document|form|template) (?:that )?you (?:copy|fill (?:in|out))\b/,
  ...leavingOutElsewhere,
  /^this is (?:the place (?:for|of)|where you (?:put|write|add)) (?:your|the) (?:(?:actual|own|main|real) ){1,2}(?:content|text|material|body)\b/,
  /\bfeel free to (?:remove|omit|delete|skip)\b/,
  /\boptional for (?:other|non-|most)/,
  new RegExp(
    String.raw`^(?:only )?if (?:applicable|needed|relevant|necessary)(?:${end}|(?= (?:add|describe|detail|document|explain|give|include|link|list|mention|name|note|outline|provide|show|specify|state|summari[sz]e|tell)\b))(?![^.]*\?)`
  ),
  /^(?:dies\p{Alpha}*|der|die|das) (?:unter)?(?:abschnitt|kapitel|teil|punkt) (?:ist (?:optional|freiwillig|nicht (?:verpflichtend|zwingend))|(?:kann|darf) (?:\p{Alpha}+ ){0,3}(?:entfallen|weggelassen|gestrichen|gelöscht|entfernt|ausgelassen))|^optionale[rs]? (?:abschnitt|kapitel|teil)\b|^(?:nur )?(?:falls|wenn|sofern) (?:zutreffend|vorhanden|nötig|erforderlich|relevant)(?=\s*(?:$|[.,:;)\]]))/u,
  /^cette (?:sous-)?(?:section|partie) (?:est (?:facultative|optionnelle)|peut être (?:omise|supprimée|retirée))|^ce chapitre (?:est (?:facultatif|optionnel)|peut être (?:omis|supprimé|retiré))|^(?:facultati(?:f|ve)|optionnel(?:le)?)(?=\s*(?:$|[.,:;)\]]))|^(?:si (?:applicable|nécessaire)|le cas échéant)(?=\s*(?:$|[.,:;)\]]))/u,
  /^est[ae] (?:sub)?(?:sección|apartado|seção|secção|capítulo|parte) (?:es|é) (?:opcional|facultativ[oa])|^est[ae] (?:sub)?(?:sección|apartado|seção|secção|capítulo|parte) (?:puede (?:omitirse|eliminarse|suprimirse|borrarse)|se puede (?:omitir|eliminar|suprimir|borrar)|pode ser (?:omitid|removid|excluíd|apagad)[oa])|^(?:es )?opcional(?=\s*(?:$|[.,:;)\]]))|^(?:si (?:aplica|procede|corresponde)|se (?:aplicável|houver|necessário))(?=\s*(?:$|[.,:;)\]]))/u,
  /^quest[ao] (?:sezione|capitolo|parte) (?:è (?:opzionale|facoltativ[ao])|può essere (?:omess|rimoss|eliminat)[ao])|^(?:opzionale|facoltativ[ao])(?=\s*(?:$|[.,:;)\]]))|^(?:se (?:applicabile|necessario))(?=\s*(?:$|[.,:;)\]]))/u,
  /^dez?e (?:sectie|paragraaf|hoofdstuk|onderdeel) (?:is optioneel|kan (?:worden )?(?:weggelaten|verwijderd|vervallen))|^optioneel(?=\s*(?:$|[.,:;)\]]))|^(?:indien|als) van toepassing(?=\s*(?:$|[.,:;)\]]))/u,
  /^(?:этот|данный) (?:под)?раздел (?:(?:является )?(?:необязател|опционал)\p{Alpha}+|можно (?:опустить|удалить|пропустить))|^(?:необязательн|опциональн)\p{Alpha}+(?=\s*(?:$|[.,:;)\]]))|^(?:необязательный|опциональный) раздел/u,
  /^(?:本|此|该|這|这)(?:章节|章節|小节|小節|节|節|部分|章|项|項)(?:内容)?(?:是|为|為)?(?:可选|可選|选填|選填|可以?(?:省略|删除|刪除|不填|忽略))|^(?:可选|可選|选填|選填|可省略|(?:按需|视需要|視需要|必要时|必要時)(?:填写|填寫|补充|補充|添加|提供)?)(?=\s*(?:$|[。.，,：:；;）)\]】]))/u,
  /^この(?:セクション|節|章|項目|項|部分|欄)は(?:、)?(?:任意|省略(?:可|でき|して)|オプション|必須では(?:ない|ありません)|削除(?:可|でき|して))|^(?:任意|省略可能?|オプション)(?=\s*(?:$|[。.、,：:；;）)\]】]|です))/u,
  /^이 (?:섹션|절|장|항목|부분)(?:은|는) (?:선택(?: ?사항)?|생략|옵션|삭제(?:할 수|해도))|^(?:선택 ?사항|옵션|생략 가능)(?=\s*(?:$|[.,:;)\]]|입니다))/u
]

/** Whether a comment, or the text that opens a section, says that it may be left out. */
export function saysOptional(text: string): boolean {
  const opening = text.slice(0, 2000).toLowerCase()
  return (
    (isOptionalMarkAlone(opening) || says.some((wording) => wording.test(opening))) && !/\bnot optional\b/.test(opening)
  )
}

const leavingOut: readonly RegExp[] = [
  /^(?:if|when|where|unless)\b[^.]{0,200}\b(?:omit|remove|delete|drop|skip) (?:this|the) (?:whole |entire )?(?:sub-?)?section\b/,
  /^(?:please )?(?:omit|remove|delete|drop|skip) this (?:whole |entire )?(?:(?:sub-?)?section|heading|chapter) (?:entirely )?(?:if|when|where|unless)\b/,
  ...leavingOutElsewhere,
  ...forSomeKinds
]

/** Whether a paragraph anywhere in a section says that it may be left out: `If all went well, delete this section.` */
export function saysOptionalAnywhere(text: string): boolean {
  const opening = text.slice(0, 500).toLowerCase()
  return leavingOut.some((wording) => wording.test(opening)) || optionalPartsIn(text).has('section')
}

/** Whether the first item of a list that opens a section says when the section is needed: `Record only when …`. */
export function saysOnlyWhen(text: string): boolean {
  return onlyWhen.test(text.slice(0, 200).toLowerCase())
}

/**
 * Whether the only text of a section asks for it only in some cases:
 * `Citations of the archive only if needed; name the year.`
 */
export function saysOnlyIfNeeded(text: string): boolean {
  const [clause = ''] = text
    .slice(0, 300)
    .toLowerCase()
    .split(/[.;!?。；！？]/, 1)
  return onlyIfNeeded.test(clause.trim())
}

const onlyIfNeeded = new RegExp(
  String.raw`(?:^|\s)(?:(?:only|nur|seulement|uniquement|s[oó]lo|solamente|apenas|somente|solo|soltanto|alleen|только) (?:${optionalWords})|only (?:if|when|where) (?:needed|necessary|relevant|required))$|(?:仅|只)(?:在|当|當)?(?:需要|必要|适用|適用)(?:时|時)(?:填写|填寫|提供)?$`,
  'u'
)

/**
 * Whether the only text of a section says in which cases there is something to write:
 * `Bei Bedarf: Quellen und Skizzen`, `Add this section for kilns that burn wood.`
 */
export function saysInWhichCases(text: string): boolean {
  const [sentence = '', ...others] = foldWhitespace(text.slice(0, 500))
    .toLowerCase()
    .replace(/[.!?。！？]$/u, '')
    .split(/[.!?](?= )|[。！？]/u)
  return others.length === 0 && (ifNeeded.test(sentence) || addedFor.some((wording) => wording.test(sentence)))
}

const ifNeeded = new RegExp(`^(?:${ifNeededWords})(?:[,:：、，]| |(?<=[\\u3040-\\u9FFF])(?=[\\u3040-\\u9FFF]))`, 'u')

/** `Add this section for …`, which does not say when to write it if it is about all cases. */
const addedFor: readonly RegExp[] = [
  /^(?:please )?(?:add|complete|fill (?:in|out)|include|keep|write) this (?:sub-?)?section (?:for|in|on|with) (?!(?:all|any|each|every|both)\b)/,
  /^diesen (?:unter)?abschnitt (?:\p{Alpha}+ )?(?:bei|falls|für|nur|sofern|wenn) (?!all|jede)[^.]{1,200}(?:anlegen|aufnehmen|ausfüllen|einfügen|ergänzen|hinzufügen|verwenden)$/u,
  /^(?:ajout|complét|conserv|gard|inclu|rempli|utilis)(?:er|ez|re|r|ssez) cette (?:sous-)?(?:section|partie) (?:(?:seulement |uniquement )?(?:en cas|lorsque?|pour|quand|si)(?! (?:tou|chaque))|lorsqu['’]|s['’])/u,
  /^(?:añad|agreg|complet|conserv|inclu|rellen|us|utili)\p{Alpha}{1,4} (?:esta|este) (?:sub)?(?:sección|apartado) (?:(?:solo|sólo|solamente|únicamente) )?(?:cuando|en caso|para|si)(?!\p{Alpha})(?! (?:tod|cada))/u,
  /^(?:acrescent|adicion|complet|inclu|mant|preench|us|utili)\p{Alpha}{1,5} esta (?:sub)?(?:seção|secção) (?:(?:apenas|só|somente) )?(?:caso|em caso|para|quando|se)(?!\p{Alpha})(?! (?:tod|cada))/u,
  /^(?:aggiung|compil|includ|mant|us|utilizz)\p{Alpha}{1,5} questa (?:sotto)?sezione (?:(?:solo|soltanto) )?(?:in caso|per|quando|se)(?!\p{Alpha})(?! (?:tutt|ogni))/u,
  /^(?:neem|voeg|vul|gebruik) (?:deze|dit) (?:sectie|paragraaf|hoofdstuk|onderdeel) (?:(?:alleen|op|toe|in) )*(?:als|bij|indien|voor|wanneer) (?!alle|elke?|iedere?)/u,
  /^(?:добав|включ|заполн|остав)\p{Alpha}{1,4} (?:этот |данный )?(?:под)?раздел,? (?:только )?(?:в случае|для|если|когда|при)(?!\p{Alpha})(?! (?:все|кажд|люб))/u,
  /^(?:仅|僅|只)?(?:当|當|在|如果?|若|对于|對於|针对|針對)(?!所有|每)[^。]{1,80}(?:添加|填写|填寫|增加|保留|编写|撰寫|提供)(?:本|此|该|該)(?:章节|章節|小节|小節|节|節|部分)$/u,
  /^[^。]{1,80}(?:場合|とき|時)(?:のみ|だけ|に|は|、){0,2}この(?:セクション|節|章|項目|項|部分|欄)を(?:記載|記述|記入|追加|作成)/u,
  /^[^.]{1,80}(?:경우|때)(?:에만|에|만)? ?이 ?(?:섹션|절|장|항목|부분)을? ?(?:추가|작성|기입|포함)/u
]

/** Whether a text that opens a section asks a question only if it applies: `If applicable, how is it drained?` */
export function asksIfApplicable(text: string): boolean {
  return /^(?:only )?if applicable, (?:how|what|which|who|why|where|when) [^.?]{1,300}\?/.test(
    text.slice(0, 400).toLowerCase()
  )
}

/** Whether a comment says what to write in its section, if that applies: `If applicable, list the spares.` */
export function tellsIfApplicable(comment: string): boolean {
  return /^(?:only )?if (?:applicable|needed|relevant|necessary), \p{Alpha}/iu.test(comment.slice(0, 100))
}

/** The sections that a comment at the head of a template names as optional: `optional: [Known issues, Thanks]`. */
export function namedOptional(comment: string): readonly string[] {
  return Array.from(
    comment
      .slice(0, 10_000)
      .matchAll(
        /(?<![\p{Alpha}-])(?:optional|recommended)(?: (?:sections|headings))?\s?:\s?\[([^[\]]{1,2000})\]|(?<![\p{Alpha}-])optional (?:sections|headings)\s?:\s?([^.[\]]{1,250})(?=\.|$)/giu
      )
  ).flatMap(([, bracketed, plain]) =>
    (bracketed ?? plain ?? '')
      .split(/,| and /)
      .map((name) => name.replaceAll(/^[\s"'`]{1,9}|[\s"'`]{1,9}$/g, ''))
      .filter((name) => name !== '')
  )
}

/**
 * The sections that a text at the head of a template names as the only required ones:
 * ``The required sections are `Scope` and `Owners`.``
 */
export function namedRequired(text: string): readonly string[] {
  const [, names = ''] =
    /(?<![\p{Alpha}-])(?:required|mandatory) (?:sections|headings) are:? ([^.;(—–]{1,250})/iu.exec(
      text.slice(0, 10_000)
    ) ?? []
  return names
    .split(/,| and /)
    .map((name) => name.replaceAll(/^[\s"'`#]{1,9}|[\s"'`:]{1,9}$/g, ''))
    .filter((name) => name !== '')
}

/**
 * Whether a text says that a part of a section, such as a field or an item, may be left out: `… or remove this field`.
 */
export function saysPartOptional(text: string): boolean {
  return goingPart.test(text.slice(0, 1000))
}

const aPart =
  '(?:remove|delete|omit|drop) (?:this|the) (?:whole )?(?:field|line|label|item|row|entry|bullet|header|key)'

const goingPart = new RegExp(
  String.raw`\b(?:or|else|otherwise|unless|if)\b[^.\n]{0,80}\b${aPart}\b|\b${aPart} (?:if|unless|when|where|for)\b`,
  'i'
)

/** Whether a heading says in parentheses when its section is written: `References (required for new pages)`. */
export function saysWhenInName(name: string): boolean {
  return /\((?:(?:is |are )?(?:required|mandatory|needed|necessary|only) (?:for|from|if|in|since|when|where)\b[^()]*|(?:for )?(?!(?:append|internal|private|public|read|text|view|write) )(?:\p{Alpha}[\p{Alpha}\p{N}-]{0,30} ){1,3}only)\)\s*$/iu.test(
    name.slice(0, 300)
  )
}

/** Whether the text that opens a section asks for it only in some cases: `If the choice was hard, list the options.` */
export function asksInCase(text: string): boolean {
  return /^(?:if|when|where) (?!you\b)[^,.?]{3,120}, (?:please )?(?:add|describe|detail|document|explain|give|include|list|mention|name|note|outline|provide|show|specify|state|summari[sz]e)\b/.test(
    text.slice(0, 300).toLowerCase()
  )
}

/** Whether a comment says for what its section is written, and so that for others it is not: `Only for kilns with a fan.`, `For kilns that burn wood:` */
export function saysForWhat(comment: string): boolean {
  return forWhat.some((wording) => wording.test(comment.slice(0, 300).trimStart().toLowerCase()))
}

const forWhat: readonly RegExp[] = [
  /^only (?:for|if|in case|when|where)\b(?![^.]*\?)|^for (?!all |any |each |every |example|instance|more |the |this |these |your |an? )(?:[\p{Alpha}-]+ ){1,3}(?:that|which|who|whose|with|without)\b/u,
  /^nur (?:bei|falls|für|im fall|sofern|wenn)(?!\p{Alpha})|^für (?!alle |jede)(?:[\p{Alpha}-]+ ){0,2}[\p{Alpha}-]+,? (?:die|deren|mit|ohne)(?!\p{Alpha})/u,
  /^(?:seulement|uniquement) (?:dans|en cas|pour|quand|si)(?!\p{Alpha})|^pour les [\p{Alpha}-]+ (?:avec|dont|qui|sans)(?!\p{Alpha})/u,
  /^(?:apenas|solamente|solo|só|sólo|somente|únicamente|unicamente) (?:caso|cuando|em caso|en caso|para|quando|se|si)(?!\p{Alpha})|^para (?:as|las|los|os) [\p{Alpha}-]+ (?:com|con|que|sem|sin)(?!\p{Alpha})/u,
  /^(?:solamente|solo|soltanto) (?:in caso|per|quando|se)(?!\p{Alpha})|^per (?:gli|i|le) [\p{Alpha}-]+ (?:che|con|senza)(?!\p{Alpha})|^alleen (?:als|bij|indien|voor|wanneer)(?!\p{Alpha})|^только (?:в случае|для|если|когда|при)(?!\p{Alpha})/u,
  /^(?:仅|僅|只)(?:适用于|適用於|用于|用於|在|限|当|當|针对|針對)|^[^。]{1,30}(?:の場合のみ|の場合だけ|場合に限り)|^[^.]{1,30}(?:경우에만|에만 해당)/u
]

/** Whether the text that opens a section begins with a condition: `If others have helped, take a moment to thank them.` */
export function opensWithCondition(text: string): boolean {
  return /^(?:if|when|where|wenn|falls|sofern|si|se|als|indien|если)(?!\p{Alpha}) [^.?!]{3,300},|^(?:如果|若|もし)/u.test(
    text.slice(0, 400).toLowerCase()
  )
}

/** Whether a comment is about what follows it, and not about its section. */
export function speaksOfNext(comment: string): boolean {
  return /\boptional (?:element|field|block|list|table)\b/i.test(comment)
}

const optionalOpening = /^\W*optional\b/i

/**
 * Whether a text is a note that opens with `optional`, and neither a label nor a sentence: `optional list of links`.
 */
export function opensWithOptional(text: string): boolean {
  return (
    text.length < longestNote &&
    /^[([<_*]{0,3}optional(?:ly)?(?![\p{Alpha}\p{N}-])[^:：]*$/iu.test(text) &&
    !/\b(?:is|are|was|were|must|should|can|will|has|have)\b/i.test(text)
  )
}

const longestNote = 100

/** A placeholder for anything else: `[Any other limitations]`. */
const catchAll = /^\W*(?:any (?:other|additional|further)|anything else|other (?:notable|relevant|important))\b/i

/**
 * Whether a placeholder that opens a section says that the section is optional: `[Describe the pattern if applicable]`.
 */
export function placeholderSaysOptional(text: string): boolean {
  const opening = text.slice(0, 2000)
  return (
    catchAll.test(opening) ||
    /\bif (?:applicable|any|needed|relevant)\b|\(optional\)|\bthis section is optional\b/i.test(opening) ||
    optionalOpening.test(opening) ||
    saysOptional(opening.replace(/^[\W_]+/u, ''))
  )
}
