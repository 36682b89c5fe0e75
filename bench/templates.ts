import {existsSync, readFileSync, readdirSync} from 'node:fs'
import path from 'node:path'
import type {VFileMessage} from 'vfile-message'
import {lintText, readTemplate} from '../src/index.ts'
import {parseByRemark} from '../src/markdown/remark-parser.ts'
import {templateWithin} from '../src/template/read-template.ts'

/** What a template that nobody has filled in has: leftovers, sections and labels without content, boxes that are to be ticked, a title that is none yet. */
export function isUnfilled({ruleId, reason}: VFileMessage): boolean {
  return (
    ['no-placeholders', 'no-empty-sections', 'title'].includes(ruleId ?? '') ||
    /^(?:Missing value of|Missing ticked box|Unexpected open box)/.test(reason)
  )
}

/**
 * The templates below a folder: what is named `template.md`, where anything is, else all Markdown.
 *
 * @returns Paths, in one order.
 */
export function templatesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.md'))
    .toSorted((a, b) => (a < b ? -1 : 1))
  const named = names.filter((name) => path.basename(name) === 'template.md')
  return (named.length > 0 ? named : names).map((name) => path.join(folder, name))
}

/**
 * Check a template against itself, as if it were a document, under `recommended`. Whatever is found of its structure was
 * misread, since all of it is there. Links to other files are not followed.
 *
 * @throws {TemplateError} Where it cannot be read.
 */
export function structuralFindings(file: string): readonly VFileMessage[] {
  const text = readFileSync(file, 'utf8')
  const template = readTemplate(text, path.basename(file))
  const copy = templateWithin(text, parseByRemark)
  return lintText(copy, {template, path: file}).messages.filter((message) => !isUnfilled(message))
}

/** The folders that are there; of each other it is told. */
export function foldersThere(folders: readonly string[], tell: (text: string) => void): readonly string[] {
  return folders.filter((folder) => {
    const isThere = existsSync(folder)
    if (!isThere) tell(`absent: ${folder}`)
    return isThere
  })
}
