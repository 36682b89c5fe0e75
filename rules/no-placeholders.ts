import {type KeptBrackets, keptBrackets} from '../src/align/departures/kept-brackets.ts'
import {type LeftText, leftTexts} from '../src/align/departures/left-texts.ts'
import {type OtherBrackets, otherBrackets} from '../src/align/departures/other-brackets.ts'
import {type TextToCome, textsToCome} from '../src/align/departures/texts-to-come.ts'
import {directiveFaults} from '../src/directive-faults.ts'
import {quote} from '../src/markdown/text.ts'
import {type Finding, defineRule} from '../src/rule.ts'

/** Reports what is left of the template's placeholders, wherever it is. Other brackets are reported only on request. */
export default defineRule(
  {
    id: 'no-placeholders',
    summary:
      'Placeholders, samples and instructions of the template that were not replaced, and sections that say only TODO; under `strict`, also every TODO, TBD, FIXME and XXX, and questions and bold sentences of the template above their answers; on request, also comments of the template, and brackets that it does not have',
    fixes: 'removes the brackets of the template around a value that was filled in',
    recommended: 'error',
    strict: 'error',
    options: {todo: false, prompts: false, brackets: false, comments: false},
    strictOptions: {todo: true, prompts: true}
  },
  (analysis, {todo, prompts, brackets, comments}) => {
    const {alignment, leftovers, document} = analysis
    const kept = keptBrackets(alignment, leftovers)
    return [
      ...leftTexts(alignment, leftovers, {prompts, comments}).map((left) => notReplaced(left)),
      ...kept.map((found) => inBrackets(found)),
      ...directiveFaults(analysis),
      ...(brackets ? otherBrackets(document, leftovers, kept) : []).map((found) => unknownBrackets(found)),
      ...textsToCome(alignment, leftovers, todo).map((found) => stillToCome(found))
    ]
  }
)

function notReplaced({kind, text, ...at}: LeftText): Finding {
  const [what, wanted] = wordings[kind] ?? ['placeholder', 'your own text']
  const reason =
    kind === 'code' && (text.includes('\n') || text.length > 60)
      ? 'Unexpected code of the template, expected your own'
      : `Unexpected ${what} ${quote(text)}, expected ${wanted}`
  return {...at, subjects: [`${what} ${text}`], reason}
}

const wordings: Readonly<Partial<Record<LeftText['kind'], readonly [what: string, wanted: string]>>> = {
  choice: ['choice', 'one of its values'],
  sample: ['sample', 'a name of your own'],
  code: ['code', 'your own'],
  line: ['line of the template', 'your own'],
  instruction: ['instruction', 'the text that it asks for'],
  comment: ['comment', 'it to be removed'],
  remark: ['comment', 'it to be removed'],
  values: ['list of values', 'it to be removed'],
  guidance: ['guidance of the template', 'it to be removed'],
  link: ['link target', 'one of your own']
}

function inBrackets({kind, inner, ...at}: KeptBrackets): Finding {
  return kind === 'value in brackets'
    ? {
        ...at,
        subjects: [`brackets around ${inner}`],
        reason: `Unexpected brackets around ${quote(inner)}, expected it without`
      }
    : {
        ...at,
        subjects: [`placeholder ${at.actual}`],
        reason: `Unexpected placeholder ${quote(at.actual)}, expected your own text`
      }
}

function unknownBrackets({text, ...at}: OtherBrackets): Finding {
  return {...at, subjects: [`brackets ${text}`], reason: `Unexpected brackets ${quote(text)}, expected text`}
}

function stillToCome({word, ...at}: TextToCome): Finding {
  return {...at, subjects: [word], reason: `Unexpected ${quote(word)}, expected the text that is to come`}
}
