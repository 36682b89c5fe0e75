import type {Root} from 'mdast'
import type {Plugin} from 'unified'
import {lintRule} from 'unified-lint-rule'
import type {Point, Position} from 'unist'
import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Departure} from './align/departures/departure.ts'
import {type Analysis, analysisOf} from './analysis.ts'
import {setFix, textInPlace} from './fix/fix.ts'
import {identityIn, setIdentity} from './finding-identity.ts'

/** How much a finding counts; `off` turns a rule off. */
export type Severity = 'off' | 'warn' | 'error'

/** The options of a rule, all of them booleans. */
export type RuleOptions<Name extends string = string> = Readonly<Record<Name, boolean>>

/** The ids of all rules, in the order in which they are listed. */
export const ruleIds = [
  'required-headings',
  'title',
  'heading-order',
  'no-extra-headings',
  'required-content',
  'table-columns',
  'table-cells',
  'list-labels',
  'task-lists',
  'no-placeholders',
  'valid-anchors',
  'table-of-contents',
  'consistent-names',
  'no-empty-sections',
  'front-matter'
] as const

/** What a rule is called, what it does, and its settings in the presets. */
export interface RuleMeta<Option extends string = string> {
  readonly id: (typeof ruleIds)[number]
  /** What it reports, as one sentence without its full stop. */
  readonly summary: string
  /** What `--fix` does, as the end of a sentence that starts with `--fix`; undefined if it does nothing. */
  readonly fixes?: string
  readonly recommended: Severity
  readonly strict: Severity
  /** Its options with their default values. */
  readonly options: RuleOptions<Option>
  /** The options with other defaults in `strict`. */
  readonly strictOptions?: Partial<RuleOptions<Option>>
}

/** The words of a finding. */
export interface Wording {
  readonly reason: string
  /**
   * What it is about: `field Owner`, one for each thing that it names. They stay the same as long as the fault is
   * there, whatever changes around it, so they contain no lines, counts or names of neighbours.
   */
  readonly subjects: readonly string[]
}

/** One fault in a document: where it departs from the template, and the words for it. */
export interface Finding extends Departure, Wording {}

/** The words of a rule for each kind of departure. */
export type Wordings<Kinds extends {readonly kind: string}> = {
  readonly [Kind in Kinds['kind']]: (departure: Kinds & {readonly kind: Kind}) => Wording
}

/** Make findings of departures, in their order, each with the words for its kind. */
export function worded<Kinds extends Departure & {readonly kind: string}>(
  departures: readonly Kinds[],
  wordings: Wordings<Kinds>
): readonly Finding[] {
  return departures.map((departure) => {
    const wordingOf: (departure: Kinds) => Wording = wordings[departure.kind as Kinds['kind']]
    return {...departure, ...wordingOf(departure)}
  })
}

/** A rule of guidelint. As a function it is a remark plugin, like every rule of remark-lint. */
export interface Rule<Option extends string = string> extends Plugin<unknown[], Root> {
  readonly meta: RuleMeta<Option>
  /** Returns the findings for a document; a pure function. */
  readonly check: (analysis: Analysis, options: RuleOptions<Option>) => Iterable<Finding>
}

/** A rule that is on, with its configuration. */
export interface ActiveRule {
  readonly rule: Rule
  readonly severity: 'warn' | 'error'
  readonly isStrict: boolean
  readonly options: RuleOptions
}

const source = 'guidelint'

/** The address of a rule's page. */
export function ruleUrl(id: string): string {
  return `https://github.com/guidelint/guidelint/blob/main/rules/${id}.md`
}

/**
 * Define a rule.
 *
 * @param meta Its name, its severities and its options.
 * @param check Yields the findings for one document, in any order.
 */
export function defineRule<Option extends string = never>(
  meta: RuleMeta<Option>,
  check: (analysis: Analysis, options: RuleOptions<Option>) => Iterable<Finding>
): Rule<Option> {
  const plugin = lintRule<Root, Partial<RuleOptions<Option>> | undefined>(
    {origin: `${source}:${meta.id}`, url: ruleUrl(meta.id)},
    (tree, file, options) => {
      for (const finding of check(analysisOf(tree, file), {...meta.options, ...options})) report(file, finding, meta.id)
    }
  )
  return Object.assign(plugin as Plugin<unknown[], Root>, {meta, check})
}

/** Run one rule and add what it finds to the file's messages. */
export function runRule({rule, severity, isStrict, options}: ActiveRule, analysis: Analysis, file: VFile): void {
  for (const finding of rule.check(analysis, options)) {
    const message = report(file, finding, rule.meta.id, !isStrict)
    message.fatal = severity === 'error' && !finding.isMinor && (isStrict || !finding.isUncertain)
  }
}

/** @param isOfSet Whether it is no finding of a document where most documents have it. */
function report(file: VFile, finding: Finding, ruleId: string, isOfSet = false): VFileMessage {
  const {place, reason, subjects, section, templateLine} = finding
  const message = file.message(reason, {...(place && {place: inOneForm(place)}), ruleId, source})
  message.url = ruleUrl(ruleId)
  setIdentity(message, {
    ...identityIn(file.data.guidelint?.document, {place, section, subjects}),
    ...(isOfSet && templateLine !== undefined && {requiredAt: templateLine})
  })
  addRemedy(message, finding, file)
  const template = file.data.guidelint?.schema.path
  if (templateLine !== undefined && template) message.note = `Template: ${template}:${templateLine}`
  return message
}

/** Adds the wrong text, its replacements and the fix to a message. */
function addRemedy(message: VFileMessage, {place, actual, expected, isChoice, fix}: Finding, file: VFile): void {
  if (actual !== undefined) message.actual = actual
  if (expected && expected.length > 0 && replaces(file, place, actual)) message.expected = [...expected]
  const inPlace = fix && place && textInPlace(fix, place)
  if (inPlace !== undefined) message.expected = [inPlace]
  else if (fix || isChoice === true) setFix(message, fix ?? null)
}

/** A place with its properties in a fixed order: that of parsers differs, which would show in JSON. */
function inOneForm(place: Position | Point): Position | Point {
  return 'start' in place ? {start: pointInOneForm(place.start), end: pointInOneForm(place.end)} : pointInOneForm(place)
}

function pointInOneForm({line, column, offset}: Point): Point {
  return {line, column, ...(offset !== undefined && {offset})}
}

/** Whether a replacement can be offered: only if the place has exactly the wrong text, without markup around it. */
function replaces(file: VFile, place: Finding['place'], actual: string | undefined): boolean {
  if (!place || !('start' in place) || actual === undefined) return true
  return file.data.guidelint?.document.source.slice(place.start.offset, place.end.offset) === actual
}

/** Do work without recording stack traces: VFile messages are errors, but nobody reads the stack of a finding. */
export function withoutStacks(work: () => void): void {
  const {stackTraceLimit} = Error
  Error.stackTraceLimit = 0
  try {
    work()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
