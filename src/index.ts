import path from 'node:path'
import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import type {Processor, Transformer} from 'unified'
import {VFile} from 'vfile'
import {rules} from '../rules/index.ts'
import {analyse} from './analysis.ts'
import {BaselineError} from './baseline/baseline-file.ts'
import {withoutKnownMessages} from './baseline/known-messages.ts'
import {ConfigurationError} from './config/configuration-error.ts'
import {activeRules} from './config/active-rules.ts'
import {type ConfigurationInput, readConfiguration} from './config/configuration.ts'
import type {PresetName} from './config/presets.ts'
import {repositoryRoot} from './config/repository-root.ts'
import {shownPath} from './config/shown-path.ts'
import {baselineFinder, createLinter} from './linter.ts'
import {lint} from './lint.ts'
import {DocumentError} from './markdown/document.ts'
import {readDocument} from './markdown/read-document.ts'
import {withoutByteOrderMark} from './markdown/byte-order-mark.ts'
import {hasUnclosedFrontMatter} from './markdown/front-matter-fence.ts'
import {type ParserName, parserNames, requireNativeParser} from './markdown/load-parser.ts'
import {parseByRemark} from './markdown/remark-parser.ts'
import {quote, quoteAll} from './markdown/text.ts'
import {TemplateError} from './template/template-error.ts'
import {readTemplate as read} from './template/read-template.ts'
import type {TemplateSchema} from './template/schema.ts'

export {ConfigurationError} from './config/configuration-error.ts'
export {DocumentError} from './markdown/document.ts'
export {TemplateError} from './template/template-error.ts'
export type {ConfigurationInput} from './config/configuration.ts'
export type {PresetName} from './config/presets.ts'
export type {
  BlockSpec,
  BoxSpec,
  ColumnSpec,
  ContentSpec,
  ContentsListSpec,
  FieldSpec,
  Inference,
  KeySpec,
  NamePlace,
  NameSpec,
  Placeholder,
  SectionSpec,
  TableSpec,
  TaskListSpec,
  TemplateSchema,
  TickSpec,
  TitleSpec
} from './template/schema.ts'

/** The options of the plugin: a configuration that overrides the one in a file, and the path of that file. */
export interface Options extends ConfigurationInput {
  /** A configuration file, relative to the current folder, instead of the nearest one. */
  config?: string
  /** `native` parses many times as fast as remark, but then no other plugin can extend the syntax. */
  parser?: ParserName
}

/**
 * The plugin for remark: checks each document against the template that its configuration names.
 *
 * It enables GitHub's extensions and front matter, so that tables are read as tables. Paths among its options are
 * relative to the current folder of the file that is checked.
 *
 * @throws {ConfigurationError} If an option is unknown.
 */
export default function guidelint(this: Processor, options?: Readonly<Options> | null): Transformer<Root, Root> {
  const {config, parser, ...own} = options ?? {}
  const configuration = readConfiguration(own, {name: 'Options of guidelint'}, rules)
  if (parser !== undefined && !parserNames.includes(parser))
    throw new ConfigurationError(`Unexpected parser ${quote(parser)}, expected ${quoteAll(parserNames)}`, {
      source: {name: 'Options of guidelint'},
      keys: []
    })
  const parseNatively = parser === 'native' ? requireNativeParser() : undefined
  this.use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml'])
  if (parseNatively) this.parser = (document) => parseNatively(document)
  return (tree, file) => {
    try {
      const by = {
        rules,
        parse: parseNatively ?? parseByRemark,
        configuration,
        ...(config !== undefined && {configurationFile: config}),
        confinedTo: repositoryRoot(file.cwd, file.cwd),
        cwd: file.cwd
      }
      const lintFile = createLinter(by)
      // remark-frontmatter loses lists and quotes of a document whose front matter is not closed.
      lintFile(file, !parseNatively && hasUnclosedFrontMatter(withoutByteOrderMark(String(file))) ? undefined : tree)
      const baseline = baselineFinder(by)(path.resolve(file.cwd, file.path ?? 'document.md'))
      if (baseline !== undefined) withoutKnownMessages(file, baseline, shownPath(baseline, file.cwd))
    } catch (error) {
      if (!(
        error instanceof ConfigurationError ||
        error instanceof TemplateError ||
        error instanceof DocumentError ||
        error instanceof BaselineError
      ))
        throw error
      // If it were thrown, editors would show it with its stack.
      file.message(error.message, {source: 'guidelint'}).fatal = true
    }
  }
}

/**
 * Read what a template requires.
 *
 * @param text The template's text, or a page that has the template in a Markdown fence.
 * @param name Its path, for findings and errors.
 * @throws {TemplateError} If it has no heading and requires nothing else, or if a directive cannot be read.
 */
export function readTemplate(text: string, name: string): TemplateSchema {
  return read(text, name, parseByRemark)
}

/** The options of `lintText`. */
export interface LintTextOptions {
  /** What the template requires, from `readTemplate`; without it, only rules that need no template run. */
  template?: TemplateSchema
  /** `recommended` if omitted. */
  preset?: PresetName
  rules?: ConfigurationInput['rules']
  /** The document's path, for the report. */
  path?: string
}

/**
 * Check a text, without files, configuration or network.
 *
 * @param text A Markdown document.
 * @returns A file with the findings as its messages, for any VFile reporter; links to other files are not followed.
 * @throws {ConfigurationError} If a rule or an option is unknown.
 * @throws {DocumentError} If the text is nested too deeply.
 */
export function lintText(text: string, {template, preset, rules: settings, path: name}: LintTextOptions = {}): VFile {
  const configuration = readConfiguration(
    {...(preset && {preset}), ...(settings && {rules: settings})},
    {name: 'Options of lintText'},
    rules
  )
  const file = new VFile({value: text, ...(name !== undefined && {path: name})})
  const document = readDocument(parseByRemark(text), text)
  lint(file, analyse(document, template), activeRules(rules, [configuration]))
  return file
}
