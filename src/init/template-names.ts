import path from 'node:path'

/**
 * The sign of a template in a path: the name itself (`adr-template.md`, `_template.md`, `TEMPLATE.md`, `NNNN-template/README.md`),
 * a folder of templates, or only the word in a longer name (`adr-template-minimal.md`, but also `template-engine.md`).
 */
export type TemplateSign = 'name' | 'folder' | 'word'

/** Folders with templates of other projects, or samples for tests. */
const foreignFolder = /^(?:node_modules|vendor|third[_-]party|testdata|_{0,2}(?:tests?|fixtures)_{0,2})$/i

/** Templates that a forge fills in for issues and pull requests, by their file or a folder above it. */
const ofForge = /^(?:issue|bug|pull[-_]request|merge[-_]request|pr|discussion)[-_]?templates?$/i

/** Pages about their folders. */
const pageOfFolder = /^(?:readme|index|changelog|contributing)$/i

/**
 * The sign of a template in a path, if any.
 *
 * @param file The path of a Markdown file, relative to the repository, with slashes.
 */
export function templateSign(file: string): TemplateSign | undefined {
  const folders = path.posix.dirname(file).split('/')
  const name = path.posix.parse(file).name
  if (folders.some((folder) => foreignFolder.test(folder))) return undefined
  if (isOfForge(file)) return undefined
  // A template in a folder of its own, as its copies will be.
  const copied = pageOfFolder.test(name) ? (folders.at(-1) ?? '') : name
  // A number makes it a document about a template: `0012-new-template.md`.
  if (/^0*[1-9]\d*[-_. ]/.test(copied)) return undefined
  if (/(?:^|[-_. ])template_?$/i.test(copied) || /\p{Ll}Template$/u.test(copied)) return 'name'
  if (isPageOfFolder(file)) return undefined
  if (folders.some((folder) => /(?:^|[-_. ])templates?$/i.test(folder))) return 'folder'
  return /(?:^|[-_. ])template[-_. ]/i.test(name) ? 'word' : undefined
}

/** Whether a file is what a forge fills in for issues and pull requests: neither a template for guides nor a document. */
export function isOfForge(file: string): boolean {
  const {dir, name} = path.posix.parse(file)
  return [...dir.split('/'), name].some((part) => ofForge.test(part))
}

/** The folders in which GitHub looks for the template for descriptions of pull requests, in this order. */
export const descriptionFolders = ['.github', '.', 'docs']

/** Whether the name of a file in such a folder is that of the template. */
export function isDescriptionTemplate(name: string): boolean {
  return name.toLowerCase() === 'pull_request_template.md'
}

/** Whether the name of a file says that it is about its folder, and so seldom a copy of a template. */
export function isPageOfFolder(file: string): boolean {
  return pageOfFolder.test(path.posix.parse(file).name)
}

/** Whether a file is in a folder that is only for templates. */
export function isInTemplateFolder(file: string): boolean {
  return path.posix
    .dirname(file)
    .split('/')
    .some((folder) => /(?:^|[-_. ])templates?$/i.test(folder))
}
