import path from 'node:path'
import type {MarkdownDocument} from '../markdown/document.ts'
import {documentDirectives} from '../markdown/document-directives.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import type {TemplateMapping} from './configuration.ts'
import {globMatcher} from './glob.ts'

/**
 * Choose the template of a file: the configured one that it names, in its front matter or in a comment, else the first whose globs fit.
 *
 * @param file The file's absolute path.
 * @param folder The folder that globs and templates are relative to.
 * @returns The template's absolute path; undefined where there is none.
 */
export function chooseTemplate(file: string, document: MarkdownDocument, mappings: readonly TemplateMapping[], folder: string): string | undefined {
  const named = namedTemplate(document)
  const relative = path.relative(folder, file).replaceAll(path.sep, '/')
  const mapping = mappings.find(({template}) => named !== undefined && isNamed(template, named)) ?? mappings.find(({files}) => fits(relative, files))
  return mapping && path.resolve(folder, mapping.template)
}

/** The template that a document names, in its front matter or in a comment. */
function namedTemplate(document: MarkdownDocument): string | undefined {
  const directive = documentDirectives(document).find(({type}) => type === 'template')
  if (directive?.type === 'template') return directive.name
  return frontMatterLines(document).find(({key}) => key === 'template')?.value.replaceAll(/^["']|["']$/g, '')
}

/** Whether a file is one of the templates, which are not documents. */
export function isTemplate(file: string, mappings: readonly TemplateMapping[], folder: string): boolean {
  return mappings.some(({template}) => path.resolve(folder, template) === file)
}

/** A template goes by its path, or by its name without the ending. */
function isNamed(template: string, name: string): boolean {
  return path.normalize(template) === path.normalize(name) || path.basename(template, path.extname(template)) === name || path.basename(template) === name
}

function fits(file: string, globs: readonly string[] | undefined): boolean {
  if (!globs) return true
  const [out, within] = [globs.filter((glob) => glob.startsWith('!')), globs.filter((glob) => !glob.startsWith('!'))]
  return within.some((glob) => globMatcher(glob)(file)) && !out.some((glob) => globMatcher(glob.slice(1))(file))
}
