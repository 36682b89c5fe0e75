import {foldWhitespace} from '../markdown/text.ts'
import {isShown} from './block-specs.ts'
import {shownOccurrence} from './directives.ts'
import {isSample} from './heading-pattern.ts'
import type {PlaceholderKind} from './placeholder-scan.ts'
import type {
  BlockSpec,
  ContentsListSpec,
  FieldSpec,
  Inference,
  KeySpec,
  NameSpec,
  SectionSpec,
  TableSpec,
  TaskListSpec,
  TemplateSchema
} from './schema.ts'

/** Something that a template requires, in words: the line (1-based) where it says so, what, and why. */
export interface ExplainedRequirement {
  readonly line: number
  readonly what: string
  readonly reason: string
  /** How many other requirements it is nested in. */
  readonly level?: number
}

/** All that a template requires, in words for people. */
export interface ExplainedRequirements {
  readonly requirements: readonly ExplainedRequirement[]
  /** What an author must replace. */
  readonly placeholders: readonly ExplainedRequirement[]
  /** Sections that comments allow. */
  readonly allowed: readonly string[]
}

/** Put into words what a template requires, and why. */
export function explainedRequirements(schema: TemplateSchema): ExplainedRequirements {
  const {title, contents, root, placeholders} = schema
  return {
    requirements: [
      ...schema.frontMatter.map((key) => keyLine(key)),
      ...(title ? [{line: title.line, ...summary(title.because)}] : []),
      ...(contents ? [contentsLine(contents)] : []),
      ...(schema.name ? [nameLine(schema.name)] : []),
      ...contentLines(root, 0),
      ...root.children.flatMap((spec) => sectionLines(spec, 0))
    ],
    // A line that consists of placeholders is listed by its placeholders.
    placeholders: placeholders
      .filter(({kind}) => kind !== 'line' && kind !== 'remark')
      .map(({line, text, kind}) => ({
        line,
        what: shortened(text),
        reason: text.startsWith('【') ? 'text in lenticular brackets' : meanings[kind]
      })),
    allowed: schema.allowed.map(({name}) => name)
  }
}

function keyLine({key, line, isOptional, values, isDate}: KeySpec): ExplainedRequirement {
  const value = values ? `: ${values.join(' | ')}` : isDate ? ': a date' : ''
  return {
    line,
    what: `front matter ${key}${value}${isOptional ? ', optional' : ''}`,
    reason: isOptional ? 'its comment says so' : 'a key of the front matter'
  }
}

function contentsLine({line, depths: [least, greatest]}: ContentsListSpec): ExplainedRequirement {
  return {
    line,
    what: `contents list of headings of depth ${least === greatest ? least : `${least} to ${greatest}`}`,
    reason: 'links to its own headings'
  }
}

function nameLine({placeholder, title, places}: NameSpec): ExplainedRequirement {
  return {
    line: title.line,
    what: `the name in the place of ${placeholder}, in ${places.length} more ${places.length === 1 ? 'place' : 'places'}`,
    reason: `the same placeholder is at line ${places.map(({line}) => line).join(', ')}`
  }
}

function sectionLines(spec: SectionSpec, level: number): readonly ExplainedRequirement[] {
  const {what, reason} = summary(spec.because)
  const {expression} = spec.heading
  const heading = `${'#'.repeat(spec.depth)} ${spec.heading.name}${expression === undefined ? '' : ` (any with /${expression}/)`}: ${[what, ...freedoms(spec)].join(', ')}`
  return [
    {line: spec.line, what: heading, reason, level},
    ...contentLines(spec, level + 1),
    ...spec.children.flatMap((child) => sectionLines(child, level + 1))
  ]
}

/** What a section may have instead or in addition, by its directives and its text. */
function freedoms({otherNames = [], describes, anyOrder, extraSections, anyOf}: SectionSpec): readonly string[] {
  return [
    ...(describes ? [`or its ${describes === 'title' ? 'title' : 'fields at the head'}`] : []),
    ...otherNames.map((name) => `or as ${name}`),
    ...(anyOf === undefined ? [] : [`or another of the group at line ${anyOf}`]),
    ...(anyOrder ? ['its parts in any order'] : []),
    ...(extraSections === true ? ['others welcome'] : [])
  ]
}

function contentLines(
  {heading, content: {tables, fields, blocks, taskLists = []}}: SectionSpec,
  level: number
): readonly ExplainedRequirement[] {
  const lines: readonly ExplainedRequirement[] = [
    ...tables.flatMap((table) => tableLines(table)),
    ...fields.flatMap((field) => [fieldLine(field, 0), ...(field.nested ?? []).map((below) => fieldLine(below, 1))]),
    ...taskLists.map((list) => taskListLine(list)),
    ...blocks.map((block) => blockLine(block, isSample(heading)))
  ]
  return lines.map((one) => ({...one, level: level + (one.level ?? 0)})).toSorted((a, b) => a.line - b.line)
}

function fieldLine(
  {label, expression, line, isOptional, mayGo, values}: FieldSpec,
  level: number
): ExplainedRequirement {
  return {
    line,
    what: `field ${label.name}${expression === undefined ? '' : ` (or one with /${expression}/)`}${values ? `: ${values.join(' | ')}` : ''}${isOptional ? ', optional' : mayGo === undefined ? '' : ', unless it does not apply'}`,
    reason: isOptional
      ? 'a label that says so'
      : `a label with something to fill in${mayGo === undefined ? '' : `; line ${mayGo} lets such go`}`,
    level
  }
}

/**
 * A block in words, and how much of it is required: authors may write most blocks that a template only shows in another
 * form, except under `strict`.
 */
function blockLine(block: BlockSpec, isOfSample: boolean): ExplainedRequirement {
  const {line, type, isSingle} = block
  const name = nameOfBlock(block)
  const hasLanguage = type === 'code block' && block.language !== undefined && !isOfSample
  if (!isShown(block))
    return {line, what: `${name}${hasLanguage ? ' with a language' : ''}`, reason: 'a comment says so'}
  if (type === 'diagram') return {line, what: name, reason: 'one is there'}
  if (type === 'list' && !isSingle && !isOfSample)
    return {line, what: name, reason: 'one is there; where more than one text stands, only under strict'}
  const language = hasLanguage ? '; a language where there is one' : ''
  return {line, what: `${name}, under strict${language}`, reason: 'one is there'}
}

function nameOfBlock({type, language, text, items}: BlockSpec): string {
  if (type === 'kept text') return `the text ${text ?? ''}`
  if (type === 'diagram') return language === undefined ? 'a diagram' : `a ${language} diagram`
  return `a ${type}${items ? `, ${shownOccurrence(items)} items` : ''}`
}

function taskListLine({line, boxes, tick, deletion}: TaskListSpec): ExplainedRequirement {
  const names = boxes.map(({text}) => text.name).join(' | ')
  const asked = tick ? `, ${tick.boxes} ticked` : ''
  const mayGo = deletion === undefined ? '' : deletion === 'forbidden' ? ', all kept' : ', any deleted'
  const because =
    tick === undefined ? 'boxes of the template' : tick.isDirective ? 'a comment says so' : 'the text above says so'
  return {line, what: `boxes${asked}${mayGo}: ${shortened(names)}`, reason: because}
}

function tableLines({line, columns, hasKeys, formRows, isOptional, rows}: TableSpec): readonly ExplainedRequirement[] {
  const names = columns.map(({heading}) => heading.name).join(' | ')
  return [
    {
      line,
      what: `table: | ${names} |${isOptional ? ', optional' : ''}${rows.min === 1 && rows.max === undefined ? '' : `, ${shownOccurrence(rows)} rows`}`,
      reason: 'its header row'
    },
    ...columns.flatMap(({heading, values}) =>
      values
        ? [{line, what: `${heading.name}: ${values.join(' | ')}`, reason: 'all its cells have this choice', level: 1}]
        : []
    ),
    ...seriesLines(columns, line),
    ...columns.flatMap(({heading, isCode}) =>
      isCode ? [{line, what: `${heading.name}: inline code`, reason: 'all its cells are', level: 1}] : []
    ),
    ...(hasKeys
      ? [{line, what: `${columns[0]?.heading.name ?? ''}: each once`, reason: 'its cells are samples', level: 1}]
      : []),
    ...(formRows.length > 0
      ? [
          {
            line,
            what: `rows ${formRows.map(({name, values}) => name + (values ? ` (${values.join(' | ')})` : '')).join(', ')}`,
            reason: 'names with room for an answer',
            level: 1
          }
        ]
      : [])
  ]
}

function seriesLines(columns: TableSpec['columns'], line: number): readonly ExplainedRequirement[] {
  const names = columns.filter(({isOfSeries}) => isOfSeries).map(({heading}) => heading.name)
  return names.length > 0
    ? [
        {
          line,
          what: `${names.join(', ')}: optional, others welcome`,
          reason: 'they differ only in their numbers',
          level: 1
        }
      ]
    : []
}

function summary(because: readonly Inference[]): {what: string; reason: string} {
  return {
    what: [...new Set(because.map(({demand}) => demand))].join(', '),
    reason: because.map(({reason}) => reason).join('; ')
  }
}

const meanings: Readonly<Record<PlaceholderKind, string>> = {
  bracket: 'text in square brackets',
  brace: 'text in braces',
  angle: 'text in angle brackets',
  date: 'a date to fill in',
  number: 'a number to fill in',
  blank: 'a blank to fill in',
  note: 'a note to the author',
  values: 'the values that a label allows',
  name: 'a name after a dollar sign, as in a heading',
  italic: 'in italics, which must be replaced',
  capitals: 'the name of its place again',
  link: 'a link that leads nowhere',
  sample: 'numbered from one to the next',
  choice: 'a choice left open',
  line: 'nothing but placeholders',
  code: 'code with placeholders or samples',
  instruction: 'tells the author what to write',
  companion: 'is beside instructions; may stay beside other text',
  prompt: 'says what the section is for; may stay beside other text',
  named: 'a directive names it',
  comment: 'asks to be removed',
  remark: 'a comment',
  guidance: 'a directive says to remove it',
  'front matter': 'a value to fill in'
}

/** The most characters of a text that are shown. */
const widest = 72

function shortened(text: string): string {
  const folded = foldWhitespace(text)
  return folded.length > widest ? `${folded.slice(0, widest - 1)}…` : folded
}
