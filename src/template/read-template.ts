import type {Html, Nodes, Root, RootContent} from 'mdast'
import {commentText} from '../markdown/comment.ts'
import {withoutByteOrderMark} from '../markdown/byte-order-mark.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {readDocument} from '../markdown/read-document.ts'
import {brokenFrontMatter, preambleBeforeFrontMatter, withLateFrontMatter} from '../markdown/front-matter.ts'
import {headingLines} from '../markdown/heading-lines.ts'
import type {Parse} from '../markdown/parse.ts'
import {lineOf} from '../markdown/places.ts'
import {quote, textOf} from '../markdown/text.ts'
import {commentsOfCode} from './code-comments.ts'
import {findContentsList} from './contents-list.ts'
import {type DirectivesBefore, contentReader} from './content-specs.ts'
import {fieldsOf} from '../markdown/fields.ts'
import {blockSubjects} from './block-subjects.ts'
import {type Directive, isNamed, readDirective} from './directives.ts'
import {type FenceLines, embeddedTemplate} from './embedded-template.ts'
import {exampleBehind} from './example-behind.ts'
import {isTitleAbove} from './head-words.ts'
import {type HeadingPattern, headingPattern} from './heading-pattern.ts'
import {type LabelDirectives, labelDirectives} from './label-directives.ts'
import {readFrontMatterKeys} from './front-matter-keys.ts'
import {namedTemplate, namesTemplate, textWithOwnTitle, withOwnTitle} from './named-template.ts'
import {readName} from './names.ts'
import {asksToCopyBelow} from './copying-wordings.ts'
import {placeholdersIn} from './placeholder-scan.ts'
import {findPlaceholders} from './placeholders.ts'
import {findRemarks, headOptions, isOfBlock} from './remarks.ts'
import {readSamples} from './samples.ts'
import {type ContentSpec, type TemplateSchema, emptySchema} from './schema.ts'
import {readPattern} from './section-patterns.ts'
import {saidByDirectives, isRemoved, readSections} from './section-specs.ts'
import {optionLines} from './task-lists.ts'
import {readTitle} from './title-spec.ts'
import {TemplateError} from './template-error.ts'

/**
 * Read what a template requires.
 *
 * @param text The template's text, or a page that has the template in a Markdown fence.
 * @param path Its path, for findings and errors.
 * @param parse The parser.
 * @throws {TemplateError} If it has no heading and requires nothing else, or if a directive cannot be read.
 */
export function readTemplate(text: string, path: string, parse: Parse): TemplateSchema {
  const {source, whole, preamble, hasOwnName, isFrontMatterLate} = preparedText(text, parse)
  const ignored = enclosed(whole, 'ignore', path)
  const handbook = new Set([
    ...handbookOf(whole, source),
    ...commentsOfCode(whole.children),
    ...exampleBehind(whole.children)
  ])
  const template = readDocument(
    {...whole, children: whole.children.filter((node) => !ignored.has(node) && !handbook.has(node))},
    source
  )
  const fields = fieldsOf(template, () => true)
  const ofLabels = labelDirectives(template, fields, path)
  expectBound(template, ofLabels, path)
  const own = nameOfTemplate(template)
  const title = titleSection(template, own)
  const remarks = findRemarks(template, path, title, {ofLabels, speaksOfBlock: blockSubjects(template, fields, title)})
  const groups = enclosed(whole, 'any of', path)
  expectChoices(groups, path)
  const named = namedPlaceholders(template, path)
  const names = named.map((placeholder) => placeholder.text)
  const tops = title ? [template.root, title] : [template.root]
  const sections = tops.flatMap(({children}) => children).filter((section) => section !== title && section !== own)
  const contents = findContentsList(template)
  const name = readName(title, template)
  const directivesOf = directivesBefore(template.tree, path, title, ofLabels)
  const removed = template.sections.filter((section) => section !== title && isRemoved(section, remarks))
  const head = headOptions([...preamble, ...handbook, ...[...tops, ...removed].flatMap(({content}) => content)])
  const leftOut = template.sections.filter(({name: heading}) => head.isLeftOut(heading))
  const contentOf = contentReader(template, fields, ofLabels, directivesOf, head.fieldsGo)
  const kept = template.tree.children.filter((block) => directivesOf(block).some(({type}) => type === 'keep'))
  const guidance = [
    ...removed.flatMap(({heading}) => heading ?? []),
    ...template.tree.children.filter((block) => directivesOf(block).some(({type}) => type === 'remove'))
  ]
  const root = {
    ...emptySchema.root,
    ...saidByDirectives(
      tops.flatMap((top) => remarks.get(top) ?? []),
      emptySchema.root.heading
    ),
    children: readSections(sections, {
      template,
      remarks,
      named: names,
      contentOf,
      head,
      groupOf: ({heading}) => (heading && groups.has(heading) ? lineOf(groups.get(heading)) : undefined)
    }),
    content: joined(tops.map((top) => contentOf(top)))
  }
  const options = new Set(optionLines(root))
  const isKept = (line: number) =>
    kept.some((block) => lineOf(block) <= line && line <= (block.position?.end.line ?? 0))
  const placeholders = findPlaceholders(template, named, new Set(guidance.map((block) => firstText(block))))
    .filter(({line}) => !isKept(line))
    .map((placeholder) => (options.has(placeholder.line) ? {...placeholder, isOfOption: true as const} : placeholder))
  const schema: TemplateSchema = {
    path,
    ...(title && {title: readTitle(title, template, names, remarks.get(title) ?? [], hasOwnName)}),
    root,
    allowed: [
      ...namedInComments(template),
      ...[...removed, ...leftOut].map((section) => readPattern(section, template, names))
    ],
    placeholders,
    samples: readSamples(template, placeholders, directivesOf),
    directives: template
      .nodes('html')
      .flatMap(({node}) => commentText(node.value)?.trim() ?? [])
      .filter((comment) => isNamed(comment)),
    ...(contents && {contents}),
    ...(name && {name}),
    frontMatter: readFrontMatterKeys(template),
    ...(isFrontMatterLate && {isFrontMatterLate}),
    ...(brokenFrontMatter(template) && {isFrontMatterBroken: true})
  }
  if (template.sections.length === 0 && !asksForMore(schema, template))
    throw new TemplateError('Missing headings, expected at least one', path)
  return schema
}

/**
 * A template's text as it is read: only the fence of a page that explains it, with MDX comments as comments, which may
 * contain directives.
 */
function preparedText(
  text: string,
  parse: Parse
): {
  readonly source: string
  readonly whole: Root
  /** The blocks above its front matter, which are not in `whole`. */
  readonly preamble: readonly RootContent[]
  /** Whether its title was its own name, which is not in `whole`. */
  readonly hasOwnName: boolean
  readonly isFrontMatterLate: boolean
} {
  const page = withoutByteOrderMark(text)
  const embedded = embeddedTemplate(page, parse)
  const source = embedded ? onlyLinesOf(embedded, page) : page
  const parsed = parse(source)
  const preamble = preambleBeforeFrontMatter(parsed, source)
  const below = preamble.length > 0 ? {...parsed, children: parsed.children.slice(preamble.length)} : parsed
  const late = withLateFrontMatter(below, source, embedded !== undefined)
  const named = namedTemplate(late, source)
  return {
    source,
    whole: readDocument(named ? withOwnTitle(late, named) : late, source).tree,
    preamble,
    hasOwnName: named !== undefined,
    isFrontMatterLate: late !== below && preamble.length === 0
  }
}

/** Whether a template without headings requires something else: labels, tables, placeholders, tasks. */
function asksForMore(
  {root: {content}, placeholders, frontMatter}: TemplateSchema,
  template: MarkdownDocument
): boolean {
  const asked = [
    ...content.tables,
    ...content.fields,
    ...content.blocks,
    ...(content.series ?? []),
    ...frontMatter,
    ...placeholders.filter(({type}) => type !== 'comment')
  ]
  return asked.length > 0 || template.nodes('listItem').some(({node}) => typeof node.checked === 'boolean')
}

/** The text in a fence, on the same lines as in its page. */
function onlyLinesOf({opening, closing}: FenceLines, page: string): string {
  return page
    .split(/\r?\n/)
    .map((line, index) => (index >= opening && index < closing - 1 ? line : ''))
    .join('\n')
}

/**
 * The template in a text, as written: the fence of a page about it, what is below a request to copy, or what is below a
 * preamble before its front matter; otherwise the whole text.
 */
export function templateWithin(text: string, parse: Parse): string {
  const fence = embeddedTemplate(withoutByteOrderMark(text), parse)
  if (fence)
    return text
      .split(/(?<=\n)/)
      .slice(fence.opening, fence.closing - 1)
      .join('')
  const tree = parse(text)
  const named = namedTemplate(tree, text)
  if (named) return textWithOwnTitle(text, named)
  const preamble = preambleBeforeFrontMatter(tree, text)
  const above = preamble.length > 0 ? new Set(preamble) : handbookOf(tree, text)
  const first = tree.children.find((node) => !above.has(node))
  return above.size === 0 ? text : text.slice(text.lastIndexOf('\n', (first?.position?.start.offset ?? 0) - 1) + 1)
}

/** The blocks down to one that says that the template is below it; none if something in them must be filled in. */
function handbookOf({children}: Root, source: string): ReadonlySet<RootContent> {
  const at = children.findIndex(
    (node) =>
      (node.type === 'paragraph' || node.type === 'html') &&
      asksToCopyBelow(node.type === 'html' ? (commentText(node.value) ?? '') : textOf(node))
  )
  const handbook = children.slice(0, at + 1)
  const isTemplate =
    children[at + 1]?.type === 'code' ||
    handbook.some(
      (node) => (node.type === 'paragraph' || node.type === 'heading') && placeholdersIn(source, node).length > 0
    )
  return new Set(isTemplate ? [] : handbook)
}

/**
 * The top-level nodes from a directive to the one that ends it, each with the comment that opens them.
 *
 * @throws {TemplateError} If one of the two is missing.
 */
function enclosed({children}: Root, opening: 'ignore' | 'any of', path: string): ReadonlyMap<RootContent, Html> {
  const nodes = new Map<RootContent, Html>()
  let open: Html | undefined
  const fail = (reason: string, {position}: Nodes): never => {
    throw new TemplateError(`Unexpected directive ${reason}`, path, position?.start)
  }
  for (const node of children) {
    const type = directiveOf(node, path)?.type
    if (type === opening) {
      if (open) fail(`\`${opening}\`, expected \`/${opening}\` before it`, node)
      open = node as Html
    }
    if (open) nodes.set(node, open)
    if (type !== `/${opening}`) continue
    if (!open) fail(`\`/${opening}\`, expected it after \`${opening}\``, node)
    open = undefined
  }
  if (open)
    throw new TemplateError(
      `Missing directive \`/${opening}\`, expected it after \`${opening}\``,
      path,
      open.position?.start
    )
  return nodes
}

/** @throws {TemplateError} If a group has fewer than two sections to choose from. */
function expectChoices(groups: ReadonlyMap<RootContent, Html>, path: string): void {
  const headings = [...groups].filter(([node]) => node.type === 'heading')
  const poor = [...groups.values()].find((opening) => headings.filter(([, other]) => other === opening).length < 2)
  if (poor)
    throw new TemplateError(
      'Unexpected directive `any of`, expected two sections or more after it',
      path,
      poor.position?.start
    )
}

function directiveOf(node: Nodes, path: string): Directive | undefined {
  return node.type === 'html' ? readDirective(node.value, path, node.position?.start) : undefined
}

/**
 * Check that directives in lists, quotes and running text are about a label, since they can be about nothing else
 * there.
 *
 * @throws {TemplateError} If one is about nothing, is misspelt, or has other text in its comment.
 */
function expectBound(template: MarkdownDocument, ofLabels: LabelDirectives, path: string): void {
  for (const {node, ancestors} of template.nodes('html')) {
    const comment = commentText(node.value)
    const place = node.position?.start
    if (comment === undefined && /<!--\s*guidelint\b/i.test(node.value))
      throw new TemplateError(
        `Unexpected directive in ${quote(node.value)}, expected it by itself in a comment on a line of its own`,
        path,
        place
      )
    if (comment === undefined || !isNamed(comment)) continue
    const directive = directiveOf(node, path)
    if (directive && directive.type !== 'placeholder' && isOutOfPlace(directive, ancestors) && !ofLabels.has(node))
      throw new TemplateError(
        `Unexpected directive ${quote(comment)}, expected it ${whereInstead(directive)}`,
        path,
        place
      )
  }
}

/** Whether a directive is within a block where it cannot apply. In a heading, it may be about the section. */
function isOutOfPlace({type}: Directive, [outermost, ...others]: readonly Nodes[]): boolean {
  const isInHeading = outermost?.type === 'heading' && others.length === 0
  return outermost !== undefined && !(isInHeading && !/^\/?(?:any of|ignore)$/.test(type))
}

function whereInstead({type}: Directive): string {
  return type === 'label' || type === 'optional' || type === 'required' || type === 'values'
    ? 'right before a label or at the end of its line'
    : 'outside lists, quotes, tables, headings and running text'
}

/**
 * Returns the directives in the comments right before a block, the last first, without those about its section and
 * those about its first label.
 */
function directivesBefore(
  {children}: Root,
  path: string,
  title: Section | undefined,
  ofLabels: LabelDirectives
): DirectivesBefore {
  const before = new Map<RootContent, readonly Directive[]>()
  let heading: RootContent | undefined
  let directives: Directive[] = []
  for (const node of children) {
    if (node.type === 'html' && commentText(node.value) !== undefined) {
      const directive = ofLabels.has(node) ? undefined : directiveOf(node, path)
      if (directive) directives.push(directive)
      continue
    }
    const opening = heading
    if (directives.length > 0)
      before.set(
        node,
        directives
          .toReversed()
          .filter((directive) => !opening || isOfBlock(directive, node, opening !== title?.heading))
      )
    heading = node.type === 'heading' ? node : undefined
    directives = []
  }
  return (block) => before.get(block) ?? []
}

/**
 * The first paragraph of a quote or a list, or the first body row of a table, which shows whether the whole block is
 * left; any other block itself.
 */
function firstText(block: Nodes): Nodes {
  let text: Nodes = block.type === 'table' ? (block.children[1] ?? block) : block
  while (text.type === 'blockquote' || text.type === 'list' || text.type === 'listItem') {
    const [first] = text.children
    if (!first) break
    text = first
  }
  return text
}

function joined(contents: readonly ContentSpec[]): ContentSpec {
  return {
    tables: contents.flatMap(({tables}) => tables),
    // The fields at the end of the template were read with those at its start.
    fields: contents.flatMap(({fields}) => fields).toSorted((a, b) => a.line - b.line),
    ...joinedOf(contents, 'series'),
    ...joinedOf(contents, 'repeatedSeries'),
    ...joinedOf(contents, 'taskLists'),
    blocks: contents.flatMap(({blocks}) => blocks)
  }
}

function joinedOf<Key extends 'series' | 'repeatedSeries' | 'taskLists'>(
  contents: readonly ContentSpec[],
  key: Key
): Pick<ContentSpec, Key> | undefined {
  const all = contents.flatMap((content): readonly unknown[] => content[key] ?? [])
  return all.length > 0 ? ({[key]: all} as unknown as Pick<ContentSpec, Key>) : undefined
}

/** The headings in comments: sections that authors may add. */
function namedInComments(template: MarkdownDocument): readonly HeadingPattern[] {
  return template
    .nodes('html')
    .flatMap(({node}) =>
      commentText(node.value) === undefined
        ? []
        : headingLines(node.value).map(({name}) => headingPattern(name, [], false))
    )
}

function namedPlaceholders(template: MarkdownDocument, path: string): ReadonlyArray<{text: string; line: number}> {
  return template.nodes('html').flatMap(({node}) => {
    const directive = directiveOf(node, path)
    return directive?.type === 'placeholder' ? [{text: directive.text, line: lineOf(node)}] : []
  })
}

/**
 * A heading before the title, without subsections, that only says that this is a template: `# Template for reports`.
 */
export function nameOfTemplate({sections}: MarkdownDocument): Section | undefined {
  const [first, second] = sections.filter(({depth}) => depth === 1)
  return first && second && first.children.length === 0 && namesTemplate(first.name) ? first : undefined
}

/**
 * The section of the title, which is the only heading of depth 1; if there are several, they are sections, except for a
 * first one that is a name to fill in.
 */
function titleSection({sections}: MarkdownDocument, nameOfItsOwn: Section | undefined): Section | undefined {
  const [first, ...others] = sections.filter((section) => section.depth === 1 && section !== nameOfItsOwn)
  const isTitle = first === sections[0] && first?.children.length === 0 && isTitleAbove(first.name, namesOf(others))
  return others.length === 0 || isTitle ? first : undefined
}

function namesOf(sections: readonly Section[]): readonly string[] {
  return sections.map(({name}) => name)
}
