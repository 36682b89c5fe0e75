import {readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import type {Parse} from '../markdown/parse.ts'
import {readTemplate} from '../template/read-template.ts'
import type {TemplateSchema} from '../template/schema.ts'
import {TemplateError} from '../template/template-error.ts'
import {shownPath} from './shown-path.ts'

interface Entry {
  readonly schema: TemplateSchema
  readonly size: number
  readonly modified: number
}

/** Kept for the life of the process, since an editor creates a new plugin for every change of a document. */
const entries = new Map<string, Entry>()

/**
 * Read a template, or return what was read before if its file has not changed.
 *
 * @param file Its absolute path.
 * @param cwd The folder that its path is shown relative to.
 * @throws {TemplateError} If it cannot be read.
 */
export function loadTemplate(file: string, cwd: string, parse: Parse): TemplateSchema {
  const shown = shownPath(file, cwd).replaceAll(path.sep, '/')
  try {
    const stats = statSync(file)
    if (!stats.isFile()) throw new TemplateError('Unreadable template, expected a Markdown file', shown)
    const {size, mtimeMs: modified} = stats
    const key = `${shown}\0${file}`
    const known = entries.get(key)
    if (known && known.size === size && known.modified === modified) return known.schema
    const schema = readTemplate(readFileSync(file, 'utf8'), shown, parse)
    entries.set(key, {schema, size, modified})
    return schema
  } catch (error) {
    if (error instanceof TemplateError) throw error
    const {code, message} = error as NodeJS.ErrnoException
    throw new TemplateError(
      code === 'ENOENT'
        ? 'Missing template, expected a file'
        : `Unreadable template, expected a Markdown file: ${code ?? message}`,
      shown
    )
  }
}
