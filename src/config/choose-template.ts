import path from 'node:path'
import type {Position} from 'unist'
import type {UnknownTemplate} from '../analysis.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {placeBetween} from '../markdown/places.ts'
import {nearest} from '../nearest-name.ts'
import type {TemplateSchema} from '../template/schema.ts'
import type {TemplateMapping} from './configuration.ts'
import type {FoundConfiguration} from './found-configuration.ts'
import {fitsGlobs, fittingGlob} from './glob.ts'

/** Which template a file has, and why. */
export interface TemplateChoice {
  readonly mapping: TemplateMapping
  /** `only` means that the one template is for all files; otherwise the document names it, or a glob matches. */
  readonly because: 'front matter' | 'comment' | 'glob' | 'only'
  /** The glob, as it was written. */
  readonly glob?: string
}

/**
 * Choose the template of a file: the configured one that it names, in its front matter or in a comment, else the first whose globs match.
 *
 * @param file The file's absolute path.
 * @param folder The folder that globs and templates are relative to.
 * @returns Undefined if there is none.
 */
export function chooseTemplate(
  file: string,
  document: MarkdownDocument,
  mappings: readonly TemplateMapping[],
  folder: string
): TemplateChoice | undefined {
  const named = namedTemplate(document)
  const mapping = named && mappings.find(({template}) => isNamed(template, named.name))
  return mapping
    ? {mapping, because: named.isKey ? 'front matter' : 'comment'}
    : fittingTemplate(file, mappings, folder)
}

/** The first template whose globs match a file, whatever the document names. */
export function fittingTemplate(
  file: string,
  mappings: readonly TemplateMapping[],
  folder: string
): TemplateChoice | undefined {
  const relative = relativeTo(folder, file)
  for (const mapping of mappings) {
    if (!mapping.files) return {mapping, because: 'only'}
    const glob = fittingGlob(relative, mapping.files)
    if (glob !== undefined) return {mapping, because: 'glob', glob}
  }
  return undefined
}

/** Whether a configuration says that a file is not checked. */
export function isIgnored(
  file: string,
  {configuration: {ignore = []}, folder}: Pick<FoundConfiguration, 'configuration' | 'folder'>
): boolean {
  return ignore.length > 0 && fitsGlobs(relativeTo(folder, file), ignore)
}

/** The path of a file as globs are matched with it. */
function relativeTo(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/')
}

/**
 * The template that a document names, if it is not configured. The key `template` in front matter may be another tool's: it
 * counts if its value is a Markdown file, if it is close to the name of a template, or if it is one word and the template has no such key.
 *
 * @param schema What the template that was chosen requires; undefined if there is none.
 */
export function findUnknownTemplate(
  document: MarkdownDocument,
  mappings: readonly TemplateMapping[],
  schema: TemplateSchema | undefined
): UnknownTemplate | undefined {
  const named = namedTemplate(document)
  if (!named || mappings.length === 0 || mappings.some(({template}) => isNamed(template, named.name))) return undefined
  const {name, place, isKey} = named
  const names = mappings.map(({template}) => path.basename(template, path.extname(template)))
  const near = nearest(path.basename(name, path.extname(name)), names)
  const isOurs =
    !isKey ||
    /\.(?:md|markdown|mdx)$/i.test(name) ||
    (/^[\p{Alpha}\p{N}_-]+$/u.test(name) &&
      (near !== undefined || (schema !== undefined && !schema.frontMatter.some(({key}) => key === 'template'))))
  return isOurs ? {name, place, ...(near !== undefined && {nearest: near})} : undefined
}

interface NamedTemplate {
  readonly name: string
  readonly place: Position | undefined
  /** Whether it is the value of a key of the front matter. */
  readonly isKey: boolean
}

/** The template that a document names, in its front matter or in a comment. */
function namedTemplate(document: MarkdownDocument): NamedTemplate | undefined {
  const directive = documentDirectives(document).find(({type}) => type === 'template')
  if (directive?.type === 'template') return {name: directive.name, place: directive.place, isKey: false}
  const line = frontMatterLines(document).find(({key}) => key === 'template')
  return (
    line && {
      name: line.value.replaceAll(/^["']|["']$/g, ''),
      place: placeBetween(document, line.start, line.end),
      isKey: true
    }
  )
}

/** Whether a file is one of the templates, which are not documents. */
export function isTemplate(file: string, mappings: readonly TemplateMapping[], folder: string): boolean {
  return mappings.some(({template}) => path.resolve(folder, template) === file)
}

/** A template is named by its path, or by its file name with or without the extension. */
function isNamed(template: string, name: string): boolean {
  return (
    path.normalize(template) === path.normalize(name) ||
    path.basename(template, path.extname(template)) === name ||
    path.basename(template) === name
  )
}
