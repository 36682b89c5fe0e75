import type {Section} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {commentsIn} from '../markdown/says-nothing.ts'

/**
 * The sections below another that are for one case each, where its heading or its text says that the case decides:
 * `If it burns wood` and `If it burns gas` below `Check according to the fuel`; or where all are such, and have nothing
 * but questions: `For wood:` and `For gas:`. Empty if there are fewer than two.
 */
export function sectionsForCases(section: Section): readonly Section[] {
  const cases = section.children.filter(({name}) => isCase(name))
  const areCases =
    textsAbout(section).some((text) => saysByCase(text)) || section.children.every((child) => asksForCase(child))
  return cases.length > 1 && areCases ? cases : []
}

/** Whether a section asks what there is to say in a case: its name introduces questions, and they are all of it. */
function asksForCase({name, content, children}: Section): boolean {
  const texts = content.flatMap((node) =>
    node.type === 'list' ? node.children.map((item) => textOf(item)) : node.type === 'paragraph' ? textOf(node) : []
  )
  return (
    children.length === 0 &&
    isCase(name) &&
    /[:：]\s*$/u.test(name) &&
    texts.length > 0 &&
    texts.every((text) => /[?？]\s*$/u.test(text)) &&
    content.every(({type}) => type === 'list' || type === 'paragraph' || type === 'html' || type === 'thematicBreak')
  )
}

/** The name of a section, and the comments and paragraphs above its parts. */
function textsAbout(section: Section): readonly string[] {
  const paragraphs = section.content.filter(({type}) => type === 'paragraph' || type === 'blockquote')
  return [section.name, ...commentsIn(section), ...paragraphs.map((node) => textOf(node))]
}

function isCase(name: string): boolean {
  const text = name
    .slice(0, longestText)
    .toLowerCase()
    .replace(/^[^\p{Alpha}]+/u, '')
  return !everyCase.test(text) && caseNames.some((wording) => wording.test(text))
}

function saysByCase(text: string): boolean {
  return text.length <= longestText && byCase.some((wording) => wording.test(text.toLowerCase()))
}

/** In longer texts, such words are about something else. */
const longestText = 300

/** `For every kiln`, which is no case among others. */
const everyCase =
  /^\p{Alpha}+ (?:all|an example|any|both|each|every|example|instance|more|alle|beide|beispiel|jede|mehr|weitere|chaque|tou(?:s|tes)|cada|tod[ao]s|ogni|tutt[ei]|elke?|iedere?|больше|все|всех|каждо|любо)/u

const caseNames: readonly RegExp[] = [
  /^(?:if|for|when|in case of|in the case of) \p{Alpha}|^(?:else|otherwise|sonst|sinon|иначе)$/u,
  /^(?:bei|falls|für|im fall|wenn) \p{Alpha}/u,
  /^(?:dans le cas|en cas|pour|si) \p{Alpha}|^(?:en caso de|para|si) \p{Alpha}|^(?:caso|em caso de|para|se) \p{Alpha}|^(?:in caso di|nel caso|per|se) \p{Alpha}/u,
  /^(?:als|bij|in geval van|voor) \p{Alpha}|^(?:в случае|для|если|при) \p{Alpha}/u,
  /場合(?:は)?(?:$|[ (（:：])|^(?:如果|若|当|當)\p{Alpha}|(?:情况|情況)(?:下)?(?:$|[ (（:：])|경우(?:에는|는)?(?:$|[ (（:：])/u
]

const byCase: readonly RegExp[] = [
  /(?<!\p{Alpha})(?:according to|depending on|dependent on|based on) (?:the|your|which|whether|what|how|its|this)(?!\p{Alpha})|(?<!\p{Alpha})(?:choose|pick|select|use|keep|complete|fill in|copy) (?:only |just )?(?:one(?! or more)|either|(?:the|that) (?:\p{Alpha}+ )?(?:block|case|checklist|checks|list|one|part|section|variant)|the (?:applicable|matching|relevant|right)|what(?:ever)? applies|whichever|which)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:je nach|abhängig von|(?:eine[ns]?|den passenden|das passende|die passende) (?:\p{Alpha}+ )?(?:aus)?wählen)(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:selon|en fonction d(?:e|u|es)|choisi(?:r|ssez)|según|dependiendo de|(?:elija|elige|elegir|escoja) (?:un[ao]|el|la)|conforme [oa]|dependendo d[aeo]|escolh(?:a|er) (?:uma?|[oa])|a seconda d|(?:scegli|scegliere) (?:un[ao]?|il|la))(?!\p{Alpha})/u,
  /(?<!\p{Alpha})(?:afhankelijk van|kies (?:de|het|één|een)|в зависимости от|выбер(?:и|ите) (?:один|одно|одну|нужн))/u,
  /に応じ|により異なる|によって異なる|いずれか|どちらか|を選択|を選ん|[\p{Script=Han}\p{Script=Katakana}ー]別の|(?:根据|根據|按照?|视|視)[^。]{1,40}(?:选择|選擇|填写|填寫|检查|檢查)|(?:任选|任選|二选一|二選一|择一|擇一|选择其|選擇其)|에 따라|중 하나|택일|선택하/u
]
