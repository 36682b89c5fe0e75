import type {Heading, Root, RootContent} from 'mdast'
import {textOf} from '../markdown/text.ts'
import {delimitedIn, placeholdersIn} from './placeholder-scan.ts'

/** Whether a title is in part the template's own: `Design template`. */
export function namesTemplate(name: string): boolean {
  return /(?<!\p{Alpha})(?:template|plantilla|modèle|gabarit|vorlage|шаблон)(?!\p{Alpha})|模板|テンプレート|템플릿/iu.test(
    name
  )
}

/** A template whose title is its own name, followed by a note on its use; the title of documents is one level below. */
export interface NamedTemplate {
  /** The blocks above the title of documents. */
  readonly above: readonly RootContent[]
  /** The headings that are one level too deep: the title of documents, and those below it. */
  readonly headings: readonly Heading[]
}

/**
 * Read a template whose only heading of depth 1 names the template, as `# API template` above a note to copy it does. The
 * first heading of depth 2, `## [Service] API`, is then the title of documents: it has a placeholder, and no other heading
 * of depth 2 has one, or there is no other.
 *
 * @param source The template's text.
 * @returns Undefined for any other template.
 */
export function namedTemplate({children}: Root, source: string): NamedTemplate | undefined {
  const [name, ...others] = headingsOf(children, 1)
  const [title, ...sections] = headingsOf(children, 2)
  // Either all others of depth 2 are sections, or all sections are below the title.
  if (!name || others.length > 0 || !title || sections.length === 1) return undefined
  const above = children.slice(0, children.indexOf(title))
  const isTitle =
    namesTemplate(textOf(name)) &&
    saysHowToUse(above, name, source) &&
    isToFillIn(title, source) &&
    !sections.some((node) => isToFillIn(node, source))
  const end = sections[0] ? children.indexOf(sections[0]) : undefined
  const headings = children.slice(above.length, end).filter((node) => node.type === 'heading')
  const isWritten = headings.every(({position}) => source.startsWith('##', position?.start.offset))
  return isTitle && isWritten ? {above, headings} : undefined
}

function headingsOf(children: readonly RootContent[], depth: number): readonly Heading[] {
  return children.filter((node): node is Heading => node.type === 'heading' && node.depth === depth)
}

/** Whether blocks are a heading and a note on the use of the template, without placeholders. */
function saysHowToUse(blocks: readonly RootContent[], name: Heading, source: string): boolean {
  return (
    blocks.every((node) => (node === name || isText(node)) && !isToFillIn(node, source)) &&
    blocks.some((node) => node !== name && onUse.test(textOf(node)))
  )
}

/** `Use this template for …`, `Copy and fill in`, ``One format for all pages; each file in `docs` describes one.`` */
const onUse =
  /(?<!\p{Alpha})(?:(?:this|the) template|cop(?:y|ied)|diese vorlage|kopier\p{Alpha}{1,3}|ce modèle|copi(?:ez|er|a|e|ar)|est[ae] (?:plantilla|modelo)|(?:этот|данный) шаблон\p{Alpha}{0,3}|шаблон(?:ом|а)|скопируйте|(?:single|common|uniform|standard) (?:format|structure)|(?:каждый файл|единый формат))(?!\p{Alpha})|(?:本|此)(?:模板|範本)|复制|複製|(?:この|本)テンプレート|コピー|이 ?템플릿|복사/iu

function isText({type}: RootContent): boolean {
  return type === 'paragraph' || type === 'blockquote' || type === 'thematicBreak' || type === 'html' || type === 'yaml'
}

function isToFillIn(node: RootContent, source: string): boolean {
  return (
    (node.type === 'heading' &&
      node.children.some((child) => child.type === 'inlineCode' && delimitedIn(child.value).length > 0)) ||
    ((node.type === 'heading' || node.type === 'paragraph') && placeholdersIn(source, node).length > 0)
  )
}

/** A template's tree without its own name, and with the title of documents as such. */
export function withOwnTitle(tree: Root, {above, headings}: NamedTemplate): Root {
  return {
    ...tree,
    children: tree.children
      .slice(above.length)
      .map((node) =>
        node.type === 'heading' && headings.includes(node)
          ? {...node, depth: (node.depth - 1) as Heading['depth']}
          : node
      )
  }
}

/** A template's text without its own name, and with the title of documents as such. */
export function textWithOwnTitle(text: string, {headings}: NamedTemplate): string {
  const marks = headings.map(({position}) => position?.start.offset ?? 0)
  return marks.reduceRight((whole, at) => whole.slice(0, at) + whole.slice(at + 1), text).slice(marks[0])
}
