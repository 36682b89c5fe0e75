import type {Point} from 'unist'
import {
  type Alignment,
  type Cause,
  type Matched,
  type Misplaced,
  type Missing,
  type Neighbours,
  isForeign,
  nodesOfType,
  saysWhereToLook
} from '../src/align/alignment.ts'
import {isAppendix} from '../src/align/back-matter.ts'
import {headingOfBold} from '../src/align/bold-heading.ts'
import {isMendedByHeading} from '../src/align/depth-change.ts'
import {findContents} from '../src/align/contents.ts'
import {type Omission, omissionsOf} from '../src/align/omissions.ts'
import {rivalsToName} from '../src/align/rivals.ts'
import {sectionMove} from '../src/align/section-move.ts'
import {canBeInserted, sectionsToInsert} from '../src/align/section-text.ts'
import {unmarkedSections} from '../src/align/unmarked-sections.ts'
import {numberingOf} from '../src/align/numbering.ts'
import type {MarkdownDocument, Section} from '../src/markdown/document.ts'
import {doesNotApply, statementsOf} from '../src/markdown/emptiness.ts'
import {
  documentStart,
  headingMarkerPlace,
  headingPlace,
  isPlain,
  lineBreakOf,
  lineOf,
  narrowed
} from '../src/markdown/places.ts'
import {quote, quoteAll, quoteSome, textOf, whereAmong} from '../src/markdown/text.ts'
import {type BrokenHeading, remedyFor} from '../src/markdown/heading-lines.ts'
import {splitsHtml} from '../src/markdown/html-headings.ts'
import {isUnclosed} from '../src/markdown/unclosed-block.ts'
import {type Finding, defineRule, fewestTogether} from '../src/rule.ts'
import {exactForm, headingText, isSample, numberedLead} from '../src/template/heading-pattern.ts'
import {numberLength} from '../src/template/reading.ts'
import {type SectionSpec, type TemplateSchema, isRequired} from '../src/template/schema.ts'

/** Sections of the template that are missing, misspelt, at another depth or under another parent. */
export default defineRule(
  {
    id: 'required-headings',
    summary: 'Sections of the template that are missing, misspelt, at another depth or under another parent',
    fixes:
      "puts in a missing section, with the template's text for its author and all required parts, renames a misspelt one, makes a heading of a line in bold or without a blank behind `##`, and sets a wrong depth right; `--fix=move` moves a section to the parent where it belongs",
    recommended: 'error',
    strict: 'error',
    options: {exact: false, pointers: false, repeats: true, parts: false},
    strictOptions: {exact: true, pointers: true, repeats: false, parts: true}
  },
  ({alignment, document}, {exact, pointers, repeats, parts}) => [
    ...missingSections(alignment, {pointers, parts}),
    ...nodesOfType(alignment, 'matched').flatMap((node) => misspeltHeading(node, document, exact)),
    ...misplacedTogether(alignment),
    ...nodesOfType(alignment, 'misplaced').flatMap((node) =>
      node.misspelt ? misspeltHeading(node, document, exact) : []
    ),
    ...unmarkedHeadings(alignment),
    ...(repeats ? repeatedSections(alignment) : []),
    ...repeatedNumbers(alignment),
    ...faultyOmissions(alignment)
  ]
)

function missingSections(
  alignment: Alignment,
  {pointers, parts}: {readonly pointers: boolean; readonly parts: boolean}
): readonly Finding[] {
  const {document, schema} = alignment
  const all = nodesOfType(alignment, 'missing')
  // Whoever may leave out a section may leave out a part of it, too.
  const ofOptional = new Set(
    [...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')]
      .filter(({spec}) => !isRequired(spec))
      .flatMap(({children}) => children)
  )
  const isSpared = (node: Missing) =>
    ofOptional.has(node) ||
    isSaidOtherwise(node) ||
    isOfSamples(node.spec) ||
    node.spec.mayGo === true ||
    isListedWithout(node) ||
    (node.isOnlyPart === true && statementsOf(node.parent).length > 0)
  const isListedWithout = ({spec}: Missing) => isContentsSection(spec, schema) && findContents(alignment) !== undefined
  const nodes = parts ? all : all.filter((node) => !node.isNumberTaken && (node.cause !== undefined || !isSpared(node)))
  const caused = nodes.filter(({cause}) => cause)
  if (caused.length === 0 && !pointers && saysWhereToLook(alignment)) return []
  if (isForeign(alignment) && caused.length === 0)
    return pointers || isPlainText(document) ? [allMissing(alignment, nodes.length > 0 ? nodes : all)] : []
  const groups = groupedByCause(caused)
  // A heading that only holds the others together may go, where these stand one level higher.
  const plain = nodes.filter(({cause, parent, isDropped}) => !cause && !isDropped && !doesNotApply(parent))
  const parentsOfLines = new Set(caused.filter((node) => isLine(node)).map(({parent}) => parent))
  const reported = new Set(plain)
  const lacked = new Map(
    withSections(alignment).flatMap((parent) =>
      lackedParts(parent)
        .filter((node) => reported.has(node))
        .map((node, _, group) => [node, group])
    )
  )
  const together = sameGap(plain.filter((node) => !lacked.has(node)))
  const rivals = rivalsToName(all)
  const found = plain.flatMap((node) => {
    const group = lacked.get(node)
    if (group && group.length > 1) return group[0] === node ? [missingParts(group, alignment, rivals)] : []
    const [first, ...others] = together.get(node) ?? [node]
    return first === node ? [missingFromGap([node, ...others], alignment, rivals, parentsOfLines.has(node.parent))] : []
  })
  return [
    ...found,
    ...groups.map((group) =>
      unrecognised(
        group,
        group.map(({spec}) => spec.heading.name),
        alignment
      )
    )
  ]
}

/** Whether the template has its contents list in a section, which would be put in without one. */
function isContentsSection({line}: SectionSpec, {contents}: TemplateSchema): boolean {
  return contents?.sectionLine === line
}

type Rivals = ReturnType<typeof rivalsToName>

/** Whether the template has nothing but samples in an appendix, so that a document without any has none. */
function isOfSamples({heading, children}: SectionSpec): boolean {
  return isAppendix(heading) && children.length > 0 && children.every((child) => isSample(child.heading))
}

/** Whether a section has text of its own where the template only shows a sample of the sections to put there: `Story 1`. */
function isSaidOtherwise({spec, parent}: Missing): boolean {
  return isSample(spec.heading) && parent.depth > 1 && (statementsOf(parent).length > 0 || parent.children.length > 0)
}

/** What is missing from one gap, or may be there under one other name, together: each with all that is missing there. */
function sameGap(nodes: readonly Missing[]): ReadonlyMap<Missing, readonly Missing[]> {
  const groups = new Map<string, Missing[]>()
  for (const node of nodes.filter(
    ({alternatives, isDropped, children}) =>
      alternatives.length === 0 && !isDropped && children.every(({type}) => type === 'missing')
  )) {
    const {parent, depth, neighbours, perhaps} = node
    const key = [parent.index, depth, neighbours.after?.index, neighbours.before?.index, perhaps?.index].join(' ')
    const group = groups.get(key)
    if (group) group.push(node)
    else groups.set(key, [node])
  }
  return new Map(
    [...groups.values()]
      .filter((group) => group.length >= fewestTogether || group[0]?.perhaps)
      .flatMap((group) => group.map((node) => [node, group]))
  )
}

/** What is missing in a section that has none of its parts, where that is more than one, and nothing of it stands elsewhere. */
function lackedParts({children}: WithChildren): readonly Missing[] {
  const nodes = children.filter(({type}) => type !== 'extra')
  const missing = nodes.filter(
    (node): node is Missing =>
      node.type === 'missing' &&
      node.parent.heading !== undefined &&
      !node.precedes &&
      node.alternatives.length === 0 &&
      node.children.length === 0
  )
  const unexplained = missing.filter(({cause}) => !cause)
  return unexplained.length > 1 && missing.length === nodes.length ? unexplained : []
}

/** All parts of a section; where it has text of its own, that may say without headings what belongs in them. */
function missingParts(group: readonly Missing[], {document, schema}: Alignment, rivals: Rivals): Finding {
  const [{place, parent, spec}] = group as readonly [Missing]
  const names = group.map((node) => node.spec.heading.name)
  const isEmpty = statementsOf(parent).length === 0 && parent.children.length === 0
  const isReplaced =
    isEmpty &&
    group.every(
      (node) =>
        canBeInserted(node, schema, document) &&
        !isSample(node.spec.heading) &&
        node.depth === node.spec.depth &&
        node.rivals.length === 0
    )
  return {
    place,
    section: parent,
    subjects: subjectsOf(group),
    reason: `Missing sections ${quoteAll(names)}, expected them in ${quote(parent.name)}${there(group, rivals)}`,
    ...(isReplaced && {expected: [sectionsToInsert(group, schema, document)]}),
    templateLine: spec.line,
    isUncertain: group.some((node) => isUncertain(node))
  }
}

/** What is missing, each by itself, so that it is the same with what else is missing beside it, and without. */
function subjectsOf(nodes: readonly Missing[]): readonly string[] {
  return nodes.map(
    ({spec, alternatives}) => `section ${[spec, ...alternatives].map(({heading}) => heading.name).join(' or ')}`
  )
}

/** Whether a document says nothing but in paragraphs below its title; one that has more is of another kind than the template, most likely. */
function isPlainText({root, sections}: MarkdownDocument): boolean {
  return (
    sections.length < 2 &&
    [root, ...sections].flatMap((section) => statementsOf(section)).every(({type}) => type === 'paragraph')
  )
}

/** It may be that a document is no copy of the template at all. */
function allMissing({document, title}: Alignment, nodes: readonly Missing[]): Finding {
  const names = quoteAll(nodes.map(({spec}) => spec.heading.name))
  const place = headingPlace(title ?? document.root) ?? documentStart(document)
  return {
    place,
    section: document.root,
    subjects: subjectsOf(nodes),
    reason: `Missing all sections of the template, expected ${names}`,
    templateLine: nodes[0]?.spec.line ?? 1,
    isUncertain: true
  }
}

/** One comment or code block hides all that stands in it; of bold text, all within one section is one habit. */
function groupedByCause(nodes: readonly Missing[]): ReadonlyArray<readonly Missing[]> {
  const groups = new Map<unknown, Missing[]>()
  for (const node of nodes) {
    const key = isLine(node) ? node.parent : isBroken(node.cause) ? node.cause : node.cause?.node
    const group = groups.get(key)
    if (group) group.push(node)
    else groups.set(key, [node])
  }
  return [...groups.values()]
}

/** Sections that stand more often than they may, which `no-extra-headings` reports as well. */
function repeatedSections(alignment: Alignment): readonly Finding[] {
  if (isForeign(alignment)) return []
  return nodesOfType(alignment, 'extra').flatMap(({section, repeats, isLater}) => {
    if (!repeats || !isLater) return []
    const {max = 1} = repeats.occurs
    const reason =
      max === 1
        ? `Unexpected second section ${quote(section.name)}, expected it once`
        : `Unexpected section ${quote(section.name)}, expected at most ${max} of its kind`
    return [
      {
        place: headingPlace(section),
        section: section.parent,
        subjects: [`repeated section ${section.name}`],
        reason,
        templateLine: repeats.line,
        isMinor: true
      }
    ]
  })
}

/** Numbered sections that have the number of another before them: copied, number and all. */
function repeatedNumbers(alignment: Alignment): readonly Finding[] {
  return withSections(alignment).flatMap(({children}) => {
    const numbered = new Map<string, Section>()
    return children.flatMap((node): readonly Finding[] => {
      const lead = node.type === 'matched' && !node.misspelt ? numberedLead(node.spec.heading) : undefined
      if (node.type !== 'matched' || lead === undefined) return []
      const {folded} = headingText(node.section.name)
      const length = folded.startsWith(lead) ? numberLength(folded, lead.length) : 0
      const key = `${node.spec.line} ${folded.slice(0, lead.length + length)}`
      const first = numbered.get(key)
      if (length === 0 || !first) {
        if (length > 0) numbered.set(key, node.section)
        return []
      }
      return [
        {
          place: headingPlace(node.section),
          section: node.section.parent,
          subjects: [`number of ${node.section.name}`],
          reason: `Unexpected number of section ${quote(node.section.name)}, expected another than that of ${quote(first.name)}`,
          templateLine: node.spec.line,
          isMinor: true
        }
      ]
    })
  })
}

/** Comments `<!-- guidelint omit "…": … -->` that lack a reason or quotes, or name no section of the template. */
function faultyOmissions({document, schema}: Alignment): readonly Finding[] {
  return schema.root.children.length === 0
    ? []
    : omissionsOf(document, schema).flatMap((omission) => faultOf(omission, document))
}

function faultOf(
  {section, isQuoted, reason, place, meant, isMisspelt}: Omission,
  document: MarkdownDocument
): readonly Finding[] {
  const [spec] = meant
  const fault = `Unexpected section to omit ${quote(section)}, expected`
  const subjects = [`omission of ${section}`]
  if (!spec) return [{place, subjects, reason: `${fault} one of the template`}]
  if (isMisspelt)
    return [
      {
        place: narrowed(document, place, section),
        subjects,
        reason: `${fault} ${quote(spec.heading.name)}`,
        actual: section,
        expected: [isQuoted ? spec.heading.name : `"${spec.heading.name}"`]
      }
    ]
  if (!isQuoted)
    return [
      {
        place: narrowed(document, place, section),
        subjects,
        reason: `${fault} it in quotes`,
        actual: section,
        expected: [`"${section}"`]
      }
    ]
  return reason === ''
    ? [
        {
          place,
          subjects: [`reason of the omission of ${section}`],
          reason: `Missing reason to omit ${quote(section)}, expected it behind a colon`
        }
      ]
    : []
}

function isLine({cause}: Pick<Missing, 'cause'>): boolean {
  return cause?.type === 'bold text' || cause?.type === 'a line of text'
}

type Unrecognised = Pick<Missing, 'spec' | 'parent' | 'depth' | 'cause'>

/** Sections whose names stand there, but not as headings. */
function unrecognised(group: readonly Unrecognised[], names: readonly string[], alignment: Alignment): Finding {
  const {document} = alignment
  const [node] = group as readonly [Unrecognised]
  const {cause, spec} = node
  const [what, it] = group.length === 1 ? ['section', 'it'] : ['sections', 'them']
  const where =
    cause && isLine({cause})
      ? `as ${group.length === 1 ? 'a heading' : 'headings'} instead of ${cause.type}`
      : whereInstead(node)
  const mended = cause?.place ? mendedBy(node, document) : headingsOfBold(group, alignment)
  return {
    place: cause?.place ?? cause?.node.position,
    section: node.parent,
    subjects: names.map((name) => `heading of ${name}`),
    reason: `Missing ${what} ${quoteAll(names)}, expected ${it} ${where}`,
    ...mended,
    templateLine: spec.line
  }
}

/** Sections that may be there, whose names are no headings. */
function unmarkedHeadings(alignment: Alignment): readonly Finding[] {
  return isForeign(alignment)
    ? []
    : unmarkedSections(alignment).map(({name, ...unmarked}) => unrecognised([unmarked], [name], alignment))
}

function whereInstead({cause, depth}: Unrecognised): string {
  const block = `the ${cause?.type} that starts in line ${lineOf(cause?.node)}`
  if (cause?.type === 'HTML') return `below a blank line, outside ${block}`
  return isBroken(cause) ? `as a heading, ${remedyFor(cause.type, cause.marker, depth)}` : `outside ${block}`
}

function isBroken(cause: Cause | undefined): cause is Cause & {type: BrokenHeading['fault']; marker: string} {
  return cause?.marker !== undefined
}

/** The headings that lines of bold text are to be; within a section of the author's own it may be a caption. */
function headingsOfBold(
  group: readonly Unrecognised[],
  {document, ownerOf}: Alignment
): Pick<Finding, 'fix'> | undefined {
  const edits = group.flatMap(({cause, depth, parent}) =>
    cause?.type === 'bold text' && (cause.section === parent || ownerOf(cause.section).section === cause.section)
      ? (headingOfBold(cause.node, depth, document) ?? [])
      : []
  )
  return edits.length === group.length ? {fix: {edits}} : undefined
}

/** The line that is a heading, or the blank line that ends the HTML before it. */
function mendedBy(
  {cause, depth}: Unrecognised,
  document: MarkdownDocument
): Pick<Finding, 'actual' | 'expected'> | undefined {
  if (!cause?.place) return undefined
  if (!('start' in cause.place)) return {expected: [lineBreakOf(document)]}
  const actual = document.source.slice(cause.place.start.offset, cause.place.end.offset)
  return {actual, expected: [`${'#'.repeat(depth)} ${actual.slice(cause.marker?.length).trim()}`]}
}

function missingFromGap(
  group: readonly [Missing, ...Missing[]],
  {document, schema}: Alignment,
  rivals: Rivals,
  isAmongLines: boolean
): Finding {
  const [{spec, alternatives, parent, neighbours, place, precedes, perhaps, children}] = group
  const isOwnPart =
    precedes !== undefined && children.some((part) => part.type !== 'missing' && part.section === precedes)
  const where = whereTo(isOwnPart ? {...neighbours, before: precedes} : neighbours, parent)
  // Where one of several sections is enough, which one is up to the author.
  const possible = [group, ...alternatives.map((other) => [{...group[0], spec: other}])]
  const names = group.map((node) => node.spec.heading.name)
  const what =
    group.length > 1
      ? `sections ${quoteAll(names)}, expected them`
      : `section ${[spec, ...alternatives].map(({heading: {name}}) => quote(name)).join(' or ')}, expected it`
  return {
    place: perhaps ? headingPlace(perhaps) : place,
    section: parent,
    subjects: subjectsOf(group),
    reason: `Missing ${what} ${where}${perhaps ? `, perhaps ${quote(perhaps.name)}` : there(group, rivals)}`,
    ...(possible.every((nodes) => nodes.every((node) => isInsertable(node, schema, document, isAmongLines))) && {
      expected: possible.map((nodes) => sectionsToInsert(nodes, schema, document))
    }),
    templateLine: spec.line,
    isUncertain: group.some((node) => isUncertain(node))
  }
}

/** What an author may have put in the place of what is missing. */
function there(group: readonly Missing[], rivals: Rivals): string {
  const names = [...new Set(group.flatMap((node) => rivals.get(node)?.name ?? []))]
  return names.length > 0 ? ` (there ${names.length > 1 ? 'are' : 'is'} ${quoteSome(names, 3)})` : ''
}

/** Whether an unknown section, or a text without a heading, may be what is missing; an appendix is up to the author. */
function isUncertain({spec, rivals, isOverText}: Missing): boolean {
  return rivals.length > 0 || isOverText === true || isAppendix(spec.heading)
}

/** Whether what a section says without headings may belong below a missing one, which would stand too late behind that. */
function isBehindText({parent, neighbours, precedes}: Missing): boolean {
  return (
    parent.depth > 1 &&
    neighbours.after === undefined &&
    parent.children[0] === precedes &&
    statementsOf(parent).length > 0
  )
}

/** Whether a heading with a number would stand between lower and higher ones, and no other has its number: documents count in their own way. */
function isNumberFree(name: string, {neighbours: {after, before}, parent}: Missing): boolean {
  const numbering = numberingOf(name)
  const number = Number(numbering)
  if (numbering === undefined || Number.isNaN(number))
    return numbering === undefined || parent.children.every((section) => numberingOf(section.name) !== numbering)
  const others = parent.children.map((section) => numberingOf(section.name))
  return (
    !others.includes(numbering) &&
    Number(numberingOf(after?.name) ?? 0) < number &&
    Number(numberingOf(before?.name) ?? Number.POSITIVE_INFINITY) > number
  )
}

/** Whether a heading can be put in its place; a section that may be the missing one is to be renamed rather than to have an empty one beside it. */
function isInsertable(
  missing: Missing,
  schema: TemplateSchema,
  document: MarkdownDocument,
  isAmongLines: boolean
): boolean {
  const {spec, neighbours, depth, place, rivals, isOverText} = missing
  // Among lines that are to become headings its place is not known yet.
  return (
    canBeInserted(missing, schema, document) &&
    !isContentsSection(spec, schema) &&
    !isSample(spec.heading) &&
    isNumberFree(spec.heading.name, missing) &&
    !isBehindText(missing) &&
    rivals.length === 0 &&
    !isOverText &&
    !isAmongLines &&
    !isSwallowed(place, document) &&
    !splitsHtml(place, document) &&
    isLevel(neighbours, spec, depth)
  )
}

/** Whether the sections around stand at the depth at which another would be inserted, and that is the template's. */
function isLevel({after, before}: Neighbours, spec: SectionSpec, depth: number): boolean {
  return depth === spec.depth && [after, before].every((section) => section === undefined || section.depth === depth)
}

/** Whether a point at the end of a document stands in code or HTML that nobody closed. */
function isSwallowed(place: Point | undefined, {tree, source}: MarkdownDocument): boolean {
  const last = tree.children.at(-1)
  return last !== undefined && last.position?.end.offset === place?.offset && isUnclosed(last, source)
}

function whereTo({after, before}: Neighbours, parent: Section): string {
  return whereAmong(after?.name, before?.name) ?? (parent.heading ? `in ${quote(parent.name)}` : 'in the document')
}

function misspeltHeading(
  {spec, section, misspelt}: Matched | Misplaced,
  document: MarkdownDocument,
  exact: boolean
): readonly Finding[] {
  const heading = headingText(section.name)
  const replacement = misspelt ? misspelt.replacement : exact ? exactForm(spec.heading, heading) : undefined
  if (!misspelt && replacement === undefined) return []
  const meant =
    replacement === undefined ? [spec, ...(misspelt?.merges ?? [])].map((part) => part.heading.name) : [replacement]
  return [
    {
      place: narrowed(document, headingPlace(section), heading.exact),
      section: section.parent,
      subjects: meant.map((name) => `name of ${name}`),
      reason: `Unexpected heading ${quote(section.name)}, expected ${meant.map((name) => quote(name)).join(' and ')}`,
      actual: heading.exact,
      ...(replacement !== undefined &&
        isPlain(replacement) &&
        !isContinued(section, heading.exact, replacement) && {expected: [replacement]}),
      templateLine: spec.line,
      // A heading that says more may be right in that.
      isUncertain: replacement === undefined && meant.length === 1
    }
  ]
}

/** Whether the rest of a name stands below its heading, which was broken in two. */
function isContinued({content: [first]}: Section, heading: string, name: string): boolean {
  return (
    first?.type === 'paragraph' &&
    name.length > heading.length &&
    name.startsWith(heading) &&
    textOf(first).startsWith(name.slice(heading.length).replace(/^[\s,:;]+/, ''))
  )
}

/** Sections at another depth or under another parent: together where they moved together, else each by itself. */
function misplacedTogether(alignment: Alignment): readonly Finding[] {
  const nodes = nodesOfType(alignment, 'misplaced')
  const groups = withSections(alignment)
    .flatMap((parent) => [...shiftedTogether(parent), ...movedTogether(parent)])
    .filter((group) => group.length > 1)
  const together = new Set(groups.flat())
  const single = nodes.filter((node) => !together.has(node))
  return [
    ...groups.map((group) => misplacedSections(group, alignment.document)),
    ...single.map((node) => misplacedSection(node, alignment))
  ]
}

type WithChildren = Pick<Alignment, 'children'>

/** The document and all sections of the template that it has. */
function withSections(alignment: Alignment): readonly WithChildren[] {
  return [alignment, ...nodesOfType(alignment, 'matched'), ...nodesOfType(alignment, 'misplaced')]
}

/** The children of a section that are off by the same depth, where most of those that are there are; else the samples of one kind that are. */
function shiftedTogether({children}: WithChildren): ReadonlyArray<readonly Misplaced[]> {
  const placed = children.filter((node) => node.type === 'matched' || node.type === 'misplaced')
  const shifted = placed.filter((node): node is Misplaced => node.type === 'misplaced' && node.wrong === 'depth')
  if (shifted.length * 2 > placed.length && new Set(shifted.map((node) => shiftOf(node))).size === 1) return [shifted]
  return [...new Set(shifted.map(({spec}) => spec))].flatMap((spec) => {
    const samples = shifted.filter((node) => node.spec === spec)
    return new Set(samples.map((node) => shiftOf(node))).size === 1 ? [samples] : []
  })
}

function shiftOf({section, depth}: Misplaced): number {
  return section.depth - depth
}

/** The children of a section that stand below another, those of one such section together. */
function movedTogether({children}: WithChildren): ReadonlyArray<readonly Misplaced[]> {
  const moved = children.filter((node): node is Misplaced => node.type === 'misplaced' && node.wrong === 'parent')
  const groups = new Map<Section | undefined, Misplaced[]>()
  for (const node of moved) {
    const group = groups.get(node.section.parent)
    if (group) group.push(node)
    else groups.set(node.section.parent, [node])
  }
  return [...groups.values()]
}

function misplacedSections(group: readonly Misplaced[], document: MarkdownDocument): Finding {
  const [{section, spec, wrong, depth, parent}] = group as readonly [Misplaced]
  const names = quoteAll([...new Set(group.map((node) => node.spec.heading.name))])
  const reason =
    wrong === 'depth'
      ? `Unexpected depth ${section.depth} of sections ${names}, expected ${depth}`
      : `Unexpected parent ${nameOf(section.parent)} of sections ${names}, expected ${nameOf(parent)}`
  return {
    place: headingPlace(section),
    section: parent,
    subjects: group.map((node) => `${wrong} of ${node.spec.heading.name}`),
    reason,
    ...moveOf(group as readonly [Misplaced], document),
    templateLine: spec.line
  }
}

/** The first of some sections moved to where it belongs; the others follow in their turn. */
function moveOf(
  [{section, parent, depth, wrong, neighbours}]: readonly [Misplaced, ...Misplaced[]],
  document: MarkdownDocument
): Pick<Finding, 'fix'> {
  const fix = wrong === 'parent' ? sectionMove(section, {...neighbours, parent, depth}, document) : undefined
  return fix ? {fix} : {}
}

function nameOf(section: Section | undefined): string {
  return section?.heading ? quote(section.name) : 'none'
}

function misplacedSection(node: Misplaced, alignment: Alignment): Finding {
  const {document} = alignment
  const {spec, section, wrong, depth, parent} = node
  const name = quote(spec.heading.name)
  if (wrong === 'parent') {
    return {
      place: headingPlace(section),
      section: parent,
      subjects: [`parent of ${spec.heading.name}`],
      reason: `Unexpected parent ${nameOf(section.parent)} of section ${name}, expected ${nameOf(parent)}`,
      ...moveOf([node], document),
      templateLine: spec.line
    }
  }
  const marker = section.heading && headingMarkerPlace(document, section.heading)
  return {
    place: marker ?? headingPlace(section),
    section: parent,
    subjects: [`depth of ${spec.heading.name}`],
    reason: `Unexpected depth ${section.depth} of section ${name}, expected ${depth}`,
    ...(marker &&
      isMendedByHeading(node, alignment) && {actual: '#'.repeat(section.depth), expected: ['#'.repeat(depth)]}),
    templateLine: spec.line
  }
}
