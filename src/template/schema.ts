import type {Occurrence} from './directives.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import type {CandidateType} from './placeholder-candidates.ts'
import type {PlaceholderKind} from './placeholder-scan.ts'
import type {Deletion, Ticks} from './ticking.ts'

/** Why something is required, optional or allowed, and the 1-based line of the template that says so. */
export interface Inference {
  readonly demand: string
  readonly reason: string
  readonly line: number
}

/** A column that a table must have. */
export interface ColumnSpec {
  readonly heading: HeadingPattern
  /** The values that its cells may have, if the template gives a choice. */
  readonly values?: readonly string[]
  /** Whether a table may lack it: it says so, or has no name. */
  readonly isOptional: boolean
  /** Whether it is one of several samples that differ only in their numbers, so that other columns may replace them. */
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
  /** Whether the template leaves room for the answer, and has no sample answer. */
  readonly hasRoom: boolean
  /** Whether an answer is required, because the template has something in its place. */
  readonly isAnswerDue: boolean
  /** The answers that are allowed, if the template gives a choice. */
  readonly values?: readonly string[]
}

/** A table of the template. */
export interface TableSpec {
  readonly line: number
  readonly columns: readonly ColumnSpec[]
  /** Whether the first column names the rows, each once. */
  readonly hasKeys: boolean
  /** The rows of a form; none for other tables. */
  readonly formRows: readonly FormRow[]
  readonly isOptional: boolean
  /**
   * Names in code without which the table may be left out, as the template says: it is missing if a section has one of
   * them.
   */
  readonly goesWithout?: readonly string[]
  /** How many rows it must have, at least and at most. */
  readonly rows: Occurrence
}

/** A field of the template. */
export interface FieldSpec {
  readonly label: HeadingPattern
  /** From a directive: a regular expression (RE2 syntax); labels that it matches are allowed as well. */
  readonly expression?: string
  readonly line: number
  readonly isOptional: boolean
  /** The line of the template that says that it may be left out if it does not apply, which only an author knows. */
  readonly mayGo?: number
  readonly values?: readonly string[]
  /** Whether its value in the template is only a text in brackets. */
  readonly isBracketed: boolean
  /** Whether a date is wanted, year first. */
  readonly isDate?: boolean
  /** Whether the template itself says that its value is still to come. */
  readonly isToCome?: boolean
  /** Whether it is an item of a list. */
  readonly isItem?: true
  /** Whether it is repeated below each of several samples. */
  readonly isOfSample?: true
  /** Whether it is at the end of the template, after a thematic break or the last heading of the root. */
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
  /** The language of code; undefined if the template names none. */
  readonly language?: string
  /** From a directive: how many items a list must have. */
  readonly items?: Occurrence
  /** From a directive: required, and not replaceable by another form. */
  readonly isDemanded?: boolean
  /** Whether it is a list of one item, for which a sentence will do as well. */
  readonly isSingle?: true
}

/** A box of a task list. */
export interface BoxSpec {
  readonly text: HeadingPattern
  readonly line: number
  /** The boxes of lists within its item. */
  readonly nested?: readonly BoxSpec[]
}

/** How many boxes of a list must be ticked. */
export interface TickSpec {
  readonly boxes: Ticks
  /** Whether a directive says so. */
  readonly isDirective?: true
  /** Whether the wording that says so leaves doubt. */
  readonly isUncertain?: true
}

/** A task list of the template. */
export interface TaskListSpec {
  readonly line: number
  readonly boxes: readonly BoxSpec[]
  readonly tick?: TickSpec
  /** What the template says about deleting boxes; undefined if it says nothing, so that deletion is in doubt. */
  readonly deletion?: Deletion
}

/** What a section must have besides running text, which is never required. */
export interface ContentSpec {
  readonly tables: readonly TableSpec[]
  readonly fields: readonly FieldSpec[]
  /** The stems of labels that are samples of a series (`FR-001`, `FR-002`), with a mark for the number. */
  readonly series?: readonly string[]
  /** Those of `series` that have one number twice in the template, so that documents may, too. */
  readonly repeatedSeries?: readonly string[]
  readonly blocks: readonly BlockSpec[]
  /** Its labels in bold that are alone on their lines. */
  readonly captions?: readonly CaptionSpec[]
  /** Of a section with several samples, the captions that all of them have. */
  readonly captionsOfAll?: readonly CaptionSpec[]
  /** Its task lists; undefined if it has none. */
  readonly taskLists?: readonly TaskListSpec[]
  /** The allowed values of a section that consists of a choice, or has a `values` directive. */
  readonly values?: {readonly allowed: readonly string[]; readonly line: number}
  /** Whether the template has no text of its own in it, outside its subsections. */
  readonly isSilent?: true
  /** Whether a tool writes it, according to the template, so that it may be empty. */
  readonly isWrittenByTool?: true
  /** The openings of sentences, in lower case, that it may have in place of anything else. */
  readonly saidInstead?: readonly string[]
  /** Whether it has an empty item in the template, so that an empty item in a document says nothing. */
  readonly hasEmptyItem?: true
  /** Its comments with white space folded, if it has nothing else and one of them is a sample entry. */
  readonly sampleComments?: ReadonlySet<string>
  /**
   * Its paragraphs without placeholders, in lower case: a section of a document with one of them word for word is most
   * likely this one.
   */
  readonly texts?: ReadonlySet<string>
}

/** A label in bold that is alone on its line, and its 1-based line in the template. */
interface CaptionSpec {
  readonly name: string
  readonly line: number
}

/** A section that a document must or may have. */
export interface SectionSpec {
  readonly heading: HeadingPattern
  /** Other names that its text allows for it. */
  readonly otherNames?: readonly string[]
  /** The id that the template gives it: `{#usage}`. */
  readonly id?: string
  /** 1 to 6. */
  readonly depth: number
  /** The line of its (first) heading in the template, 1-based. */
  readonly line: number
  /** How often it occurs below its parent; `min` 0 means optional. */
  readonly occurs: Occurrence
  /** Whether a directive says how often. */
  readonly isCounted?: boolean
  /** Whether the template says that it may be left out if it does not apply, which only an author knows. */
  readonly mayGo?: true
  /** Whether its text begins with a condition, so that an author may have nothing to write there. */
  readonly isConditional?: true
  /** Whether the template says that it may be empty, because it is filled in later. */
  readonly mayBeEmpty?: true
  /**
   * The part of a document that it describes, as the first section of the template, so that a document need not have it
   * as a section.
   */
  readonly describes?: 'title' | 'head'
  /** Whether its children may be in any order. */
  readonly anyOrder: boolean
  /** Whether other sections come between its samples in the template, so that it has no single place in the order. */
  readonly isScattered?: boolean
  /** Whether some of its samples share a number in the template, so that numbers say nothing. */
  readonly isNumberRepeated?: true
  /** The line of the group that it belongs to, of which one section is enough. */
  readonly anyOf?: number
  /** From a directive: `N/A` is not an answer. */
  readonly isAnswerDue?: boolean
  /** From a directive: whether other sections may be below it. */
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
  /** As written in the template. */
  readonly text: string
  /** Its form for comparison. */
  readonly key: string
  /** What it is in the template, and what a leftover of it must be in a document. */
  readonly type: CandidateType
  /** 1-based place in the template. */
  readonly line: number
  readonly column: number
  /** The line of the heading of its section. */
  readonly sectionLine: number
  /** For tokens in running text: the text before it in its block. */
  readonly before?: string
  /** Whether it is after a box that need not be ticked, because another may be. */
  readonly isOfOption?: true
}

/** A text of the template in which the name of the title occurs again. */
export interface NamePlace {
  /** The exact text with its slots. */
  readonly skeleton: string
  /** The indices of the slots with the name. */
  readonly slots: readonly number[]
  readonly line: number
}

/** A placeholder of the title that also occurs elsewhere: documents must have the same text in both places. */
export interface NameSpec {
  readonly placeholder: string
  /** The exact title with its slots, and the indices of those with the name. */
  readonly title: NamePlace
  readonly places: readonly NamePlace[]
}

/** A key of the front matter. */
export interface KeySpec {
  readonly key: string
  readonly line: number
  readonly isOptional: boolean
  /** Whether a value is required, because the template has a placeholder for it. */
  readonly isValueDue: boolean
  readonly values?: readonly string[]
  readonly isDate: boolean
}

/** The contents list of the template. */
export interface ContentsListSpec {
  readonly line: number
  /** Least and greatest depth of the headings that it lists. */
  readonly depths: readonly [least: number, greatest: number]
  /** The lines of headings after it that it leaves out. */
  readonly omitted: readonly number[]
  /** The line of the heading of its section, if that is not the title. */
  readonly sectionLine?: number
  /** Whether its order differs from that of the template's headings, so that no order is required. */
  readonly isUnordered?: boolean
  /** Whether it has only the markers of a tool, which has not written the list. */
  readonly isUnwritten?: boolean
}

/** What a template requires, as plain data. */
export interface TemplateSchema {
  /** The template's path, as it was given. */
  readonly path: string
  readonly title?: TitleSpec
  /** The document as a whole, with the sections below the title as its children. */
  readonly root: SectionSpec
  /** Sections that its comments name, and sections for authors: documents may have them anywhere, but need not. */
  readonly allowed: readonly HeadingPattern[]
  readonly placeholders: readonly Placeholder[]
  /** The text to insert for each section that is missing, by the line of its heading; line breaks are `\n`. */
  readonly samples: Readonly<Record<number, string>>
  /** Its comments for guidelint, which have no meaning in a document that they are copied to. */
  readonly directives: readonly string[]
  readonly contents?: ContentsListSpec
  readonly name?: NameSpec
  readonly frontMatter: readonly KeySpec[]
  /** Whether its front matter comes after a blank line or a comment, so that a document's may too. */
  readonly isFrontMatterLate?: boolean
  /** Whether its own front matter is not valid YAML, so that a document's need not be. */
  readonly isFrontMatterBroken?: boolean
}

/** The schema without a template, which requires nothing. */
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

/** Whether a section has the template's contents list, which would be missing from the section if a fix inserted it. */
export function isContentsSection({line}: SectionSpec, {contents}: TemplateSchema): boolean {
  return contents?.sectionLine === line
}

/** Whether a section must occur at least once. */
export function isRequired(spec: SectionSpec): boolean {
  return spec.occurs.min > 0
}

/** All sections below another, at any depth, in the template's order. */
export function specsBelow({children}: SectionSpec): readonly SectionSpec[] {
  return children.flatMap((child) => [child, ...specsBelow(child)])
}

/** The sections below another, at any depth, each with the one around it. */
export function parentsBelow(root: SectionSpec): ReadonlyArray<readonly [section: SectionSpec, parent: SectionSpec]> {
  return [root, ...specsBelow(root)].flatMap((parent) => parent.children.map((child) => [child, parent] as const))
}

/** The names of all sections below another, at any depth, in the template's order. */
export function namesBelow(spec: SectionSpec): readonly string[] {
  return specsBelow(spec).map(({heading}) => heading.name)
}
