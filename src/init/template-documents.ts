import path from 'node:path'
import {grouped} from '../grouped.ts'
import type {MarkdownDocument} from '../markdown/document.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {type Presence, presenceOf, requiredSections} from './copies.ts'
import {folderGlobs, folderOf} from './folder-globs.ts'
import {type TemplateSign, isInTemplateFolder, isOfForge, isPageOfFolder} from './template-names.ts'

/** A file that may be a template, and what it requires. */
export interface TemplateCandidate {
  /** Its path, relative to the folder of the configuration, with slashes. */
  readonly path: string
  readonly schema: TemplateSchema
  /** What its path says; `named` if the user named it. */
  readonly sign: TemplateSign | 'named'
}

/** A template with globs for the documents that were written from it. */
export interface TemplateFiles {
  readonly template: string
  readonly globs: readonly string[]
  /** The number of these documents; 0 if the globs only claim its folder. */
  readonly documents: number
}

/** Whether the content of a candidate is that of a template; documents have no placeholders, or few. */
function isTemplateLike({schema, sign}: TemplateCandidate): boolean {
  const {placeholders, title} = schema
  const lines = new Set([...(title ? [title.line] : []), ...placeholders.map(({sectionLine}) => sectionLine)])
  switch (sign) {
    case 'named':
      return true
    case 'name':
      return placeholders.length > 0 || requiredSections(schema.root).length > 1
    case 'folder':
      return placeholders.length > 0
    default:
      return placeholders.some(({line}) => lines.has(line)) || placeholders.length > 2
  }
}

/**
 * Find the documents that were written from each template, as globs: those that have at least half of the sections that it
 * requires and, if these are the majority in a folder, those beside them that have drifted further.
 *
 * @param files All Markdown files of the repository, as paths like those of the candidates.
 * @param read Reads a file; undefined if it cannot be read.
 * @returns In the order of the candidates, without those that look like documents.
 */
export function documentsOfTemplates(
  candidates: readonly TemplateCandidate[],
  files: readonly string[],
  read: (file: string) => MarkdownDocument | undefined
): readonly TemplateFiles[] {
  const likely = candidates.filter((candidate) => isTemplateLike(candidate))
  const copies = copiesOf(likely, files, read)
  // A file with only the word in its name, and nothing written from it, is a page about templates.
  const templates = likely.filter((candidate) => candidate.sign !== 'word' || [...copies.values()].includes(candidate))
  const isTemplate = new Set(templates.map((template) => template.path))
  const documents = files.filter((file) => !isTemplate.has(file))
  const ownOf = new Map(
    templates.map((template) => [template, documents.filter((file) => copies.get(file) === template)])
  )
  return templates.map((template) => {
    const own = ownOf.get(template) ?? []
    const others = documents.filter((file) => copies.get(file) !== template)
    if (own.length === 0)
      return {template: template.path, globs: globsBeside(template.path, documents, templates), documents: 0}
    // Future documents in a top-level folder may be written from a template that has no documents yet.
    const isFree = (folder: string) =>
      templates.every(
        (other) => other === template || (ownOf.get(other) ?? []).every((file) => !file.startsWith(`${folder}/`))
      ) &&
      (folder.includes('/') || templates.every((other) => other === template || (ownOf.get(other) ?? []).length > 0))
    return {template: template.path, globs: folderGlobs({own, others, isFree}), documents: own.length}
  })
}

/** The template that each document was written from. */
function copiesOf(
  candidates: readonly TemplateCandidate[],
  files: readonly string[],
  read: (file: string) => MarkdownDocument | undefined
): ReadonlyMap<string, TemplateCandidate> {
  const isCandidate = new Set(candidates.map((candidate) => candidate.path))
  const presences = new Map(
    files.flatMap((file) => {
      // Pages of a repository about itself are not copies, whatever they have in common with a template.
      const document =
        isCandidate.has(file) || isOfForge(file) || (folderOf(file) === '' && isPageOfFolder(file))
          ? undefined
          : read(file)
      return document
        ? [[file, new Map(candidates.map((candidate) => [candidate, presenceOf(candidate.schema, document)]))] as const]
        : []
    })
  )
  const copies = new Map<string, TemplateCandidate>()
  const groups = grouped(
    [...presences].flatMap((entry) => groupsOf(entry[0]).map((key) => ({key, entry}))),
    ({key}) => [key]
  )
  const usual = new Map(Array.from(groups, ([key, group]) => [key, usualOf(group.map(({entry}) => entry))]))
  for (const [file, presence] of presences) {
    const template =
      groupsOf(file)
        .map((key) => usual.get(key))
        .find((candidate) => candidate && presence.get(candidate)?.isCopyAmongCopies === true) ?? bestOf(presence, file)
    if (template) copies.set(file, template)
  }
  return copies
}

type Presences = ReadonlyMap<TemplateCandidate, Presence>

/** The groups of a file, by keys: the files in its folder; for the page of a folder, the pages of folders beside it, then of folders further away. */
function groupsOf(file: string): readonly string[] {
  if (!isPageOfFolder(file)) return [folderOf(file)]
  const above = folderOf(folderOf(file)).split('/')
  return above.map((_, index) => `${above.slice(0, above.length - index).join('/')}/*/${path.posix.basename(file)}`)
}

/** The template that most documents of a group were written from, if these are at least half of those that are not pointers. */
function usualOf(group: ReadonlyArray<readonly [string, Presences]>): TemplateCandidate | undefined {
  const best = group.flatMap(([file, presence]) => bestOf(presence, file) ?? [])
  const [usual, own = []] =
    [...grouped(best, (template) => [template])].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? []
  const foreign = group.filter(([file, presence]) => bestOf(presence, file) === undefined && !isPointer(presence))
  return own.length >= foreign.length ? usual : undefined
}

/** Whether a document only says where to look, so that it has nothing of any template, but may be beside copies. */
function isPointer(presences: Presences): boolean {
  return [...presences.values()].every(({count, isCopyAmongCopies}) => count === 0 && isCopyAmongCopies)
}

/** Of the templates that a document may be a copy of, the one with the greatest share in it, then with the most sections in it, then the nearest. */
function bestOf(presences: Presences, file: string): TemplateCandidate | undefined {
  const [best] = [...presences]
    .filter(([, {isCopy}]) => isCopy)
    .toSorted(
      ([a, first], [b, second]) =>
        second.share - first.share ||
        second.count - first.count ||
        sharedFolders(b.path, file) - sharedFolders(a.path, file)
    )
  return best?.[0]
}

function sharedFolders(a: string, b: string): number {
  const others = folderOf(b).split('/')
  const differing = folderOf(a)
    .split('/')
    .findIndex((name, index) => name !== others[index])
  return differing === -1 ? others.length : differing
}

/** Globs for a template without documents: its own folder, if nothing else is there, since its documents will probably be written there. */
function globsBeside(
  template: string,
  documents: readonly string[],
  templates: readonly TemplateCandidate[]
): readonly string[] {
  const folder = folderOf(template)
  const beside = documents.filter((file) => folderOf(file) === folder)
  const isAlone = templates.every((other) => other.path === template || folderOf(other.path) !== folder)
  if (folder === '' || isInTemplateFolder(template) || !isAlone || beside.some((file) => !isPageOfFolder(file)))
    return []
  return folderGlobs({own: [template], others: beside, isFree: () => false}, folder)
}
