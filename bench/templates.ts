import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import type {VFileMessage} from 'vfile-message'
import {lintText, readTemplate} from '../src/index.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {templateWithin} from '../src/template/read-template.ts'

/**
 * Whether a finding only says that a template is not filled in: leftovers, sections and labels without content, open
 * boxes, no proper title.
 */
export function isUnfilled({ruleId, reason}: VFileMessage): boolean {
  return (
    ['no-placeholders', 'no-empty-sections', 'title'].includes(ruleId ?? '') ||
    /^(?:Missing value of|Missing ticked box|Unexpected open box)/.test(reason)
  )
}

/**
 * The templates below a folder: all files named `template.md`, or all Markdown files if there are none.
 *
 * @returns Sorted paths.
 */
export function templatesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.md'))
    .toSorted((a, b) => (a < b ? -1 : 1))
  const named = names.filter((name) => path.basename(name) === 'template.md')
  return (named.length > 0 ? named : names).map((name) => path.join(folder, name))
}

/**
 * Check a template against itself, as if it were a document, under `recommended`. All findings about its structure show
 * that it was misread, since nothing is missing. Links to other files are not followed.
 *
 * @throws {TemplateError} If it cannot be read.
 */
export function structuralFindings(file: string): readonly VFileMessage[] {
  const text = readFileSync(file, 'utf8')
  const template = readTemplate(text, path.basename(file))
  const copy = templateWithin(text, parseByRemark)
  return lintText(copy, {template, path: file}).messages.filter((message) => !isUnfilled(message))
}

/** The folders that exist; for each other one, a message is passed to `tell`. */
export function foldersThere(folders: readonly string[], tell: (text: string) => void): readonly string[] {
  return folders.filter((folder) => {
    const isThere = existsSync(folder)
    if (!isThere) tell(`absent: ${folder}`)
    return isThere
  })
}
