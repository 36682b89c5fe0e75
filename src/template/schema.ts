import type {Occurrence} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import type {CandidateType} from './placeholder-candidates.ts'
import type {PlaceholderKind} from './placeholder-scan.ts'
import type {Deletion, Ticks} from './ticking.ts'

/** Why something is demanded, and the template's line that says so. */
export interface Inference {
  readonly demand: string
  readonly reason: string
  readonly line: number
}

/** A column that a table must have. */
export interface ColumnSpec {
  readonly heading: HeadingPattern
  /** The values that its cells may have, where the template leaves a choice. */
  readonly values?: readonly string[]
  /** Whether a table may do without it: it says so, or has no name. */
  readonly isOptional: boolean
  /** Whether it is one of several samples that differ in their numbers, so that others may stand in their place. */
  readonly isOfSeries?: true
  /** Whether its cells are inline code. */
  readonly isCode: boolean
  /** Whether its cells may be left blank: it is for notes, or optional. */
  readonly mayBeBlank: boolean
  /** Whether the template fills all its cells. */
  readonly isFilled: boolean
}

/** A row of a form: a name with room for an answer. */
export interface FormRow {
  readonly name: string
  readonly isOptional: boolean
  /** Whether the template leaves room for the answer, and has no sample of one. */
  readonly hasRoom: boolean
  /** Whether the template has something in the place of the answer. */
  readonly isAnswerDue: boolean
  /** The answers that are allowed, where the template leaves a choice. */
  readonly values?: readonly string[]
}

/** A table of the template. */
export interface TableSpec {
  readonly line: number
  readonly columns: readonly ColumnSpec[]
  /** Whether the first column names the rows, each once. */
  readonly hasKeys: boolean
  /** The rows of a form, which are all due. */
  readonly formRows: readonly FormRow[]
  readonly isOptional: boolean
  /** Names in code of which the template says that without them it may go: it is missing where a section has one. */
  readonly goesWithout?: readonly string[]
  /** How many rows it must have, at least and at most. */
  readonly rows: Occurrence
}

/** A labelled line that must be filled in. */
export interface FieldSpec {
  readonly label: HeadingPattern
  /** Said by a directive: a label in which this regular expression (RE2 syntax) is found will do as well. */
  readonly expression?: string
  readonly line: number
  readonly isOptional: boolean
  /** The line of the template that lets it go where it does not apply, which only an author can tell. */
  readonly mayGo?: number
  readonly values?: readonly string[]
  /** Whether the template has nothing but a text in brackets behind it. */
  readonly isBracketed: boolean
  /** Whether a date is wanted, year first. */
  readonly isDate?: boolean
  /** Whether the template itself says that its value is still to come. */
  readonly isToCome?: boolean
  /** Whether it is an item of a list. */
  readonly isItem?: true
  /** Whether it stands below each sample of a kind, and so once for each. */
  readonly isOfSample?: true
  /** Whether it stands behind a rule at the end of the template. */
  readonly isAtEnd?: boolean
  /** The labels that are nested below it. */
  readonly nested?: readonly FieldSpec[]
}

/** A list, a code block, a diagram or a fixed text of the template. */
export interface BlockSpec {
  readonly type: 'list' | 'code block' | 'diagram' | 'kept text'
  readonly line: number
  /** Text that a directive says to keep as it is. */
  readonly text?: string
  /** The language of code; left out where the template's has none. */
  readonly language?: string
  /** Said by a directive: how many items a list must have. */
  readonly items?: Occurrence
  /** Said by a directive: nothing else will do. */
  readonly isDemanded?: boolean
  /** Whether it is a list of one item, which may as well be said in a sentence. */
  readonly isSingle?: true
}

/** A box of a task list. */
export interface BoxSpec {
  readonly text: HeadingPattern
  readonly line: number
  /** The boxes of lists within its item. */
  readonly nested?: readonly BoxSpec[]
}

/** How many boxes of a list have to be ticked. */
export interface TickSpec {
  readonly boxes: Ticks
  /** Said by a directive. */
  readonly isDirective?: true
  /** Whether the words that say so leave a doubt. */
  readonly isUncertain?: true
}

/** A task list of the template. */
export interface TaskListSpec {
  readonly line: number
  readonly boxes: readonly BoxSpec[]
  readonly tick?: TickSpec
  /** What is said of deleting boxes; where nothing is, it is up to a doubt. */
  readonly deletion?: Deletion
}

/** What a section must hold beside text, which is never demanded. */
export interface ContentSpec {
  readonly tables: readonly TableSpec[]
  readonly fields: readonly FieldSpec[]
  /** What its labels have in common that are samples of a series (`FR-001`, `FR-002`), with a mark for the number. */
  readonly series?: readonly string[]
  readonly blocks: readonly BlockSpec[]
  /** Its task lists; none in most. */
  readonly taskLists?: readonly TaskListSpec[]
  /** What a section that is nothing but a choice, or has a directive, may say. */
  readonly values?: {readonly allowed: readonly string[]; readonly line: number}
  /** Whether the template says nothing in it but what its parts say. */
  readonly isSilent?: true
  /** Whether a tool writes it, as the template says, so that it may be empty. */
  readonly isWrittenByTool?: true
  /** Whether it has a bullet with nothing behind it in the template, which says nothing then. */
  readonly hasEmptyItem?: true
  /** Its comments, white space folded, where it has nothing else and they show how entries are written as comments. */
  readonly sampleComments?: ReadonlySet<string>
  /** Its paragraphs without a placeholder, in lower case: where one stands word for word, the section most likely is. */
  readonly texts?: ReadonlySet<string>
}

/** A section that a document must or may have. */
export interface SectionSpec {
  readonly heading: HeadingPattern
  /** Other names that its text gives it: it may have any of them. */
  readonly otherNames?: readonly string[]
  /** The id that the template gives it: `{#usage}`. */
  readonly id?: string
  /** 1 to 6. */
  readonly depth: number
  /** The line of its (first) heading in the template, 1-based. */
  readonly line: number
  /** How often it stands below its parent; `min` 0 is optional. */
  readonly occurs: Occurrence
  /** Whether a directive says how often. */
  readonly isCounted?: boolean
  /** Whether the template lets it go where it does not apply, which only an author can tell. */
  readonly mayGo?: true
  /** Whether its text begins with a condition, so that its author may have nothing to say there. */
  readonly isConditional?: true
  /** Whether the template says that it may stand empty, as it is filled in later. */
  readonly mayBeEmpty?: true
  /** What of a document it describes, as the first section of the template, so that a document need not have it as a section. */
  readonly describes?: 'title' | 'head'
  /** Whether its children may stand in any order. */
  readonly anyOrder: boolean
  /** Whether its samples stand apart in the template, so that it has no one place in the order. */
  readonly isScattered?: boolean
  /** Whether several of its samples have one number in the template, so that a number says nothing. */
  readonly isNumberRepeated?: true
  /** Said by a directive: the line of the group of which one section is enough, for all that are in it. */
  readonly anyOf?: number
  /** Said by a directive: `N/A` is no answer. */
  readonly isAnswerDue?: boolean
  /** Said by a directive: whether other sections may stand below it. */
  readonly extraSections?: boolean
  readonly children: readonly SectionSpec[]
  readonly content: ContentSpec
  readonly because: readonly Inference[]
}

/** The title that a document must have. */
export interface TitleSpec {
  readonly heading: HeadingPattern
  readonly line: number
  readonly because: readonly Inference[]
}

/** Something that an author must replace. */
export interface Placeholder {
  readonly kind: PlaceholderKind
  /** As the template has it. */
  readonly text: string
  /** Its form for comparison. */
  readonly key: string
  /** What it is in the template, and must be in a document to be found again. */
  readonly type: CandidateType
  /** 1-based place in the template. */
  readonly line: number
  readonly column: number
  /** The line of the heading of its section. */
  readonly sectionLine: number
  /** For tokens in running text: the text before it in its block. */
  readonly before?: string
  /** Whether it stands behind a box of which another may be ticked instead. */
  readonly isOfOption?: true
}

/** A text of the template in which the name of the title stands again. */
export interface NamePlace {
  /** The text with its slots, to the letter. */
  readonly skeleton: string
  /** Which of the slots have the name. */
  readonly slots: readonly number[]
  readonly line: number
}

/** The placeholder of the title that stands elsewhere, too: what the title has in its place must stand there. */
export interface NameSpec {
  readonly placeholder: string
  /** The title with its slots, to the letter, and which of them has the name. */
  readonly title: NamePlace
  readonly places: readonly NamePlace[]
}

/** A key of the front matter. */
export interface KeySpec {
  readonly key: string
  readonly line: number
  readonly isOptional: boolean
  /** Whether the template has a placeholder for its value, so that something has to stand there. */
  readonly isValueDue: boolean
  readonly values?: readonly string[]
  readonly isDate: boolean
}

/** The template's own list of contents. */
export interface ContentsListSpec {
  readonly line: number
  /** Least and greatest depth of the headings that it lists. */
  readonly depths: readonly [least: number, greatest: number]
  /** The lines of headings behind it that it leaves out. */
  readonly omitted: readonly number[]
  /** The line of the heading of the section that it stands in, where that is not the title. */
  readonly sectionLine?: number
  /** Whether its order is not that of the template's headings, so that no order is asked for. */
  readonly isUnordered?: boolean
  /** Whether it has only the markers of a tool, which may write the list elsewhere. */
  readonly isUnwritten?: boolean
}

/** What a template demands, as plain data. */
export interface TemplateSchema {
  /** The template's path, as it was given. */
  readonly path: string
  readonly title?: TitleSpec
  /** The document as a whole: its children are the sections below the title. */
  readonly root: SectionSpec
  /** Sections that its comments name, which may stand anywhere and are never due. */
  readonly allowed: readonly HeadingPattern[]
  readonly placeholders: readonly Placeholder[]
  /** Its text in each section that an author has to replace, by the line of the heading; line breaks are `\n`. */
  readonly samples: Readonly<Record<number, string>>
  /** Its comments to guidelint, which say nothing in a document that they are copied to. */
  readonly directives: readonly string[]
  readonly contents?: ContentsListSpec
  readonly name?: NameSpec
  readonly frontMatter: readonly KeySpec[]
  /** Whether its front matter stands behind a blank line or a comment, so that a document's may, too. */
  readonly isFrontMatterLate?: boolean
  /** Whether its own front matter is no YAML, so that a document's need not be. */
  readonly isFrontMatterBroken?: boolean
}

/** What is demanded where there is no template: nothing. */
export const emptySchema: TemplateSchema = {
  path: '',
  root: {
    heading: headingPattern('', [], false),
    depth: 0,
    line: 1,
    occurs: {min: 1, max: 1},
    anyOrder: false,
    children: [],
    content: {tables: [], fields: [], blocks: []},
    because: []
  },
  allowed: [],
  frontMatter: [],
  placeholders: [],
  samples: {},
  directives: []
}

/** Whether the template has its contents list in a section, which would be put in without one. */
export function isContentsSection({line}: SectionSpec, {contents}: TemplateSchema): boolean {
  return contents?.sectionLine === line
}

/** Whether a section must stand at least once. */
export function isRequired(spec: SectionSpec): boolean {
  return spec.occurs.min > 0
}

/** All sections below another, in the template's order. */
export function specsBelow({children}: SectionSpec): readonly SectionSpec[] {
  return children.flatMap((child) => [child, ...specsBelow(child)])
}

/** The names of all sections below another, in the template's order. */
export function namesBelow(spec: SectionSpec): readonly string[] {
  return specsBelow(spec).map(({heading}) => heading.name)
}
