import {Document, isMap, isSeq, parseDocument, stringify} from 'yaml'
import type {TemplateFiles} from './template-documents.ts'

/** The kinds of files that a repository may need. */
type FileKind = 'configuration' | 'remark' | 'hook' | 'workflow' | 'description'

/** A file of a repository, as text. */
export interface NewFile {
  readonly kind: FileKind
  /** Relative to the current folder, with slashes. */
  readonly name: string
  readonly text: string
}

/** Where the baseline is written, beside the configuration. */
export const baselineName = '.guidelint-baseline.json'

const withoutDocuments = ' No documents of this template were found: name their place, such as docs/guides/*.md.'

/** A configuration that maps templates to documents, with the baseline if there is one. */
export function configurationText(templates: readonly TemplateFiles[], hasBaseline: boolean): string {
  return commented(
    {
      templates: templates.map((mapping) => entryOf(mapping)),
      preset: 'recommended',
      ...(hasBaseline && {baseline: baselineName})
    },
    templates
  )
}

/** The lines that add templates to a configuration, in YAML or JSON, with their key. */
export function templateLines(templates: readonly TemplateFiles[], isJson: boolean): string {
  const entries = templates.map((mapping) => entryOf(mapping))
  return isJson ? `${JSON.stringify({templates: entries}, undefined, 2)}\n` : commented({templates: entries}, templates)
}

/**
 * A configuration in YAML with templates added to those that it has.
 *
 * @returns Undefined if it cannot be extended without changing its lines.
 */
export function withTemplates(text: string, templates: readonly TemplateFiles[]): string | undefined {
  const document = parseDocument(text)
  const known =
    document.errors.length === 0 && isMap(document.contents)
      ? (document.get('templates') ?? document.createNode([]))
      : undefined
  if (!isSeq(known) || known.flow === true) return undefined
  for (const mapping of templates) known.add(document.createNode(entryOf(mapping)))
  document.set('templates', known)
  const lines = document.toString({lineWidth: 0}).split('\n')
  let from = 0
  const areKept = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .every((line) => line === '' || (from = lines.indexOf(line, from) + 1) > 0)
  return areKept ? lines.join('\n') : undefined
}

/** The plugin, which finds the configuration by itself. */
export const remarkText = 'plugins:\n  - guidelint\n'

/** A configuration of pre-commit with the hook, at the tag of a version. */
export function hookText(version: string): string {
  return stringify({repos: [hookOf(version)]})
}

/** The entry of the hook for an existing configuration of pre-commit. */
export function hookLines(version: string): string {
  return stringify([hookOf(version)])
}

/**
 * The hook always checks all files, since a commit may break files that it does not touch: guides whose template changes,
 * links to files that it deletes. It is verbose, since pre-commit otherwise hides the warnings of a hook that passes.
 */
function hookOf(version: string) {
  return {
    repo: 'https://github.com/guidelint/guidelint',
    rev: `v${version}`,
    hooks: [
      {
        id: 'guidelint',
        args: ['--quiet', '--staged', '--since', 'HEAD'],
        pass_filenames: false,
        always_run: true,
        verbose: true
      }
    ]
  }
}

/** The step of a workflow that reports the new findings of a pull request. */
export const workflowLines = `- uses: guidelint/guidelint@v0
  with:
    since: origin/\${{ github.base_ref }}
`

/** A workflow that reports the new findings of pull requests. It fetches the whole history, to recognise renamed guides. */
export const workflowText = `name: Guides
on: pull_request
permissions:
  contents: read
jobs:
  guidelint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${workflowLines.replaceAll(/^/gm, '      ').trimEnd()}
`

/** The step of a workflow that checks the description of a pull request against its template. */
export function descriptionLines(template: string): string {
  return `- uses: guidelint/guidelint@v0
  with:
    body: \${{ github.event.pull_request.body }}
    template: ${template}
`
}

/** A workflow for descriptions alone, since a description may be edited when nothing else changes. */
export function descriptionText(template: string): string {
  return `name: Description
on:
  pull_request:
    types: [opened, edited, reopened, synchronize]
permissions:
  contents: read
jobs:
  guidelint:
    if: github.event.pull_request.user.type != 'Bot'
    runs-on: ubuntu-latest
    steps:
      # The template is that of the branch that the pull request is for.
      - uses: actions/checkout@v4
        with:
          ref: \${{ github.base_ref }}
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${descriptionLines(template).replaceAll(/^/gm, '      ').trimEnd()}
`
}

function entryOf({template, globs}: TemplateFiles) {
  return {template, files: [...globs]}
}

/** YAML in which each template without documents has a comment that says so. */
function commented(
  value: {readonly templates: readonly unknown[]; readonly preset?: string; readonly baseline?: string},
  templates: readonly TemplateFiles[]
): string {
  const document = new Document(value)
  for (const [index, {globs}] of templates.entries()) {
    const entry = document.getIn(['templates', index], true)
    if (globs.length === 0 && isMap(entry)) entry.commentBefore = withoutDocuments
  }
  return document.toString({lineWidth: 0})
}
