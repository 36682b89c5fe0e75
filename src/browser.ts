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

// What runs in a browser: nothing that is imported here needs Node.js, but for two modules that the playground has of its own.

/** A rule, for whoever reads what it has found. */
export const ruleMetas: ReadonlyMap<string, (typeof rules)[number]['meta']> = new Map(
  rules.map(({meta}) => [meta.id, meta])
)

/** A finding with what may be done about it, best first. */
export interface Found {
  readonly message: VFileMessage
  readonly fixes: readonly Fix[]
}

/**
 * Read what a template demands.
 *
 * @throws {TemplateError} Where it has no heading, or a directive that cannot be read.
 */
export function readTemplateText(text: string): TemplateSchema {
  return readTemplate(text, 'template.md', parseByRemark)
}

/**
 * Check a guide; links to other files are not followed.
 *
 * @returns Findings in the order of their places; their offsets do not count a byte order mark.
 * @throws {DocumentError} Where the text is nested too deeply.
 */
export function checkText(text: string, schema: TemplateSchema, preset: PresetName): readonly Found[] {
  const file = new VFile({value: text, path: 'guide.md'})
  lint(file, analyse(read(text), schema), activeRules(rules, [{preset}]))
  return file.messages.map((message) => ({message, fixes: fixesOf(message, fixBeside(message))}))
}

/** A text with a fix made; links to a heading whose words it changes go with it. */
export function fixedText(text: string, fix: Fix): string {
  return withFixes(text, [fix], read).text
}

function read(text: string) {
  return readDocument(parseByRemark(text), text)
}
