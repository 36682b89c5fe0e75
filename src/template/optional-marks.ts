import {foldWhitespace} from '../markdown/text.ts'
import {saysMayBeEmpty} from './may-be-empty.ts'

/** The words of a mark that makes what is before it optional, in the languages of the templates that we have seen. */
export const optionalWords = [
  'optional|(?:include |only )?(?:if|when|where) (?:applicable|any|known|needed|relevant|required|available|present|appropriate|possible|(?:it |one |they )?exists?|there (?:is|are) (?:one|any))|(?:include|only) if|as needed',
  'opcional|si (?:aplica|corresponde|procede|existen?|hay|es necesario)|cuando (?:aplique|corresponda|proceda)|se (?:aplicável|existir(?:em)?|houver|necessário|for o caso)|(?:quando|caso) aplicável|optionnel(?:le)?|facultati(?:f|ve)|si (?:nécessaire|applicable|besoin|pertinent)|le cas échéant|au besoin|opzionale|facoltativ[oa]|facultativ[oae]?|se (?:necessario|applicabile|presente|pertinente)',
  'optionell|fakultativ|(?:falls|sofern|wenn) (?:zutreffend|vorhanden|nötig|erforderlich|relevant)|bei bedarf|optioneel|facultatief|indien (?:van toepassing|nodig|aanwezig|relevant)|valgfri(?:tt|t)?|valfri(?:tt|a)?|(?:vid|ved) behov|opcjonaln(?:[aey]|ie)|nieobowiązkow[aeyo]|fakultatywn[aeyo]|jeśli dotyczy|volitelné|nepovinné',
  "необязательн[а-яё]{0,6}|опциональн[а-яё]{0,6}|факультативн[а-яё]{0,6}|по желанию|при (?:необходимости|наличии)|если (?:применимо|есть)|необов['’ʼ]язков[а-яії]{0,3}|опціональн[а-яії]{0,3}|за потреби|如(?:适用|涉及|有|需)[\u3400-\u9FFF]{0,10}|若(?:适用|有)|任意(?:項目)?|可选|可選|选填|選填|非必[填需须要]|按需|视需要|視需要|必要时|必要時|可[删刪]除?|(?:无需|不需要|不适用|(?:如果?|若)?(?:没有|沒有|无|無))(?:时|則|则|就|可|请|請)?(?:[删刪]除|删去|移除|省略)",
  '該当(?:があれば|がある場合|する場合)[\u3040-\u30FF\u3400-\u9FFF]{0,10}|(?:ある|必要な)場合のみ|必要に応じて|省略可能?|(?:不要|不必要|該当しない|ない|無い|なけれ|無けれ)(?:なら|ば|な?場合(?:は|、)?)?(?:削除|省略)(?:可|する|して(?:ください|よい)|してください)?|削除可能?|オプション|선택(?: ?사항)?|옵션|필요 ?시|해당(?: ?시|되는 경우)|(?:불필요(?:하면|한 경우|시)|(?:필요 ?)?없(?:으면|는 경우|을 경우|을 때)(?:는|에는)?) ?(?:삭제|제거|생략)|(?:삭제|제거) ?가능',
  "(?:delete|drop|leave out|omit|remove|skip)(?: it| this)? if (?:absent|empty|missing|none|not (?:applicable|needed|used)|there (?:is|are) none|unused)|(?:entfernen|löschen|streichen|weglassen),? (?:wenn|falls|sofern) (?:keine?s?|leer|nicht (?:nötig|vorhanden|zutreffend))|(?:enlever|omettre|retirer|supprimer) (?:si (?:absente?|aucune?|inutile|non applicable|vide)|s[’']il n[’']y en a pas)|(?:borrar|eliminar|omitir|quitar|excluir|remover|apagar) (?:si no (?:aplica|existe|hay)|se não (?:existir|houver|se aplicar))|(?:eliminare|omettere|rimuovere) se (?:assente|non (?:applicabile|presente))|(?:weglaten|verwijderen) (?:als|indien) (?:leeg|niet (?:aanwezig|van toepassing))|(?:опустить|удалить|убрать),? если (?:нет|не (?:нужн|применим)\\p{Alpha}*)",
  'isteğe bağlı|opsiyonel|tùy chọn|không bắt buộc|nếu có|opsional|jika ada|opțional|opcionális|nem kötelező|valinnainen|προαιρετικό|اختياري|वैकल्पिक'
].join('|')

/** Those of them that a sentence may open with and that say when to write what it goes on with: `Bei Bedarf Skizzen`. */
export const ifNeededWords = [
  '(?:only )?(?:if|when|where) (?:applicable|any|needed|necessary|relevant|required|appropriate)|as needed|if there (?:is|are) any',
  "si (?:aplica|corresponde|procede|es necesario|hace falta)|cuando (?:aplique|corresponda|proceda)|en caso necesario|se (?:aplicável|houver|necessário|for o caso)|(?:quando|caso) (?:aplicável|necessário)|si (?:nécessaire|applicable|besoin|pertinent)|le cas échéant|au besoin|se (?:necessario|applicabile|pertinente)|all[’']occorrenza",
  '(?:falls|sofern|wenn) (?:zutreffend|vorhanden|nötig|erforderlich|relevant)|gegebenenfalls|ggf\\.?|bei bedarf|indien (?:van toepassing|nodig|aanwezig|relevant)|zo nodig|vid behov|ved behov|jeśli dotyczy|w razie potrzeby|dle potřeby',
  'при (?:необходимости|наличии)|если (?:применимо|есть|нужно|необходимо)|за потреби|(?:如|若)(?:适用|適用|涉及|有需要?|需要?|有必要)|按需|视需要|視需要|必要[时時]|需要[时時]',
  '必要に応じて|必要(?:なら|であれば|な場合(?:は|のみ)?)|該当(?:があれば|する場合(?:は)?|がある場合(?:は)?)|(?:필요|해당) ?(?:시|하면|한 경우)(?:에는?)?',
  'gerekirse|varsa|nếu (?:có|cần)|jika (?:ada|perlu|diperlukan)|dacă este cazul|szükség esetén|tarvittaessa'
].join('|')

/** Words that may be about what a text describes, and are such marks only if nothing stands beside them: `(voluntary)`. */
const voluntaryWords =
  'voluntary|not (?:required|mandatory|compulsory)|voluntari[oa]|no obligatori[oa]|voluntári[oa]|não obrigatóri[oa]|non obligatoire|volontari[oa]|non obbligatori[oa]|freiwillig|nicht (?:verpflichtend|erforderlich|zwingend)|vrijwillig|niet verplicht|frivilligt?|(?:inte|ikke) (?:obligatoriskt?|påkrevd|påkrævet)|dobrowoln[aeyo]|vapaaehtoinen|zorunlu değil|tidak wajib|필수 아님'

/** Whether a text is nothing but such a mark, with or without brackets: `(Facultatif)`, `Freiwillig.` */
export function isOptionalMarkAlone(text: string): boolean {
  return markAlone.test(text.trim().toLowerCase())
}

const markAlone = new RegExp(String.raw`^[(（[]?(?:${optionalWords}|${voluntaryWords})[)）\]]?[.。]?$`, 'u')

/** Whether a label, or what stands after it or in the cell beside a name, carries such a mark: `[if any]`. */
export function hasOptionalMark(text: string): boolean {
  return optionalMark.test(text.toLowerCase())
}

const optionalMark = new RegExp(
  String.raw`(?:^|[\s(（*_[{【])(?:${optionalWords})(?![\p{Alpha}\p{N}])|[(（[](?:${voluntaryWords})[)）\]]`,
  'u'
)

/** Conditions with what to do then, which says nothing else: `(fill in only if it has a lid)`, `（窯に触るなら必ず埋める）`. */
const inWhichToFill = [
  '(?:add|complete|fill (?:in|out)|include|keep|use|write)(?: this| it)?(?: only)? (?:if|when|where) \\p{Alpha}+|only (?:add|complete|fill (?:in|out)|include|keep|use|write)(?: this| it)? (?:for|if|in case|when|where) \\p{Alpha}+',
  '(?:nur )?(?:auszufüllen|ausfüllen|anlegen|aufnehmen|ergänzen)(?: nur)?,? (?:wenn|falls|sofern|bei) \\p{Alpha}+|(?:alleen )?(?:invullen|toevoegen)(?: alleen)? (?:als|bij|indien|wanneer) \\p{Alpha}+',
  "(?:à )?(?:ajouter|compléter|remplir)(?: (?:seulement|uniquement))? (?:en cas|lorsque|quand|si(?= )|s[’'])|(?:añadir|completar|llenar|rellenar|adicionar|preencher|compilare|aggiungere)(?: (?:solo|sólo|solamente|únicamente|apenas|só|somente|soltanto))? (?:cuando|en caso|quando|em caso|caso|in caso|si|se)(?= )",
  '(?:заполнять|заполнить|заполняется|добавить)(?: только)?,? (?:в случае|если|когда|при) \\p{Alpha}+',
  '(?:如果?|若|当|當|仅|僅|涉及)[^()（）。]{1,60}(?:时|時|则|則)?(?:必须|必須|必|需|需要|再|才)?(?:填写|填寫|填|添加|保留)$',
  '[^()（）。]{1,80}(?:なら|ならば|れば|たら|とき|時|場合)(?:は|に|のみ|だけ|に限り)?、?(?:必ず|必須で)?(?:必須|記入|記載|記述|追記|追加|作成|埋める|書く|残す)(?:する|すること|してください|こと)?$',
  '[^()（）.]{1,80}(?:경우|때|으면|하면|다면)(?:에만|만|에)? ?(?:반드시 )?(?:작성|기입|기재|추가|필수)(?:한다|하세요|할 것)?$'
].join('|')

/**
 * The conditions that a parenthesis behind a name may open with: `(if the kiln has a lid)`, `（蓋がある場合）`. Not
 * `(if so, why)`, which asks more of everybody, and not `(when it was fired)`, which says what the name means.
 */
const condition = `(?:${[
  '(?:only )?if (?!(?:not|so|yes|no)(?!\\p{Alpha}))\\p{Alpha}+|only when \\p{Alpha}+|when (?:the|this|your?|an?|any)(?= )|(?:only )?unless \\p{Alpha}+|(?:only )?in case (?=of|the|you)',
  '(?:please )?(?:skip|omit|delete|remove|drop|leave out)(?: (?:this|the)(?: (?:section|part))?| it)? (?:if|when|where|unless|for)(?! (?:done|finished|merged|merging|publishing|submitting|release))',
  '(?:nur )?(?:falls|sofern|wenn) (?!(?:nicht|ja|nein)(?!\\p{Alpha}))\\p{Alpha}+|nur bei \\p{Alpha}+|(?:alleen )?(?:indien (?!(?:niet|ja|nee)(?!\\p{Alpha}))\\p{Alpha}+|als (?:de|het|een|er|dit|deze)(?= ))',
  "(?:seulement |uniquement |solo |sólo |solamente |apenas |somente )?(?:si (?!(?:oui|non|no|sí|bien)(?!\\p{Alpha}))\\p{Alpha}+|s[’']il|en caso de|em caso de|en cas de|se (?:o|os|a|as|um|uma|for|houver|existir|il|i|gli|un|una)(?= )|se (?:l|c)(?=[’'])|caso (?:o|a|haja|exista)(?= ))",
  '(?:только )?(?:если (?!нет|да|не[, ])\\p{Alpha}+|в случае(?= ))|якщо (?!(?:ні|так)(?!\\p{Alpha}))\\p{Alpha}+|(?:jeśli|jeżeli|pokud|hvis|eğer) \\p{Alpha}+',
  inWhichToFill,
  '(?:如果|仅当|僅當|若(?!干))(?!是|否|不|没有请|非)[^()（）]{1,100}$|(?:当|當)[^()（）]{1,60}(?:时|時)$|[^()（）、。]{1,60}場合(?:は|のみ|だけ|に限る)?$|[^()（）,.]{1,60}경우(?:에만|만|에)?$'
].join('|')})`

/**
 * The marks that say whether a section is required; a document may keep or drop them. They are in lower case and
 * anchored, because such expressions compile faster.
 */
const requirementMark = new RegExp(
  String.raw`^(?:(?:${voluntaryWords})$|${optionalWords}|${condition}|mandatory|required|conditional|obligatori[oa]|obrigatóri[oa]|obligatoire|verpflichtend|verplicht|обязательно|必須|必填|필수)(?![\p{Alpha}\p{N}])`,
  'u'
)

/** The marks of something optional. */
const conditionOrOptional = new RegExp(
  String.raw`^(?:(?:${voluntaryWords})$|${optionalWords}|${condition})(?![\p{Alpha}\p{N}])`,
  'u'
)

/** A condition after a dash: `Colours — skip when there are none`. */
const conditionAfterDash = /^(?:skip|omit|leave out) (?:this |it )?(?:if|when|where|unless) /

/** Where a mark may be: in brackets, before a name, after it. */
const mayBeMark = /[([][\s*]{0,3}([^()[\]]{1,250})[)\]]|^(optional:)|\s[-–—]\s(?=([^–—-]{1,250})$)/g

/** What every text with a mark has. */
const mayBeMarked = /[([]|^optional:|\s[-–—]\s/i

/** The marks in a text in lower case. */
function marksIn(
  lower: string,
  isMark: (inBrackets: string) => boolean,
  isMarkAfterDash: (afterDash: string) => boolean
): ReadonlyArray<{readonly index: number; readonly length: number}> {
  return Array.from(lower.matchAll(mayBeMark)).flatMap(
    ({0: all, 1: inBrackets, 2: before, 3: afterDash = '', index}) => {
      if (inBrackets !== undefined) return isMark(inBrackets) ? [{index, length: all.length}] : []
      return before !== undefined || isMarkAfterDash(afterDash) ? [{index, length: all.length + afterDash.length}] : []
    }
  )
}

/** Whether a text after a dash makes what is before it optional, and says nothing else. */
function isOptionalMark(text: string): boolean {
  return conditionOrOptional.exec(text)?.[0] === text || conditionAfterDash.test(text)
}

/** A text with spaces in place of its marks. */
export function withoutMarks(text: string): string {
  const lower = mayBeMarked.test(text) ? text.toLowerCase() : ''
  // Offsets would not fit a text that is longer in lower case.
  if (lower.length !== text.length) return text
  let rest = ''
  let from = 0
  for (const {index, length} of marksIn(
    lower,
    (inBrackets) => requirementMark.test(inBrackets) || saysMayBeEmpty(inBrackets),
    (afterDash) => isOptionalMark(afterDash) || saysMayBeEmpty(afterDash)
  )) {
    rest += `${text.slice(from, index)} `
    from = index + length
  }
  return rest + text.slice(from)
}

/**
 * Whether a name is marked as optional: `More sections as required`, `(Optional)`, `[if applicable]`, `（任意）`,
 * `Notes - optional`.
 */
export function saysOptionalInName(name: string): boolean {
  const text = foldWhitespace(name.normalize('NFKC'))
  if (/ as (?:required|needed|necessary|appropriate|applicable)$/i.test(text)) return true
  return (
    mayBeMarked.test(text) &&
    marksIn(text.toLowerCase(), (inBrackets) => conditionOrOptional.test(inBrackets), isOptionalMark).length > 0
  )
}
