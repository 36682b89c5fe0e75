#!/usr/bin/env node
import {readFileSync} from 'node:fs'
import {Command, Option} from 'commander'
import {presetNames} from '../config/configuration.ts'
import {parserNames} from '../markdown/parse.ts'
import {type CheckOptions, check} from './check.ts'
import {explain} from './explain.ts'
import {explainFailure} from './failure.ts'

/** Nothing that the command could do: usage, configuration, template, no file matched, unreadable file. */
const unableStatus = 2

const {version} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {version: string}

const program = new Command('guidelint')
  .description('Check Markdown guides against the template that they were copied from.')
  .version(version)
  .argument('[files...]', 'files, folders (all .md and .markdown files below them) and globs; - for standard input')
  .option('-t, --template <file>', 'the template for all files (otherwise the configuration chooses)')
  .option('-c, --config <file>', 'a configuration file (otherwise the nearest one is found)')
  .addOption(new Option('-p, --preset <name>', 'how much is checked (default: recommended)').choices(presetNames))
  .option('-r, --rule <id=severity>', 'set a rule to off, warn or error; may be repeated', (value: string, before: readonly string[]) => [...before, value], [] as readonly string[])
  .addOption(new Option('-f, --format <name>', 'how findings are printed').choices(['pretty', 'json']).default('pretty'))
  .option('-o, --output <file>', 'write the report to a file')
  .option('--frail', 'exit with status 1 on warnings, too')
  .option('-q, --quiet', 'print only files that have findings')
  .option('--no-color', 'print without colours')
  .option('--stdin-filename <file>', 'the name of the text on standard input')
  .addOption(new Option('--parser <name>', 'the parser: native code, or remark-parse').choices(parserNames).default('native'))
  .enablePositionalOptions()
  .showHelpAfterError('(guidelint --help tells what there is)')
  .exitOverride()
  .action(async (files: string[], options: CheckOptions) => {
    process.exitCode = await check(files, options)
  })

program
  .command('explain')
  .description('Print what a template demands, and why.')
  .argument('<template>', 'the template')
  .addOption(new Option('-f, --format <name>', 'how it is printed').choices(['pretty', 'json']).default('pretty'))
  .exitOverride()
  .action(async (template: string, {format}: {format: 'pretty' | 'json'}) => {
    process.stdout.write(await explain(template, format))
  })

// `guidelint … | head` closes the pipe early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.exitCode = unableStatus
  process.stderr.write(`guidelint: Cannot write to standard output: ${error.code ?? error.message}\n`)
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = isHelp(error) ? 0 : unableStatus
  const message = explainFailure(error)
  if (message !== undefined) process.stderr.write(`${message}\n`)
}

/** Commander ends `--help` and `--version` with an error, too, and has printed whatever there is to say. */
function isHelp(error: unknown): boolean {
  return (error as {exitCode?: unknown}).exitCode === 0
}
