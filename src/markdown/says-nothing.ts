import type {Nodes, Paragraph, RootContent} from 'mdast'
import {commentText, isComment, isInclude} from './comment.ts'
import type {MarkdownDocument, Section} from './document.ts'
import {endsNotApplicable, opensNotApplicable} from './not-applicable.ts'
import {foldWhitespace, textOf} from './text.ts'

/**
 * The blocks of a section that say something to readers: comments, definitions, breaks, bare anchors and lists of empty
 * items do not.
 */
export function statementsOf(section: Section): readonly RootContent[] {
  const known = statementsBySection.get(section) ?? findStatements(section)
  statementsBySection.set(section, known)
  return known
}

/** Remembered, because many callers ask. */
const statementsBySection = new WeakMap<Section, readonly RootContent[]>()

function findStatements({content}: Section): readonly RootContent[] {
  return content.filter((node) => {
    if (node.type === 'html') return isInclude(node.value) || (!isComment(node.value) && !isAnchor(node.value))
    if (node.type === 'paragraph') return node.children.some((child) => child.type !== 'html' || !isSilent(child.value))
    if (node.type === 'list') return node.children.some(({children}) => children.length > 0)
    return node.type !== 'definition' && node.type !== 'thematicBreak' && node.type !== 'yaml'
  })
}

/** The comments between the blocks of a section, with white space folded. */
export function commentsIn({content}: Section): readonly string[] {
  return content.flatMap((node) => {
    const comment = node.type === 'html' ? commentText(node.value) : undefined
    return comment === undefined ? [] : [foldWhitespace(comment)]
  })
}

function isSilent(html: string): boolean {
  return isComment(html) || isAnchor(html)
}

function isAnchor(html: string): boolean {
  return /^\s*<\/?(?:a|span|div|br|p)\b[^<>]*>(?:\s*<\/(?:a|span|div|p)>)?\s*$/i.test(html)
}

/** Longer texts are not just excuses. */
const longestExcuse = 300

/** An excuse is one paragraph, or two and a list. */
const mostExcuses = 8

/** Whether a section only says that there is nothing to say: `N/A`, `None, since …`, `Load tests: no` above `N/A`. */
function saysNothingToSay(section: Section): boolean {
  const statements = section.heading ? statementsOf(section) : []
  if (opensNotApplicable(statements[0])) return true
  if (
    statements.length === 0 ||
    statements.length > mostExcuses ||
    !statements.every(({type}) => type === 'paragraph' || type === 'list')
  )
    return false
  const text = statements.map((node) => textOf(node)).join(' ')
  return text.length <= longestExcuse && (excuse.test(text.toLowerCase()) || endsNotApplicable(statements.at(-1)))
}

/** Whether a text opens by saying that there is nothing: `No official tool`, `None`. */
export function saysNone(text: string): boolean {
  return text.length <= longestExcuse && excuse.test(text.toLowerCase())
}

/** Whether a block is a single empty bullet, which alone in a section means that there is nothing to say. */
export function isEmptyBullet(node: Nodes): boolean {
  const [item, ...others] = node.type === 'list' && node.ordered !== true ? node.children : []
  return item !== undefined && others.length === 0 && item.children.length === 0 && typeof item.checked !== 'boolean'
}

/** Whether a section has no subsections and says that there is nothing to say, so that it needs none. */
export function doesNotApply(section: Section): boolean {
  return section.children.length === 0 && saysNothingToSay(section)
}

/** Whether a section says only `N/A`, `None` or the like. */
export function isUnanswered(section: Section): boolean {
  const [statement, ...others] = statementsOf(section)
  return (
    statement?.type === 'paragraph' &&
    others.length === 0 &&
    /^\W*(?:n\/?a|none|nothing|not applicable)\W*$/i.test(textOf(statement))
  )
}

/** The paragraph of a section that says only that its text is still to come; undefined for any other section. */
export function soleToDo(section: Section): Paragraph | undefined {
  const statements = section.children.length === 0 ? statementsOf(section) : []
  const text = onlyText(statements)
  const {start, end} = text?.position ?? {}
  // Most sections say more, and need not be read.
  if (start?.offset !== undefined && end?.offset !== undefined && end.offset - start.offset > longestExcuse)
    return undefined
  return text && isToCome(textOf(text)) ? text : undefined
}

/** The paragraph that is the only block, also as the only item of a list or in a quote. */
function onlyText([block, ...others]: readonly Nodes[]): Paragraph | undefined {
  if (block === undefined || others.length > 0 || block.type === 'paragraph')
    return others.length === 0 && block?.type === 'paragraph' ? block : undefined
  return block.type === 'blockquote' || block.type === 'list' || block.type === 'listItem'
    ? onlyText(block.children)
    : undefined
}

/** Whether a text says only that it is still to come: `TODO`, `To be determined.` */
export function isToCome(text: string): boolean {
  return text.length <= longestExcuse && toCome.test(text.toLowerCase())
}

// In lower case, because large expressions are slow to compile with the `i` flag.
const toCome =
  /^[^\p{Alpha}\p{N}]*(?:todo|to[ -]do|tbd|tba|tbc|fixme|xxx|wip|work in progress|coming soon|(?:still )?(?:to be|being) (?:determined|done|decided|defined|written|announced|confirmed|completed|added|filled in|discussed|continued)|noch (?:offen|zu klären|zu schreiben)|wird (?:noch )?(?:ergänzt|nachgereicht)|folgt(?: noch)?|à (?:définir|déterminer|compléter|faire|venir)|por (?:definir|determinar|hacer|completar)|a (?:definir|determinar|ser definido|completare)|da definire|nog te bepalen|待定|待补充|待補充|未定|후에 작성|미정)[^\p{Alpha}\p{N}]*$/u

/** Whether a text says that something is not known yet, which may be a fact, as the day of the next meeting is: `To be announced` */
export function isUndecided(text: string): boolean {
  return text.length <= longestExcuse && undecided.test(text.toLowerCase())
}

const undecided =
  /^[^\p{Alpha}\p{N}]*(?:(?:still )?to be (?:determined|decided|announced|confirmed)|noch offen|à (?:définir|déterminer)|(?:por|a) (?:definir|determinar)|a ser definido|da definire|nog te bepalen|待定|未定|미정)[^\p{Alpha}\p{N}]*$/u

const excuse = new RegExp(
  `^[^\\p{Alpha}\\p{N}]*(?:${[
    'n/?a(?!\\p{Alpha})|none(?! of)(?!\\p{Alpha})|nothing(?!\\p{Alpha})|not (?:applicable|needed|required|relevant|supported|used|planned|yet)(?!\\p{Alpha})|does not apply(?!\\p{Alpha})|no (?!(?:one|matter|more than|fewer|less|later|sooner|longer|doubt)(?!\\p{Alpha}))|no(?!\\p{Alpha}| )|tbd(?!\\p{Alpha})|todo(?!\\p{Alpha})',
    'this (?:chapter |part |question |section )?(?:is not (?:applicable|needed|relevant|required)|does not apply)(?:$|[.,:;]| (?:as|because|here|since) )',
    'there (?:is|are|will be) (?:currently |presently |so far |at present |as yet )?(?:no|none|nothing)(?!\\p{Alpha})(?! doubt| (?:more|fewer|less) than)',
    '(?:it|this|the|we|our)(?: [\\p{Alpha}-]+){0,4} (?:needs?|has|have|requires?|uses?|takes?|offers?|defines?|exposes?) (?:no|none|nothing)(?!\\p{Alpha})(?! (?:more|fewer|less) than)',
    "(?:it|this|the|we|our)(?: [\\p{Alpha}-]+){0,4} (?:(?:does|do|did|has|have) not|(?:does|do|did|has|have)n't) (?:currently |yet )?(?:have|need|require|use|take|support|offer|define|expose)(?: [\\p{Alpha}-]+){0,6}[.!]?$",
    '(?:it|this|all|everything|the(?: [\\p{Alpha}-]+){1,3}) (?:(?:is|are|remains?|stays?) unchanged|(?:does|do|will) not change)[.!]?$',
    'keine?(?:[rnms])?(?!\\p{Alpha})|nichts(?!\\p{Alpha})|entfällt(?!\\p{Alpha})|nicht (?:zutreffend|anwendbar|relevant|nötig|erforderlich)(?!\\p{Alpha})|es gibt (?:derzeit )?keine?(?!\\p{Alpha})',
    "aucune?(?!\\p{Alpha})|néant(?!\\p{Alpha})|sans objet(?!\\p{Alpha})|non applicable(?!\\p{Alpha})|rien(?!\\p{Alpha})|il n'y a (?:pas|aucun|rien)",
    'ningun[oa]s?(?!\\p{Alpha})|ningún(?!\\p{Alpha})|nada(?!\\p{Alpha})|no (?:aplica|hay|procede)(?!\\p{Alpha})|nenhum[a]?(?!\\p{Alpha})|(?:sem|sin|senza|sans|ohne|zonder|без)(?! (?:dúvida|duda|dubbio|doute|zweifel|twijfel|сомнения))(?!.{1,80} (?:não|no|non|nicht|pas|niet|не) )(?: [\\p{Alpha}\\p{N}/()-]+){1,8}[.!]?$|não (?:se aplica|há|aplicável)(?!\\p{Alpha})|nessun[oa]?(?!\\p{Alpha})|niente(?!\\p{Alpha})|non applicabile(?!\\p{Alpha})|geen(?!\\p{Alpha})|niet van toepassing(?!\\p{Alpha})|brak(?!\\p{Alpha})|нет(?!\\p{Alpha})|отсутству|не ?применимо',
    'なし|無し|该当なし|該当なし|該当しない|特に(?:なし|ありません)|ありません|[\\p{Alpha}ー]{0,12}は(?:ありません|なし|不要)|无(?:$|[。，,.（(])|無(?:$|[。，,.（(])|没有|不适用|不適用|暂无|없음|해당 ?(?:사항 ?)?없음|없습니다'
  ].join('|')})`,
  'u'
)

/**
 * Whether nothing more should be required of a section: it is empty, which is a fault of its own, it says why, it refers to
 * a section of another document, or it includes another file.
 */
export function saysTooLittle(section: Section): boolean {
  const known = tooLittle.get(section) ?? findsTooLittle(section)
  tooLittle.set(section, known)
  return known
}

/** Remembered, because several rules ask. */
const tooLittle = new WeakMap<Section, boolean>()

function findsTooLittle(section: Section): boolean {
  if (!section.heading) return false
  return (
    (statementsOf(section).length === 0 && section.children.length === 0) ||
    saysNothingToSay(section) ||
    refersElsewhere(section) ||
    section.content.some((node) =>
      node.type === 'html' ? isInclude(node.value) : node.type === 'paragraph' && includes.test(textOf(node))
    )
  )
}

/**
 * Whether a paragraph of a section says why something is missing: `No settings were added.`, `[Not applicable: …]`,
 * `… no further setup is needed`, `First meeting – no entries.`
 */
export function saysWhyNot(section: Section): boolean {
  return (
    section.content.some((node) => {
      const text = node.type === 'paragraph' ? textOf(node).slice(0, longestReason).toLowerCase() : ''
      return text !== '' && (excuse.test(text) || needless.test(text))
    }) ||
    openingExcuse(section) !== '' ||
    section.content.some((node) => endsNotApplicable(node))
  )
}

/**
 * Whether a section says that there is none of something: it opens so, `No new tables are needed.`, or has a sentence about
 * that alone: `The night view is not available.`, `夜景版は未作成。`
 */
export function saysThereIsNo(name: string, section: Section): boolean {
  const word = foldWhitespace(name).toLowerCase()
  return (word.length >= shortestNamed && openingExcuse(section).includes(word)) || saysAbsent(word, section)
}

/** Whether a sentence of a section, or of a part of it, starts with a name and goes on to say that there is none. */
function saysAbsent(word: string, section: Section): boolean {
  return (
    word.length >= shortestAbsent &&
    [section, ...section.children]
      .flatMap(({content}) => content)
      .some(
        (node) =>
          node.type === 'paragraph' &&
          textOf(node)
            .slice(0, longestReason)
            .toLowerCase()
            .split(/[.!?](?=\s|$)|[。！？]/)
            .map((sentence) => sentence.trim().replace(/^(?:the|a|an) /, ''))
            .some((sentence) => sentence.startsWith(word) && absent.test(sentence.slice(word.length)))
      )
  )
}

const shortestAbsent = 3

const absent =
  /^(?: ?(?::|-|–|—) ?(?:n\/a|none|not applicable)$| (?:is|are|was|were) (?:currently )?not (?:available|applicable|needed|required|supported|used|provided|generated|implemented|planned)(?!\p{Alpha})| do(?:es)? not (?:exist|apply)(?!\p{Alpha})| (?:entfällt|gibt es nicht|n'existe pas|no existe|não existe|не предусмотрено)(?!\p{Alpha})|は(?:未(?:生成|作成|実装|対応|定義)|なし|無し|ありません|存在しない|対象外|不要))/u

const shortestNamed = 4

/** The sentence that opens a section, or the list that does, where it says that there is nothing; else nothing. */
function openingExcuse(section: Section): string {
  const [opening] = statementsOf(section)
  const text = opening?.type === 'list' ? opening.children[0] : opening?.type === 'paragraph' ? opening : undefined
  const [sentence = ''] = text
    ? textOf(text)
        .slice(0, longestReason)
        .toLowerCase()
        .split(/[.!?](?=\s|$)|[。！？]/, 1)
    : []
  return excuse.test(sentence) ? sentence : ''
}

const longestReason = 1000

const needless =
  /(?<!\p{Alpha})no (?:further|additional|dedicated|special|specific|extra|other|separate) (?:[\p{Alpha}-]+ ){1,5}(?:is|are|was|were|has been|have been) (?:required|needed|necessary|available|added|used|supported|provided)(?!\p{Alpha})|^(?:[\p{Alpha}\p{N}]{1,20} ){1,4}[–—-] no \p{Alpha}{3,20}[.!]?$/u

/** A line that makes a site generator include another file. */
const includes =
  /^(?:\{%-?\s*(?:include|render|import|embed|snippet)|\{\{[<%#]?\s*#?(?:include|readfile|partial|snippet|embed)\b|-{1,2}8<-{1,2}|\[?!include\b|@(?:include|import)\b|\{!|!!!include|\.\. include::)/i

const retired =
  /(?<!\p{Alpha})(?:deprecated|obsolete|retired|superseded|withdrawn|no longer (?:used|maintained|needed|supported|relevant|applies))(?!\p{Alpha})/iu

/**
 * Whether a document, apart from its title, only says where to look or that it is no longer used:
 * `This guide has moved to …`, with a link.
 */
export function isPointer(document: MarkdownDocument): boolean {
  const {root, sections} = document
  if (sections.length > 1) return false
  const [statement, ...others] = [root, ...sections].flatMap((section) => statementsOf(section))
  const text = statement?.type === 'paragraph' && others.length === 0 ? textOf(statement) : ''
  const hasLink = document.nodes('link').length > 0 || document.nodes('linkReference').length > 0
  return text !== '' && text.length <= longestExcuse && (hasLink || retired.test(text))
}

/**
 * Whether a section without subsections opens with a sentence that ends in a link to another page:
 * `All settings are described here: [Settings](settings.md)`.
 */
export function leadsElsewhere(section: Section): boolean {
  const [opening] = section.children.length === 0 ? statementsOf(section) : []
  if (opening?.type !== 'paragraph') return false
  const text = textOf(opening)
  const parts = opening.children.filter((node) => node.type !== 'text' || !/^[\s.。]*$/.test(node.value))
  const [link, ...others] = parts.filter(({type}) => type === 'link')
  return (
    link?.type === 'link' &&
    link === parts.at(-1) &&
    others.length === 0 &&
    !link.url.startsWith('#') &&
    text.length <= longestExcuse &&
    !/[.!?。]\s/.test(text)
  )
}

/**
 * Whether a section without subsections only says to see another document: `See [Settings](settings.md).`, or opens by saying
 * that it is the same as there: `Same as in [the other yard](yard.md#cranes), except for the rails.`
 */
function refersElsewhere(section: Section): boolean {
  const [opening, ...others] = section.children.length === 0 ? statementsOf(section) : []
  if (opening?.type !== 'paragraph') return false
  const links = opening.children.filter((node) => node.type === 'link')
  if (links.length !== 1 || links[0]?.url.startsWith('#')) return false
  const text = opening.children
    .map((node) => (node === links[0] ? linkMark : textOf(node)))
    .join('')
    .slice(0, longestExcuse)
    .toLowerCase()
  return sameAsThere.test(text) || (others.length === 0 && seeThere.test(text))
}

const linkMark = '\u{E000}'

const seeThere =
  /^(?:(?:please )?(?:see|refer to|siehe|vgl\.|voir|cf\.|véase|ver|consulte|vedi|zie|см\.|смотри|参见|参照|详见|請參閱)(?: also| the| in| dans| en| in der| im)? ?\u{E000}|\u{E000} ?(?:を?(?:参照|ご覧)(?:ください|のこと)?|를? ?(?:참고|참조)))[.。!]?$/u

const sameAsThere =
  /^(?:(?:it is |this is |the )?(?:same|identical|unchanged|as) (?:as|to|from|in|with)(?: in| the)? ?\u{E000}|(?:wie|gleich wie|identisch mit)(?: in)? ?\u{E000}|(?:identique à|comme dans|igual (?:a|que|ao)|idéntico a|idêntico a|uguale a|gelijk aan) ?\u{E000}|(?:与|同)\u{E000}|\u{E000} ?(?:と(?:同一|同じ|同様)|に準(?:ずる|じる|拠)|(?:와|과) 동일))/u
