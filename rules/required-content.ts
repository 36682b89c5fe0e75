import {isNoCopy, recognised} from '../src/align/alignment.ts'
import {type ContentDeparture, contentDepartures} from '../src/align/departures/content.ts'
import type {Section} from '../src/markdown/document.ts'
import {quote, quoteAll, quoteAny} from '../src/markdown/text.ts'
import {type Wording, type Wordings, defineRule, worded} from '../src/rule.ts'
import type {BlockSpec, TableSpec} from '../src/template/schema.ts'

/** Reports sections without the table, list, code block or diagram that the template has there. Text is never required. */
export default defineRule(
  {
    id: 'required-content',
    summary:
      'Sections without the table, list, code block or diagram that the template has there, or with a value that is not one of its choices',
    fixes: 'adds the missing language to the code block of a diagram',
    recommended: 'error',
    strict: 'error',
    options: {shown: false},
    strictOptions: {shown: true}
  },
  ({alignment}, {shown}) =>
    worded(
      (isNoCopy(alignment) ? [] : recognised(alignment)).flatMap((owner) => contentDepartures(owner, alignment, shown)),
      wordings
    )
)

const wordings: Wordings<ContentDeparture> = {
  'missing table': ({table, section}) => missing(describeTable(table), section),
  'missing block': ({block, section}) => missing(describeBlock(block), section),
  'table without header': () => ({
    subjects: ['header of a table'],
    reason: 'Missing header of a table, expected it above the line of dashes so that these lines are a table'
  }),
  'table without delimiter row': ({columns}) => ({
    subjects: ['line below the header of a table'],
    reason: `Missing line ${quote(`|${' --- |'.repeat(columns)}`)}, expected it below the header so that these lines are a table`
  }),
  'code without language': ({language}) => ({
    subjects: ['language of code'],
    reason: `Missing language of the code block, expected one such as ${quote(language)}`
  }),
  'diagram without language': ({language}) => ({
    subjects: ['language of a diagram'],
    reason: `Missing language of the diagram, expected ${quote(language)} behind the fence`
  }),
  'number of items': ({count, wanted}) => ({
    subjects: ['number of items'],
    reason: `Unexpected number of items ${count}, expected ${wanted}`
  }),
  'other value': ({name, value, values}) => ({
    subjects: [`value ${value}`],
    reason: `Unexpected value ${quote(value)} of section ${quote(name)}, expected ${quoteAny(values)}`
  })
}

function missing(what: string, section: Section): Wording {
  const where = section.heading ? `in ${quote(section.name)}` : 'in the document'
  return {subjects: [what], reason: `Missing ${what}, expected it ${where}`}
}

function describeTable({columns, formRows}: TableSpec): string {
  const required = columns.filter(({isOptional}) => !isOptional)
  const names = (required.length > 1 ? required : columns)
    .map(({heading}) => heading.name)
    .filter((name) => name !== '')
  if (names.length > 0) return `table with the columns ${quoteAll(names)}`
  return formRows.length > 0 ? `table with the rows ${quoteAll(formRows.map(({name}) => name))}` : 'table'
}

function describeBlock({type, language, text}: BlockSpec): string {
  if (type === 'kept text') return `text ${quote(text ?? '')}`
  return type === 'diagram' ? `${language ?? ''} diagram`.trim() : type
}
