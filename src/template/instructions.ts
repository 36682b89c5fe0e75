import {foldWhitespace} from '../markdown/text.ts'

/**
 * Recognises what a template says to authors and not to readers, in the languages of the templates that we have seen:
 * imperatives about writing, questions, descriptions of a text. "Please report faults by mail" is for readers, and
 * stays. Texts are put in lower case first, because large expressions take several times as long to compile with the
 * `i` flag.
 */

/** What only somebody who writes a text is asked to do. */
const writing = [
  'briefly|describe|explain|discuss|elaborate|summari[sz]e|outline|illustrate|justify|clarify|sketch|argue|think about|optional(?!:)|this section|this paragraph|use this (?:section|space|part|paragraph|template|field|page)|in this section',
  'beschreib(?:e|en sie|t)|erläuter(?:e|n sie)|erklär(?:e|en sie)|skizzier(?:e|en sie)|begründ(?:e|en sie)|fass(?:e|en sie)|hier (?:steht|stehen|folgt|bitte|wird|werden|kommt)|dieser abschnitt|kurz(?:e|er)? (?:beschreibung|zusammenfassung)|ein(?:e|en)? (?:kurze[rn]? )?(?:absatz|satz|zusammenfassung|beschreibung|überblick|liste),? (?:der|die|das|von|über|was|warum|wie)',
  'décri(?:re|vez|s)|expli(?:quez|quer|que)|résum(?:ez|er)|cette section|détaill(?:ez|er)|descri(?:ba|be|bir)|expli(?:ca|que|car|quem)|esta (?:sección|seção)|resum(?:[ae]|ir)|detall[ae]r?|descrev(?:[ae]|er)|detalh[ae]r?|descriv(?:i|ere|ete)|spieg(?:a|hi|are|ate)|beschrijf|leg uit|opisz|opisać|wyjaśnij|popište|vysvětlete|опишите|описать|объясните|объяснить|кратко опишите|кратко описать'
].join('|')

const what =
  '(?:how|what|which|who|why|where|when|whether|here|as (?:many|much)|enough|any(?:thing)?|everything|your|links?|examples?|details?|relevant|an? (?:list|description|summary|link|table|diagram|paragraph|sentence|short|brief|few|note|overview))'

/** What readers of a runbook may be asked to do as well, step by step. */
const ambiguous = [
  `fill(?: (?:in|out))?|provide(?! (?:feedback|comments))|consider|document|specify|keep in mind that this|(?:document|note|say|specify|state) (?:clearly|explicitly)|(?:list|state|name|define|detail|enumerate|mention) (?:or|and|the|a|an|all|any|each|every|your|its|one|two|some|at least|other|known|important|key|possible|potential|alternatives?|assumptions?|risks?|${what})|(?:note|identify|give|show|tell|say|record|compare|express|indicate|cover|include|add|insert|write|enter|link to|put|paste) (?:down |out )?${what}`,
  'nenn(?:e|en sie)|dokumentier(?:e|en sie)|zähl(?:e|en sie)|list(?:e|en sie)|gib|geben sie|füg(?:e|en sie)|führ(?:e|en sie)|stell(?:e|en sie)|trag(?:e|en sie)|schreib(?:e|en sie)',
  'indi(?:quez|quer)|list(?:ez|er)|précis(?:ez|er)|présent(?:ez|er)|donn(?:ez|er)|énumér(?:ez|er)|enumer[ae]r?|indi(?:ca|que|car)|list[ae]r?|informe|elenc(?:a|are|ate)|укажите|перечислите'
].join('|')

const please = '(?:please|bitte|veuillez|por favor,?|пожалуйста,?)'
const marker = String.raw`^[\s*_>("'“„«[-]{0,9}`

const opening = `${marker}(?:${please} )?(?:briefly |kurz |clearly |concisely |here,? )?`
const request = new RegExp(`${opening}(?:${writing})(?![\\p{Alpha}\\p{N}])`, 'u')
const step = new RegExp(`${opening}(?:${ambiguous})(?![\\p{Alpha}\\p{N}])`, 'u')

/** A sentence further on that tells the author what to write. */
const furtherOn = new RegExp(
  `[.!?:]\\s+(?:in this section,? |here,? |then |also,? )?(?:${please} )?(?:in this section,? )?(?:briefly )?(?:describe|explain|discuss|elaborate|summari[sz]e|outline|justify|clarify)(?![\\p{Alpha}\\p{N}])`,
  'u'
)

/** A text that says where to write something. */
const here =
  /(?<![\p{Alpha}])(?:(?:describe|document|write|list|explain|add|put|insert|enter|state|note|record) (?:it |them |this |that |these |those )?here|here goes|(?:go|goes|stands?|belongs?) here(?=$|[.:;,)])|(?:documente|descreva|escreva|liste|preencha|informe) aqui|(?:describa|documente|escriba|indique) aquí|(?:décrire|décrivez|indiquez|écrivez) ici|hier (?:beschreiben|eintragen|dokumentieren|ergänzen|einfügen))(?![\p{Alpha}])/u

/** Languages without spaces between words: instructions are recognised by their first or last characters. */
const eastern =
  /^(?:请|請)?(?:在此|简要|簡要|简单|詳細|详细|用?一句话|用 ?\d{1,2}(?: ?[-–~至] ?\d{1,2})? ?[段句]话?)?(?:描述|说明|說明|简述|簡述|列出|填写|填寫|概述|介绍|介紹|解释|解釋|阐述|闡述|记录|写明)|(?:を|について|に)(?:簡潔に|簡単に|具体的に|ここに|[\d０-９]{1,2}(?:[〜～~-][\d０-９]{1,2})?(?:文|行|段落)で)?(?:記載|記述|記入|説明|列挙|記録|書い|書く|述べ)|(?:작성|설명|기술|기입|서술|나열|기록)(?:하세요|해 ?주세요|합니다|하십시오|하기|할 것)/u

const interrogative = new RegExp(
  `${marker}¿?(?:${[
    'what|how|why|which|who|whom|whose|when|where|does|do|did|is|are|was|were|has|have|would|should|can|could|will|if|in what|in which|for whom|to what|at what|by when|on what|any',
    'was|wie|warum|wer|wen|wem|wo|wann|welche[rsnm]?|wozu|womit|wofür|weshalb|wieso|woher|worum|worin|gibt es|ist|sind|kann|können|soll|sollen|muss|müssen|hat|haben|wird|werden|wurde|in welche[rmn]',
    "quel(?:le)?s?|pourquoi|comment|qui|que|qu'\\S{1,40}|où|quand|combien|est-ce|y a-t-il|à qui|de quoi|à quoi",
    'qué|por qué|cómo|cuál(?:es)?|quién(?:es)?|dónde|cuándo|cuánt[oa]s?|para qué|hay|existen?|o que|por que|como|qual|quais|quem|onde|quando|há|cosa|che cosa|perché|come|quale|quali|chi|dove|wat|waarom|hoe|welke|waar|wanneer|что|как|почему|зачем|кто|какие|какой|какая|где|когда|есть ли'
  ].join('|')})(?![\\p{Alpha}\\p{N}])[^?？]{0,500}[?？]`,
  'u'
)

const easternQuestion =
  /(?:什么|什麼|为什么|如何|怎么|哪些|哪个|谁|是否|吗|何|なぜ|どう|どの|誰|いつ|か|무엇|왜|어떻게|누가|까|요)[^?？。]{0,20}[?？]$/u

/** A description of the text that belongs there: `A single paragraph that explains the change.` */
const described = new RegExp(
  `${marker}(?:(?:an?|one|two|two or three|the|some|any|one or two|one or more) (?:[\\p{Alpha}-]+,? ){0,4}|(?:short|brief|concise|clear|detailed|high-level|one-line|one-sentence|bulleted) |)(?:paragraphs?|sentences?|summary|description|explanation|overview|lists?|outline|listing|discussion|definition|bullets?|bullet points?|links?|examples?|statement|account(?= of)|words?|lines?|analysis|breakdown|diagram|sketch) (?:of|on|about|for|to|that|which|describing|explaining|listing|showing|with|why|how|what)(?![\\p{Alpha}])`,
  'u'
)
const verb = / (?:is|are|was|were|can|will|may|must|should|stands?|lives?|has|have|contains?|applies|apply) /

/** A text that calls itself a sample. */
const declared =
  /^[\s*_("'[-]*(?:this is (?:an? |the )?)?(?:placeholder|platzhalter|lorem ipsum)(?![\p{Alpha}])|(?<![\p{Alpha}])placeholder (?:text|title|name|value|for)(?![\p{Alpha}])|(?<![\p{Alpha}])lorem ipsum(?![\p{Alpha}])|(?<![\p{Alpha}])(?:remove|delete|replace) (?:this|these|the above|the below) (?:\p{Alpha}+ )?(?:line|lines|paragraphs?|text|section|sentence|comments?|notes?|block|examples?|instructions?|guidance|placeholders?|hints?|quote|title)(?![\p{Alpha}])|(?:please|bitte) (?:remove|delete|replace|löschen|entfernen|ersetzen)[.!)*_]*$|(?:remove|delete|replace)(?: this| me)[.!)*_]*$/u

/** Whether a text calls itself a sample or asks to be removed: `Placeholder for …`, `Example …, please remove`. */
export function callsItselfSample(text: string): boolean {
  return text.length <= longestInstruction && declared.test(text.toLowerCase())
}

const longestInstruction = 2000

/** Whether a text tells or asks the author what to write, judged by the openings of its sentences. */
export function startsWithInstruction(text: string): boolean {
  const start = text.slice(0, longestInstruction)
  const lower = start.toLowerCase()
  const sentence = start.replace(heading, '')
  return (
    opensAs(lower) ||
    furtherOn.test(lower) ||
    here.test(lower) ||
    (sentence !== start && opensAs(sentence.toLowerCase()))
  )
}

/** A few words before the first sentence that name its subject: `Compliance. List any standards …`. */
const heading = /^[\s*_-]*\p{Lu}[\p{Alpha} -]{2,50}\.[*_]*\s+(?=\p{Lu})/u

function opensAsImperative(text: string): boolean {
  return request.test(text) || step.test(text)
}

function opensAs(text: string): boolean {
  return opensAsImperative(text) || isQuestion(text) || isDescription(text) || eastern.test(text) || indirect.test(text)
}

/** A question without a question mark that is not a sentence: `What users see`. */
const indirect = new RegExp(
  `${marker}(?:what|which|who|how|why|where|when|was|wie|warum|welche[rsnm]?|quoi|comment|pourquoi|qué|cómo|por qué)(?:/(?:how|what|why|where))?(?: [^\\s.?!:;]+){2,11}$`,
  'u'
)

/** Whether a text opens with a question for the author. A question for readers is followed by its answer. */
function isQuestion(text: string): boolean {
  const [question] = interrogative.exec(text) ?? []
  if (question === undefined) return easternQuestion.test(text)
  const rest = text.slice(question.length).trim()
  return rest === '' || !forReaders.test(question)
}

/** "Do you need help?": nobody asks an author that. */
const forReaders =
  /^\W*(?:(?:do|are|have|can|did|would|will|need|want) (?:you|sie|ihr|vous|usted)|(?:brauchen|haben|möchten|wollen|benötigen|suchen) sie|(?:avez|voulez|cherchez)-vous)(?![\p{Alpha}])|(?<![\p{Alpha}])(?:do|can|should|would) (?:i|we) (?:get|find|ask|contact|report|reach|turn)(?![\p{Alpha}])|(?<![\p{Alpha}])(?:need help|get help|find help|have questions|any questions)(?![\p{Alpha}])/u

/** How much belongs there: `One sentence. What users see.`, `2-4 frases`, `One paragraph: what changes`. */
const measured = new RegExp(
  `${marker}(?:${[
    '(?:one|a single|two|two or three|one or two|\\d(?: ?[-–] ?\\d{1,2})?) (?:short |brief |concise )?(?:sentences?|paragraphs?|bullets?|bullet points?)',
    '(?:ein|zwei|1|2) (?:kurzer |kurze )?(?:satz|sätze|absatz|absätze)|(?:une|deux|1|2) (?:courtes? )?phrases?|(?:una|dos|due|\\d(?: ?[-–] ?\\d)?) (?:breve |breves |brevi )?fras[ei]s?|(?:uma|duas|\\d(?: ?[-–] ?\\d)?) frases?|(?:één|een|twee) zin(?:nen)?|(?:одно|два) предложени[ея]'
  ].join('|')})(?:$|[.:—–](?=$| )| [—–-] )`,
  'u'
)

function isDescription(text: string): boolean {
  if (measured.test(text)) return true
  if (
    /^(?:short|brief|concise|high-level) (?:description|summary|overview|explanation)(?![\p{Alpha}])[^:：]*$/u.test(
      text
    )
  )
    return true
  return described.test(text) && (/ (?:that|which) /.test(text) || !verb.test(text)) && !/[.!?]\s+\S/.test(text)
}

/** Whether a text tells or asks the author what to write, so that it cannot be meant to stay. */
export function isInstruction(text: string): boolean {
  const folded = foldWhitespace(text)
  return !(/[:：]$/.test(folded) && !/[.!?]\s/.test(folded)) && isLong(folded) && startsWithInstruction(folded)
}

/** Whether a text is too long for a heading of a word or two. */
function isLong(text: string): boolean {
  return (
    text.split(' ', 4).length === 4 ||
    (/[?？]$/.test(text) && text.split(' ', 3).length === 3) ||
    (/[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text) && text.length >= 6)
  )
}

/** Whether a text opens with an instruction that is not a question. */
export function isImperative(text: string): boolean {
  return opensAsImperative(text.slice(0, longestInstruction).toLowerCase())
}

/** Whether a text opens like a step of a runbook, and so may be for readers: `Provide the key to …`. */
export function mayBeStep(text: string): boolean {
  return step.test(text.slice(0, longestInstruction).toLowerCase())
}

/**
 * Whether a text asks to insert something in its place: `Insert the objectives of the meeting`, `inserir`,
 * `Fotos hier einfügen`. A step of a runbook may say so too.
 */
export function asksToInsert(text: string): boolean {
  return inserting.test(foldWhitespace(text.slice(0, 300)).toLowerCase())
}

const inserting = new RegExp(
  `${marker}(?:${please} )?(?:insert|inserir|insira|insertar|inserte|insérer|insérez|inserire|inserisci|inserite|invoegen|voeg in|wstaw|wstawić|vložte|вставьте|вставить|вставте)(?![\\p{Alpha}\\p{N}])|(?:^|[\\p{Alpha}\\p{N})»“"] )(?:hier )?(?:einfügen|einsetzen|eintragen)[.!]?$|^(?:请|請)?(?:在此)?(?:插入|填入)|を?(?:ここに)?挿入(?:する|してください|します)?[。.]?$|(?:을|를)? ?(?:여기에 )?(?:삽입|입력)(?:하세요|해 ?주세요|하십시오)?[.]?$`,
  'u'
)

/** Whether a text can only be meant for who writes it, also with code in it: `List the `keys` that this reads.` */
export function isOfWriting(text: string): boolean {
  return ofWriting.test(foldWhitespace(text.slice(0, 300)).toLowerCase())
}

const ofWriting =
  /^(?:please )?(?:(?:document|specify) (?:clearly |explicitly )?(?:all|any|every|how|the|what|when|where|which|who|why)|list (?:all|any|every|the|which) [^.:]{1,80} (?:this|the) (?:adapter|api|app|application|change|class|component|feature|function|guide|integration|library|module|package|page|plugin|provider|service|system|tool)|(?:note|say|state) (?:clearly|explicitly))(?![\p{Alpha}\p{N}])/u

/** Whether a text may as well introduce a section to its readers: `This section lists the commands.` */
export function mayBeIntroduction(text: string): boolean {
  return /^this section (?:lists|contains|shows|covers|provides|gives|documents|holds|tells|has)\b/i.test(text)
}
