import {setImmediate} from 'node:timers/promises'
import type {VFileMessage} from 'vfile-message'
import {identityOf} from '../finding-identity.ts'
import type {Parse} from '../markdown/parse.ts'
import {readTemplate} from '../template/read-template.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {TemplateError} from '../template/template-error.ts'
import {type Edit, edited, linesOf} from './edits.ts'
import {type Advice, type Evidence, type Proposal, adviceFrom, proposalsFrom} from './proposals.ts'
import {type Checked, type Requirement, type Tally, tallies} from './requirements.ts'
import type {Provenance} from './splits.ts'

/** A document of a template, which can be checked against any version of that. */
export interface TunedDocument extends Provenance {
  readonly check: (schema: TemplateSchema) => Checked
}

/** A template to tune. */
export interface TunedTemplate {
  readonly text: string
  /** Its path, as it was given. */
  readonly path: string
  readonly documents: readonly TunedDocument[]
  readonly parse: Parse
}

/** A proposal that was verified by checking all documents against the template with it. */
export interface Offer extends Pick<Proposal, 'directive' | 'about' | 'line' | 'because'> {
  /** How many findings it removes. */
  readonly removes: number
  /** How many other findings replace these in the same documents: faults in a section that was thought missing. */
  readonly reveals: number
  /** Whether it should not be written without asking. */
  readonly isUnsure: boolean
}

/** The result of tuning a template. */
export interface Tuned {
  /** The template with the directives that were accepted. */
  readonly text: string
  /** The number of findings with the original template and with this one; a finding that names several things counts for each. */
  readonly before: number
  readonly after: number
  /** The tallies of the original template. */
  readonly tallies: readonly Tally[]
  readonly advice: readonly Advice[]
}

/** A name may reveal at most this share of findings for those that it removes. */
const mostRevealed = 0.2

/**
 * Propose directives for a template one by one. Each is tried in memory, on top of those accepted before, by checking all
 * documents again. It is not offered if it removes no finding, brings a new one, or does something else than intended. If
 * a section or a label is recognised under another name, findings about its content may replace the one that it is missing:
 * these are counted, and if there are many, the name is not offered, either.
 *
 * @yields Each offer; call `next` with whether it is accepted.
 * @throws {TemplateError} If the original template cannot be read.
 */
export async function* tune(template: TunedTemplate): AsyncGenerator<Offer, Tuned, boolean> {
  const start = await stateOf(template)
  const settled = new Set<string>()
  const unsaid: Advice[] = []
  let state = start
  const isOpen = (proposal: Proposal) => !settled.has(keyOf(state, proposal))
  for (let proposal = state.proposals.find(isOpen); proposal; proposal = state.proposals.find(isOpen)) {
    const {directive, about, because, isUnsure = false} = proposal
    const line = originOf(state, proposal.line)
    settled.add(keyOf(state, proposal))
    const tried = await attempt(template, state, proposal)
    if (typeof tried === 'string') {
      unsaid.push(...instead(tried, proposal).map((advice) => ({about, line, because, advice})))
      continue
    }
    // Alternatives for the same reason, such as `ignore`, are tried only if this one is refused.
    for (const other of state.proposals)
      if (other.about === about && other.because === because) settled.add(keyOf(state, other))
    const {removes, reveals} = tried
    if (yield {directive, about, line, because, removes, reveals, isUnsure}) state = tried.state
  }
  const advice = adviceFrom(state.evidence).map((each) => ({...each, line: originOf(state, each.line)}))
  return {
    text: state.text,
    before: countOf(start),
    after: countOf(state),
    tallies: start.evidence.tallies,
    advice: [...advice, ...unsaid].toSorted((a, b) => a.line - b.line)
  }
}

/** A template with some directives, and the results of checking its documents. */
interface State {
  readonly edits: readonly Edit[]
  readonly text: string
  readonly origins: readonly number[]
  readonly evidence: Evidence
  readonly proposals: readonly Proposal[]
  /** The findings in each document. */
  readonly findings: readonly Findings[]
}

/** The number of findings by what they are about. */
type Findings = ReadonlyMap<string, number>

/** @throws {TemplateError} If the template cannot be read. */
async function stateOf(template: TunedTemplate): Promise<State> {
  return (await stateWith(template, [], () => true)) as State
}

/**
 * The template with some edits; undefined as soon as a document has findings that are not accepted.
 *
 * @throws {TemplateError} If it cannot be read.
 */
async function stateWith(
  {text: original, path, documents, parse}: TunedTemplate,
  edits: readonly Edit[],
  isAccepted: (found: Findings, rank: number) => boolean
): Promise<State | undefined> {
  const {text, origins} = edited(original, edits)
  const schema = readTemplate(text, path, parse)
  const findings: Findings[] = []
  const checked: Array<Evidence['documents'][number]> = []
  for (const [rank, document] of documents.entries()) {
    const {analysis, messages} = document.check(schema)
    const found = findingsIn(messages)
    if (!isAccepted(found, rank)) return undefined
    findings.push(found)
    checked.push({analysis, messages, path: document.path, ...(document.age && {age: document.age})})
    // Yield now and then, so that the progress is shown.
    if (rank % documentsAtOnce === 0) await setImmediate()
  }
  const evidence = {schema, lines: linesOf(text), documents: checked, tallies: tallies(schema, checked)}
  return {edits, text, origins, evidence, proposals: proposalsFrom(evidence), findings}
}

const documentsAtOnce = 10

function countOf({findings}: State): number {
  return findings.reduce((sum, found) => sum + sizeOf(found), 0)
}

function sizeOf(found: Findings): number {
  return [...found.values()].reduce((sum, count) => sum + count, 0)
}

function originOf({origins}: Pick<State, 'origins'>, line: number): number {
  return origins[line - 1] ?? line
}

/** Identifies a proposal, so that it is made only once, even if more documents support it later. */
function keyOf(state: State, {directive, about, line, isUnsure}: Proposal): string {
  const [word] = directive.split(/[:/]/, 1)
  return [word, about, originOf(state, line), isUnsure].join('\0')
}

/** Why a proposal is not offered: `unsaid`, the directive does not work there, or removes another requirement; `refuted`, a finding is new; `useless`, none is gone. */
type Refusal = 'unsaid' | 'refuted' | 'useless'

/** The advice that replaces a refused proposal. */
function instead(refusal: Refusal, {directive, isName}: Proposal): readonly string[] {
  if (refusal === 'unsaid') return [`no directive says \`${directive}\` of it where it stands`]
  return refusal === 'refuted' && isName
    ? [`if that is what is meant: \`${directive}\` says so, but brings new findings`]
    : []
}

/** Try a proposal: the resulting state and the change in findings, or why it is refused. */
async function attempt(
  template: TunedTemplate,
  state: State,
  {edits, frees, isName}: Proposal
): Promise<Refusal | (Pick<Offer, 'removes' | 'reveals'> & {readonly state: State})> {
  const own = edits.map((edit) => ({...edit, line: originOf(state, edit.line)}))
  try {
    const tried = await stateWith(template, [...state.edits, ...own], (found, rank) => {
      const before = state.findings[rank] ?? new Map<string, number>()
      return more(found, before) === 0 || (isName === true && more(before, found) > 0)
    })
    if (!tried) return 'refuted'
    if (!losesOnly(frees, state, tried)) return 'unsaid'
    const [removes, reveals] = [moreIn(state, tried), moreIn(tried, state)]
    if (reveals > mostRevealed * removes) return 'refuted'
    return removes === 0 ? 'useless' : {state: tried, removes, reveals}
  } catch (error) {
    if (error instanceof TemplateError) return 'unsaid'
    throw error
  }
}

/** Whether exactly the given requirement is gone, or, if none is given, none. */
function losesOnly(freed: object | undefined, before: State, after: State): boolean {
  const kept = new Set(requirementsIn(after).map(({key}) => key))
  const lost = requirementsIn(before).filter(({key}) => !kept.has(key))
  return freed === undefined ? lost.length === 0 : lost.length === 1 && lost[0]?.requirement.spec === freed
}

function requirementsIn(state: State): ReadonlyArray<{readonly key: string; readonly requirement: Requirement}> {
  return state.evidence.tallies.map(({requirement}) => ({
    key: [requirement.kind, requirement.name, originOf(state, requirement.line)].join('\0'),
    requirement
  }))
}

/** The number of findings in a document, by what they are about. */
function findingsIn(messages: readonly VFileMessage[]): Findings {
  const counts = new Map<string, number>()
  for (const message of messages) for (const key of thingsIn(message)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** What a finding is about. Findings that the same section or label is missing, misnamed or out of place are about the same thing. */
function thingsIn(message: VFileMessage): readonly string[] {
  const {section, subjects} = identityOf(message) ?? {section: '', subjects: []}
  return (subjects.length > 0 ? subjects : [message.reason]).map((subject) => {
    const part = partOfTemplate.exec(`${message.ruleId} ${subject}`)?.[1]
    return part === undefined ? [message.ruleId, section, subject].join('\0') : part
  })
}

const partOfTemplate =
  /^(?:required-headings|heading-order|list-labels) (?:(?:section|(?:heading|name|depth|parent|order) of(?= (?!field )))|(?:(?:name|order) of )?(?=field )) ?([^]*)$/

/** How many findings one state has that another does not have. */
function moreIn({findings}: State, others: State): number {
  return findings.reduce(
    (total, found, rank) => total + more(found, others.findings[rank] ?? new Map<string, number>()),
    0
  )
}

/** How many findings one document has that another state of it does not have. */
function more(some: Findings, others: Findings): number {
  return [...some].reduce((sum, [key, count]) => sum + Math.max(0, count - (others.get(key) ?? 0)), 0)
}
