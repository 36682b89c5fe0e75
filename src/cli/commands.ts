import {Command, InvalidArgumentError, Option} from 'commander'
import {presetNames} from '../config/presets.ts'
import {parserNames} from '../markdown/load-parser.ts'
import {inLines} from '../report/escape.ts'
import {formatNames} from '../report/formats.ts'
import {templateFormats} from '../report/template-changes.ts'
import type {CheckOptions, Shard} from './check-options.ts'
import type {DiffOptions} from './diff.ts'
import type {FilesOptions} from './files.ts'
import type {InferOptions} from './infer.ts'
import type {InitOptions} from './init.ts'
import type {NewOptions} from './new.ts'
import type {PrintOptions} from './print-report.ts'
import type {ReportOptions} from './report.ts'
import type {TuneOptions} from './tune.ts'

/** What the command line is made of. */
export interface Parts {
  /** Takes the exit status of the command that was run. */
  readonly end: (status: number) => void
  /** Checks files, as `check.ts` does. */
  readonly check: (files: readonly string[], options: CheckOptions) => Promise<number>
  /** Of this package. */
  readonly version: string
}

/** The command line with all its commands. */
export function createProgram({end, check, version}: Parts): Command {
  const program = withPrintOptions(new Command('guidelint'))
    .description('Check Markdown guides against the template they were copied from.')
    .version(version)
    .argument(
      '[files...]',
      'files, folders (all .md and .markdown files below them) and globs; !glob excludes files; - is standard input; without any, the configuration decides'
    )
    .option('-t, --template <file>', 'the template for all files (otherwise the configuration chooses)')
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .addOption(new Option('-p, --preset <name>', 'how much is checked (default: recommended)').choices(presetNames))
    .option(
      '-r, --rule <id=severity>',
      'set a rule to off, warn or error; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[]
    )
    .option(
      '--ignore <glob>',
      'files that are not checked; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[]
    )
    .option('--stdin-filename <file>', 'the name of the text on standard input', fileName)
    .addOption(
      new Option('--parser <name>', 'the parser: native code or remark-parse').choices(parserNames).default('native')
    )
    .option('--jobs <n>', 'threads (default: as many as there are processors)', wholeNumber)
    .option('--cache', 'keep results, and check only files that have changed', true)
    .option(
      '--cache-location <folder>',
      'where results are kept, outside the repository (default: the cache folder of the user)'
    )
    .option('--no-cache', 'also check files that have not changed')
    .option('--fix', 'fix every finding that has one right text; --fix=move also moves sections')
    .addOption(new Option('--fix-move').hideHelp())
    .option('--fix-dry-run', 'print what --fix would change as a unified diff, and write nothing')
    .option('--since <commit>', 'print only findings that did not exist at the merge base with that commit')
    .option('--staged', 'check files as they are staged')
    .option('--baseline <file>', 'a file of known findings, which are not printed')
    .option('--no-baseline', 'print known findings as well')
    .option('--update-baseline', 'write the current findings to that file')
    .option('--shard <i/n>', 'check one part of the files; 1/4 is the first of four', shard)
    .enablePositionalOptions()
    // Errors of commander quote arguments, which are foreign text.
    .configureOutput({outputError: (text, write) => write(inLines(text))})
    .showHelpAfterError('(guidelint --help lists all options)')
    .exitOverride()
    .action(async (files: string[], options: CheckOptions) => {
      const excluded = files.filter((file) => file.startsWith('!')).map((file) => file.slice(1))
      end(
        await check(
          files.filter((file) => !file.startsWith('!')),
          {...options, ignore: [...options.ignore, ...excluded]}
        )
      )
    })

  program
    .command('explain')
    .description('Print what a template requires, and why, or what a rule reports.')
    .argument('<template|rule>', 'the file of a template, or the id of a rule')
    .addOption(new Option('-f, --format <name>', 'how it is printed').choices(['pretty', 'json']).default('pretty'))
    .exitOverride()
    .action(async (subject: string, {format}: {format: 'pretty' | 'json'}) => {
      const {explain} = await import('./explain.ts')
      process.stdout.write(await explain(subject, format))
    })

  program
    .command('files')
    .description('Print which template each file has, and why.')
    .argument('[files...]', 'files, folders and globs (otherwise all Markdown below the folder of the configuration)')
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .addOption(new Option('-f, --format <name>', 'how it is printed').choices(['pretty', 'json']).default('pretty'))
    .exitOverride()
    .action(async (inputs: string[], options: FilesOptions) => {
      const {files} = await import('./files.ts')
      end(await files(inputs, options))
    })

  withPrintOptions(program.command('merge'))
    .description('Join reports of --format json, such as those of shards, into one report.')
    .argument('<reports...>', 'the reports')
    .exitOverride()
    .action(async (reports: string[], options: PrintOptions) => {
      const {merge} = await import('./merge.ts')
      end(await merge(reports, options))
    })

  program
    .command('init')
    .description(
      'Find templates and their documents, and write the files that a repository needs: configuration, remark, hook and workflow.'
    )
    .option('-t, --template <file>', 'the template (otherwise templates are searched for)')
    .option(
      '-y, --yes',
      'write all files without asking (otherwise, if there is no terminal to ask, only the configuration is written)'
    )
    .option('--baseline', 'accept the current findings as a baseline')
    .option('--force', 'overwrite existing files')
    .exitOverride()
    .action(async (options: InitOptions) => {
      const {init} = await import('./init.ts')
      end(await init(options))
    })

  program
    .command('tune')
    .description(
      'Propose directives that adapt a template to its documents, each with its evidence and the number of findings that it removes. At a terminal, tune asks which ones to put into the template; elsewhere, it prints them.'
    )
    .argument('[templates...]', 'templates of the configuration (otherwise all)')
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .addOption(
      new Option('-f, --format <name>', 'how proposals are printed').choices(['pretty', 'json']).default('pretty')
    )
    .option('--write', 'put them into the templates without asking, except those that need a decision')
    .option('--verbose', 'also print how many documents meet each requirement')
    .exitOverride()
    .action(async (templates: string[], options: TuneOptions) => {
      const {tuneTemplates} = await import('./tune.ts')
      end(await tuneTemplates(templates, options))
    })

  program
    .command('diff')
    .description(
      'Print what a change to a template means for authors, and which documents newly fail. With --fix, carry the change into the documents.'
    )
    .argument('[old]', 'the old template: a file, or REVISION:path as git writes it')
    .argument('[new]', 'the new template, in the same form')
    .argument('[documents...]', 'files, folders and globs to check with both')
    .option(
      '--since <commit>',
      'compare all templates of the configuration with their versions at the merge base with that commit; all arguments are documents'
    )
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .addOption(new Option('-p, --preset <name>', 'how much is checked (default: recommended)').choices(presetNames))
    .addOption(new Option('-f, --format <name>', 'how it is printed').choices(templateFormats).default('pretty'))
    .option('--fix', 'carry new names, moves and new parts into the documents')
    .option('--fix-dry-run', 'print what --fix would change as a unified diff, and write nothing')
    .exitOverride()
    .action(async (old: string | undefined, now: string | undefined, documents: string[], options: DiffOptions) => {
      const {diff} = await import('./diff.ts')
      end(
        await diff(
          [old, now, ...documents].filter((operand) => operand !== undefined),
          options
        )
      )
    })

  program
    .command('infer')
    .description(
      'Write a template from documents that never had one. It contains what most of them have in common, each part with the number of documents that have it.'
    )
    .argument(
      '<documents...>',
      'files, folders (all .md and .markdown files below them) and globs; !glob excludes files'
    )
    .option('-o, --output <file>', 'write it to a file, which must not exist yet')
    .option(
      '--share <number>',
      'the share of the documents that must have something for it to be required; half of this share makes it optional (default: 0.7)',
      shareOfDocuments
    )
    .exitOverride()
    .action(async (inputs: string[], options: Omit<InferOptions, 'ignore'>) => {
      const {inferTemplate} = await import('./infer.ts')
      const ignore = inputs.filter((input) => input.startsWith('!')).map((input) => input.slice(1))
      end(
        await inferTemplate(
          inputs.filter((input) => !input.startsWith('!')),
          {...options, ignore}
        )
      )
    })

  program
    .command('report')
    .description(
      'Write one page for whoever maintains the documents: which sections of their templates they have, their findings, what is missing most often, and how this changes from one report to the next.'
    )
    .argument('[files...]', 'files, folders and globs (otherwise what the configuration says)')
    .option('-t, --template <file>', 'the template for all files (otherwise the configuration chooses)')
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .addOption(new Option('-p, --preset <name>', 'how much is checked (default: recommended)').choices(presetNames))
    .option('-o, --output <file>', 'write the page to a file; an earlier report there is continued')
    .option('--earlier <file>', 'the page of an earlier report (default: the one at --output)')
    .option(
      '--link <url>',
      'a URL for the cells, with {path}, {line} and {column} (default: the document)',
      linkPattern
    )
    .exitOverride()
    .action(async (files: string[], options: ReportOptions) => {
      const {report} = await import('./report.ts')
      end(await report(files, options))
    })

  program
    .command('new')
    .description(
      'Create a document from a template: with names and the date filled in, its other placeholders kept, and its directives removed. It is written beside the documents of the template, or else printed. At a terminal, it asks for the names in the title.'
    )
    .argument('<template>', 'the file of the template')
    .option(
      '-s, --set <name=value>',
      'the value of a placeholder: --set "Service Name=Acme"; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[]
    )
    .option('-o, --output <file>', 'the file, which must not exist yet, or its folder; - is standard output')
    .option('--bare', 'leave out the instructions of the template')
    .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
    .exitOverride()
    .action(async (template: string, options: NewOptions) => {
      const {newDocument} = await import('./new.ts')
      await newDocument(template, options)
    })

  return program
}

function fileName(value: string): string {
  if (value === '') throw new InvalidArgumentError('Expected the name of a file.')
  return value
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return Number(value)
}

function numberOfWarnings(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 0.')
  return Number(value)
}

function shareOfDocuments(value: string): number {
  const share = /^\d{0,3}(?:\.\d{1,6})?$/.test(value) ? Number(value) : 0
  if (share <= 0 || share > 1) throw new InvalidArgumentError('Expected a number above 0 and up to 1, such as 0.6.')
  return share
}

/** Schemes of links that run code, or contain their own content. */
const unsafeSchemes = /^(?:javascript|data|vbscript|blob):/i

function linkPattern(value: string): string {
  if (!/^[a-z][a-z\d+.-]*:/i.test(value) || unsafeSchemes.test(value) || !value.includes('{path}'))
    throw new InvalidArgumentError('Expected a URL with {path}, such as https://example.com/blob/main/{path}#L{line}.')
  return value
}

function shard(value: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []).map(Number)
  if (index < 1 || index > count) throw new InvalidArgumentError('Expected a form such as 1/4.')
  return {index, count}
}

function withPrintOptions(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <name>', 'how findings are printed').choices(formatNames).default('pretty'))
    .option('-o, --output <file>', 'write the report to a file')
    .option('--frail', 'exit with status 1 on warnings as well')
    .option('--max-warnings <n>', 'exit with status 1 on more than this number of warnings', numberOfWarnings)
    .option('-q, --quiet', 'print only files that have findings')
    .option('--verbose', 'print all findings in full, each with the line of the template')
    .option('--no-color', 'print without colours')
}
