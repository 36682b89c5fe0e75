import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import type {FoundConfiguration} from '../config/found-configuration.ts'
import {repositoryRoot} from '../config/repository-root.ts'
import {
  configurationText,
  descriptionLines,
  descriptionText,
  hookLines,
  hookText,
  type NewFile,
  remarkText,
  templateLines,
  withTemplates,
  workflowLines,
  workflowText
} from '../init/new-files.ts'
import type {TemplateFiles} from '../init/template-documents.ts'
import {descriptionFolders, isDescriptionTemplate} from '../init/template-names.ts'
import {printError} from './print-error.ts'
import {version} from './version.ts'

/** The name of the configuration that is written. */
export const configurationName = '.guidelintrc.yaml'

const remarkName = '.remarkrc.yaml'
const hookName = '.pre-commit-config.yaml'
const workflowName = '.github/workflows/guides.yml'
const descriptionName = '.github/workflows/description.yml'

/** A file to be written, and what exists in its place. */
export interface PlannedFile extends NewFile {
  /** The name of an existing file, which is not overwritten. */
  readonly kept?: string
  /** What must be added to it, and where. */
  readonly addition?: string
  /** Its text with the addition, if init can add it. */
  readonly whole?: string
}

/** The files that the current folder may need: those for documents if there is a template or a configuration, and those for descriptions of pull requests if they have a template. */
export function plannedFiles(
  templates: readonly TemplateFiles[],
  existing: FoundConfiguration | undefined,
  force = false
): readonly PlannedFile[] {
  const description = descriptionTemplate()
  return ofThisFolder([
    ...(templates.length > 0 || existing ? plannedForGuides(templates, existing, force) : []),
    ...(description === undefined ? [] : [plannedForDescriptions(description, force)])
  ])
}

function plannedForGuides(
  templates: readonly TemplateFiles[],
  existing: FoundConfiguration | undefined,
  force: boolean
): readonly PlannedFile[] {
  const remark = existingName(
    [
      'package.json',
      '.remarkrc',
      ...['json', 'yaml', 'yml', 'js', 'mjs', 'cjs'].map((ending) => `.remarkrc.${ending}`)
    ].filter((name) => name !== 'package.json' || /"remarkConfig"/.test(textOf(name)))
  )
  const hook = existingName(['.pre-commit-config.yaml'])
  const workflow =
    workflowNames().find((name) => /guidelint\/guidelint@/.test(textOf(name)) && !isOfDescriptions(name)) ??
    existingName([workflowName])
  return [
    {
      kind: 'configuration',
      name: configurationName,
      text: configurationText(templates, false),
      ...(existing && keptConfiguration(existing, templates))
    },
    {
      kind: 'remark',
      name: remarkName,
      text: remarkText,
      ...unlessForced(remark, {
        name: remarkName,
        force,
        isDone: namesIt,
        addition: `Add to its plugins:\n${remarkText}`
      })
    },
    {
      kind: 'hook',
      name: hookName,
      text: hookText(version),
      ...unlessForced(hook, {
        name: hookName,
        force,
        isDone: namesIt,
        addition: `Add to its repos:\n${hookLines(version)}`
      })
    },
    {
      kind: 'workflow',
      name: workflowName,
      text: workflowText,
      ...unlessForced(workflow, {
        name: workflowName,
        force,
        isDone: namesIt,
        addition: `Add to its steps for pull requests, with fetch-depth: 0 for actions/checkout:\n${workflowLines}`
      })
    }
  ]
}

/** The workflow for descriptions of pull requests; an existing one is kept. */
function plannedForDescriptions(template: string, force: boolean): PlannedFile {
  const kept = workflowNames().find((name) => isOfDescriptions(name)) ?? existingName([descriptionName])
  return {
    kind: 'description',
    name: descriptionName,
    text: descriptionText(template),
    ...unlessForced(kept, {
      name: descriptionName,
      force,
      isDone: isOfDescriptions,
      addition: `Add to its steps for pull requests that are opened or edited:\n${descriptionLines(template)}`
    })
  }
}

/** The existing file in the place of a planned one, and what must still be added to it; nothing if it is overwritten. */
function unlessForced(
  kept: string | undefined,
  {
    name,
    force,
    isDone,
    addition
  }: {
    readonly name: string
    readonly force: boolean
    readonly isDone: (file: string) => boolean
    readonly addition: string
  }
): Pick<PlannedFile, 'kept' | 'addition'> {
  return kept === undefined || (force && kept === name) ? {} : {kept, ...(!isDone(kept) && {addition})}
}

/** Whether a file mentions guidelint. */
function namesIt(file: string): boolean {
  return /guidelint/.test(textOf(file))
}

/** Whether a workflow hands descriptions to guidelint. */
function isOfDescriptions(workflow: string): boolean {
  const text = textOf(workflow)
  return /guidelint\/guidelint@/.test(text) && /^[ \t]*body:/m.test(text)
}

/** The existing configuration, and what must be added to it: the templates that it does not name. */
function keptConfiguration(
  {configuration, folder, source}: FoundConfiguration,
  templates: readonly TemplateFiles[]
): Pick<PlannedFile, 'kept' | 'addition'> {
  const mappings = configuration.templates ?? []
  const known = new Set(mappings.map(({template}) => path.resolve(folder, template)))
  const isForAll = mappings.some(({files}) => !files)
  const added = templates.filter(({template}) => !known.has(path.resolve(folder, template)))
  if (added.length === 0) return {kept: source.name}
  const where = isForAll
    ? 'Its only `template` is for all documents; replace it with:'
    : mappings.length > 0
      ? 'Add to its `templates`:'
      : 'Add to it:'
  const whole = isForAll || !/\.ya?ml$/.test(source.name) ? undefined : withTemplates(source.text ?? '', added)
  return {
    kept: source.name,
    addition: `${where}\n${templateLines(isForAll ? templates : added, /^\s*\{/.test(source.text ?? ''))}`,
    ...(whole !== undefined && {whole})
  }
}

/** Hooks and workflows work only in the root folder of the repository. */
function ofThisFolder(files: readonly PlannedFile[]): readonly PlannedFile[] {
  const cwd = process.cwd()
  const root = repositoryRoot(cwd, cwd)
  if (root === cwd) return files
  printError(
    `Hooks and workflows belong in the root folder of the repository: to write them, run init in ${path.relative(cwd, root)}`
  )
  return files.filter(({kind}) => kind === 'configuration' || kind === 'remark')
}

/** The template for descriptions of pull requests, if the repository has one. */
export function descriptionTemplate(): string | undefined {
  return descriptionFolders
    .flatMap((folder) => namesIn(folder).map((name) => path.posix.join(folder, name)))
    .find((file) => isDescriptionTemplate(path.posix.basename(file)))
}

/** The name of the file that is written or kept. */
export function nameOf({name, kept}: PlannedFile): string {
  return kept ?? name
}

function existingName(names: readonly string[]): string | undefined {
  return names.find((name) => existsSync(name))
}

function workflowNames(): readonly string[] {
  const folder = path.dirname(workflowName)
  return namesIn(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`)
}

/** The names in a folder; none if there is no folder. */
function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

/** The text of a file; empty if there is none that can be read. */
function textOf(name: string): string {
  try {
    return readFileSync(name, 'utf8')
  } catch {
    return ''
  }
}
