import type {Html, Nodes, Root, RootContent, Table} from 'mdast'
import {parseMarkdown} from '../markdown/parse.ts'
import {type MarkdownDocument, type Section, readDocument} from '../markdown/document.ts'
import {commentText} from '../markdown/comment.ts'
import {textOf} from '../markdown/text.ts'
import {findContentsList} from './contents-list.ts'
import {type Directive, type Occurrence, readDirective} from './directives.ts'
import {type HeadingPattern, anyText, headingPattern, isOpen, isWildcard, withOrdinal} from './heading-pattern.ts'
import {headingSaysOptional, placeholderSaysOptional, saysOptional, saysRepeat, speaksOfNext} from './optionality.ts'
import {isUnknownTag, placeholdersIn} from './placeholder-scan.ts'
import {findPlaceholders} from './placeholders.ts'
import type {ColumnSpec, Inference, SectionSpec, TableSpec, TemplateSchema, TitleSpec} from './schema.ts'
import {TemplateError} from './template-error.ts'

/**
 * Read what a template demands.
 *
 * @param source The template's text.
 * @param path Its path, for findings and errors.
 * @throws {TemplateError} Where it has no heading, or a directive that cannot be read.
 */
export function readTemplate(source: string, path: string): TemplateSchema {
  const whole = parseMarkdown(source)
  const template = readDocument({...whole, children: withoutIgnored(whole, path)}, source)
  if (template.sections.length === 0) throw new TemplateError('Missing headings, expected at least one', path)
  const remarks = remarksOf(template, path)
  const title = titleSection(template)
  const context = {template, remarks}
  const children = [template.root, ...(title ? [title] : [])].flatMap((parent) => parent.children).filter((section) => section !== title)
  const contents = findContentsList(template)
  return {
    path,
    ...(title && {title: titleSpec(title, template)}),
    root: {
      heading: headingPattern('', [], false),
      depth: 0,
      line: 1,
      occurs: {min: 1, max: 1},
      ...directivesOf([...(remarks.get(template.root) ?? []), ...((title && remarks.get(title)) ?? [])]),
      children: sectionSpecs(children, context),
      tables: tableSpecs(template.root, template),
      because: []
    },
    placeholders: findPlaceholders(template, directivePlaceholders(remarks)),
    ...(contents && {contents})
  }
}

interface Context {
  readonly template: MarkdownDocument
  readonly remarks: ReadonlyMap<Section, readonly Remark[]>
}

/** A comment that speaks of a section. */
interface Remark {
  readonly text: string
  readonly line: number
  readonly directive: Directive | undefined
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1
}

/** The top-level nodes that do not stand between `ignore` and `/ignore`. */
function withoutIgnored(tree: Root, path: string): RootContent[] {
  let open: Html | undefined
  const kept: RootContent[] = []
  for (const node of tree.children) {
    const type = node.type === 'html' ? readDirective(node.value, path, node.position?.start)?.type : undefined
    if (type === 'ignore') open ??= node as Html
    else if (type === '/ignore') open = undefined
    else if (!open) kept.push(node)
  }
  if (open) throw new TemplateError('Missing directive `/ignore`, expected it after `ignore`', path, open.position?.start)
  return kept
}

/** The comments that speak of each section: those right before its heading and those that open it. */
function remarksOf(template: MarkdownDocument, path: string): ReadonlyMap<Section, readonly Remark[]> {
  const remarks = new Map<Section, Remark[]>()
  const sections = [template.root, ...template.sections]
  for (const [index, section] of sections.entries()) {
    const next = sections[index + 1]
    for (const [at, node] of section.content.entries()) {
      const text = node.type === 'html' ? commentText(node.value) : undefined
      if (text === undefined) continue
      const remark = {text, line: lineOf(node), directive: readDirective((node as Html).value, path, node.position?.start)}
      const target = targetOf(section, at, remark, next)
      if (target) remarks.set(target, [...(remarks.get(target) ?? []), remark])
    }
  }
  return remarks
}

/** Which section a comment speaks of: its own where it opens it, the next where it stands right before its heading. */
function targetOf(section: Section, at: number, remark: Remark, next: Section | undefined): Section | undefined {
  const isComment = (node: RootContent) => node.type === 'html' && commentText(node.value) !== undefined
  const opens = section.content.slice(0, at).every((node) => isComment(node))
  const closes = next !== undefined && section.content.slice(at + 1).every((node) => isComment(node))
  if (closes && (speaksOfNext(remark.text) || !opens || isNearerTo(next, section, section.content[at] as RootContent))) return next
  if (!opens) return undefined
  const following = section.content[at + 1]
  const touches = following !== undefined && lineOf(following) === (section.content[at]?.position?.end.line ?? 0) + 1
  return speaksOfNext(remark.text) && touches ? undefined : section
}

/** A comment that touches the next heading and not its own speaks of the next. */
function isNearerTo(next: Section, own: Section, comment: RootContent): boolean {
  const gapBefore = lineOf(comment) - (own.heading?.position?.end.line ?? -1)
  const gapAfter = lineOf(next.heading as Nodes) - (comment.position?.end.line ?? 0)
  return gapAfter === 1 && gapBefore > 1
}

function directivePlaceholders(remarks: Context['remarks']): ReadonlyArray<{text: string; line: number}> {
  return [...remarks.values()].flat().flatMap(({directive, line}) => (directive?.type === 'placeholder' ? [{text: directive.text, line}] : []))
}

/** The only heading of depth 1 is the title; several are sections. */
function titleSection(template: MarkdownDocument): Section | undefined {
  const first = template.sections.filter(({depth}) => depth === 1)
  return first.length === 1 ? first[0] : undefined
}

function titleSpec(section: Section, template: MarkdownDocument): TitleSpec {
  const line = lineOf(section.heading as Nodes)
  const pattern = patternOf(section, template)
  const demand = isOpen(pattern) ? `a title like \`${pattern.name}\`` : 'a title'
  const reason = isOpen(pattern) ? 'the only heading of depth 1, with placeholders' : 'the only heading of depth 1 stands for any title'
  return {heading: isOpen(pattern) ? softened(pattern) : {...pattern, skeleton: anyText, folded: anyText}, line, because: [{demand, reason, line}]}
}

/** In a title such as `KEP-NNNN: Your short title` only the number is marked; the words behind it are a sample too. */
function softened(pattern: HeadingPattern): HeadingPattern {
  if (!/\b[NX]{3,}/.test(pattern.name)) return pattern
  const soften = (skeleton: string) => skeleton.replace(/^([^␣]*␣\s*[:–—-]\s+)[^␣]+$/u, '$1␣')
  return {...pattern, skeleton: soften(pattern.skeleton), folded: soften(pattern.folded)}
}

/** A heading's text with the tags in it that are placeholders: `<Name of the error>`. */
function headingName(section: Section): string {
  const children = (section.heading?.children ?? []).map((child) =>
    child.type === 'html' && isUnknownTag(child.value) ? {type: 'text' as const, value: child.value} : child
  )
  return textOf({type: 'heading', depth: 1, children})
}

function patternOf(section: Section, template: MarkdownDocument): HeadingPattern {
  const name = headingName(section)
  const placeholders = section.heading ? placeholdersIn(template.source, section.heading).map(({text, kind}) => (kind === 'number' ? text.replace(/^.*-/, '') : text)) : []
  return headingPattern(name, placeholders, placeholders.length > 0)
}

function sectionSpecs(sections: readonly Section[], context: Context): readonly SectionSpec[] {
  const patterns = withSampleNumbers(sections.map((section) => patternOf(section, context.template)))
  const specs: SectionSpec[] = []
  for (const [index, section] of sections.entries()) {
    const spec = sectionSpec(section, patterns[index] as HeadingPattern, context)
    if (context.remarks.get(section)?.some(({directive}) => directive?.type === 'remove')) continue
    const twin = specs.findIndex((other, at) => other.heading.folded === spec.heading.folded && (isOpen(spec.heading) || at === specs.length - 1))
    if (twin < 0) specs.push(spec)
    else specs[twin] = mergeSamples(specs[twin] as SectionSpec, spec)
  }
  return specs
}

/** Numbers count as samples where a sibling differs in nothing else: `Story 1`, `Story 2`. */
function withSampleNumbers(patterns: readonly HeadingPattern[]): readonly HeadingPattern[] {
  const numbered = patterns.map((pattern) => withOrdinal(pattern.skeleton))
  return patterns.map((pattern, index) => {
    const skeleton = numbered[index] as string
    const hasTwin = skeleton !== pattern.skeleton && numbered.some((other, at) => at !== index && other === skeleton)
    return hasTwin ? {...headingPattern(pattern.name, [], true)} : pattern
  })
}

function sectionSpec(section: Section, pattern: HeadingPattern, context: Context): SectionSpec {
  const line = lineOf(section.heading as Nodes)
  const remarks = context.remarks.get(section) ?? []
  const optional = optionalBecause(section, remarks, line, context.template)
  const repeat = repeatBecause(pattern, remarks, line)
  const directives = directivesOf(remarks)
  const heading = directives.expression === undefined ? pattern : {...pattern, expression: directives.expression}
  const occurs: Occurrence = directives.occurs ?? {min: optional ? 0 : 1, ...(!repeat && {max: 1})}
  const due: Inference = {demand: 'required', reason: isWildcard(heading) ? 'a heading that is a placeholder asks for at least one' : 'a heading of the template', line}
  return {
    heading,
    depth: section.depth,
    line,
    occurs,
    anyOrder: directives.anyOrder,
    ...(directives.extraSections !== undefined && {extraSections: directives.extraSections}),
    children: sectionSpecs(section.children, context),
    tables: tableSpecs(section, context.template),
    because: [optional ?? due, ...(repeat ? [repeat] : [])]
  }
}

function optionalBecause(section: Section, remarks: readonly Remark[], line: number, template: MarkdownDocument): Inference | undefined {
  const because = (reason: string, at: number) => ({demand: 'optional', reason, line: at})
  if (remarks.some(({directive}) => directive?.type === 'required')) return undefined
  if (headingSaysOptional(headingName(section))) return because('the heading says so', line)
  const remark = remarks.find(({text, directive}) => directive?.type === 'optional' || (!directive && saysOptional(text)))
  if (remark) return because('a comment says so', remark.line)
  const opening = section.content.find((node) => node.type !== 'html')
  if (!opening || (opening.type !== 'paragraph' && opening.type !== 'blockquote')) return undefined
  const text = textOf(opening)
  const [placeholder] = opening.type === 'paragraph' ? placeholdersIn(template.source, opening) : []
  if (placeholder && template.source.slice(placeholder.start, placeholder.end).length >= text.length && placeholderSaysOptional(text)) {
    return because('the placeholder that opens it says so', lineOf(opening))
  }
  return saysOptional(text.replace(/^[*_([{]+/, '')) ? because('its first words say so', lineOf(opening)) : undefined
}

function repeatBecause(pattern: HeadingPattern, remarks: readonly Remark[], line: number): Inference | undefined {
  const remark = remarks.find(({text, directive}) => !directive && saysRepeat(text))
  if (remark) return {demand: 'once or more', reason: 'a comment says so', line: remark.line}
  return isOpen(pattern) ? {demand: 'once or more', reason: 'its heading is a sample', line} : undefined
}

function directivesOf(remarks: readonly Remark[]) {
  let anyOrder = false
  let extraSections: boolean | undefined
  let occurs: Occurrence | undefined
  let expression: string | undefined
  for (const {directive} of remarks) {
    if (directive?.type === 'any order') anyOrder = true
    if (directive?.type === 'extra sections') extraSections = true
    if (directive?.type === 'no extra sections') extraSections = false
    if (directive?.type === 'repeat') occurs = directive.occurs
    if (directive?.type === 'heading') expression = directive.expression
  }
  return {anyOrder, ...(extraSections !== undefined && {extraSections}), ...(occurs && {occurs}), ...(expression !== undefined && {expression})}
}

/** Two samples of one section: what both hold is due, what one of them holds may stand. */
function mergeSamples(first: SectionSpec, second: SectionSpec): SectionSpec {
  const inBoth = (child: SectionSpec, others: readonly SectionSpec[]) => others.some((other) => other.heading.folded === child.heading.folded)
  const loosen = (child: SectionSpec): SectionSpec => ({
    ...child,
    occurs: {...child.occurs, min: 0},
    because: [{demand: 'optional', reason: 'not every sample has it', line: child.line}]
  })
  const children = [
    ...first.children.map((child) => (inBoth(child, second.children) ? child : loosen(child))),
    ...second.children.filter((child) => !inBoth(child, first.children)).map((child) => loosen(child))
  ]
  const {max: _, ...least} = first.occurs
  const because = first.because.filter(({demand}) => demand !== 'once or more')
  return {
    ...first,
    occurs: {...least, min: Math.min(first.occurs.min, second.occurs.min)},
    children,
    tables: first.tables.filter((_table, index) => second.tables[index] !== undefined),
    because: [...because, {demand: 'once or more', reason: `another sample stands at line ${second.line}`, line: first.line}]
  }
}

function tableSpecs(section: Section, template: MarkdownDocument): readonly TableSpec[] {
  const tables = section.content.filter((node): node is Table => node.type === 'table')
  return tables.map((table) => ({
    line: lineOf(table),
    columns: (table.children[0]?.children ?? []).map((cell): ColumnSpec => {
      const placeholders = placeholdersIn(template.source, cell).map(({text}) => text)
      return {heading: headingPattern(textOf(cell), placeholders, false)}
    })
  }))
}
