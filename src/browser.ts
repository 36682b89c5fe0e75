import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {rules} from '../rules/index.ts'
import {analyse} from './analysis.ts'
import {activeRules} from './config/active-rules.ts'
import type {PresetName} from './config/presets.ts'
import {type Fix, fixBeside, fixesOf} from './fix/fix.ts'
import {withFixes} from './fix/fix-text.ts'
import {lint} from './lint.ts'
import {readDocument} from './markdown/read-document.ts'
import {parseByRemark} from './markdown/remark-parser.ts'
import {readTemplate} from './template/read-template.ts'
import type {TemplateSchema} from './template/schema.ts'

// What runs in a browser: no import needs Node.js, except for two modules that the playground replaces with its own.

/** The description of each rule, by its id. */
export const ruleMetas: ReadonlyMap<string, (typeof rules)[number]['meta']> = new Map(
  rules.map(({meta}) => [meta.id, meta])
)

/** A finding with its fixes, the best first. */
export interface Found {
  readonly message: VFileMessage
  readonly fixes: readonly Fix[]
}

/**
 * Read what a template requires.
 *
 * @throws {TemplateError} If it has no heading and requires nothing else, or if a directive cannot be read.
 */
export function readTemplateText(text: string): TemplateSchema {
  return readTemplate(text, 'template.md', parseByRemark)
}

/**
 * Check a guide; links to other files are not followed.
 *
 * @returns Findings in the order of their places, with offsets that do not count a byte order mark.
 * @throws {DocumentError} If the text is nested too deeply.
 */
export function checkText(text: string, schema: TemplateSchema, preset: PresetName): readonly Found[] {
  const file = new VFile({value: text, path: 'guide.md'})
  lint(file, analyse(read(text), schema), activeRules(rules, [{preset}]))
  return file.messages.map((message) => ({message, fixes: fixesOf(message, fixBeside(message))}))
}

/** A text with a fix applied; if it changes a heading, links to that heading change too. */
export function fixedText(text: string, fix: Fix): string {
  return withFixes(text, [fix], read).text
}

function read(text: string) {
  return readDocument(parseByRemark(text), text)
}
