import {presetNames} from '../config/presets.ts'
import type {CheckOptions} from './check-options.ts'

/** What a run is asked for. */
export interface PlainArguments {
  readonly files: readonly string[]
  readonly options: CheckOptions
}

/** The options of most runs that have a value. */
const values = new Map<string, 'template' | 'config' | 'preset' | 'output' | 'cacheLocation'>([
  ['-t', 'template'],
  ['--template', 'template'],
  ['-c', 'config'],
  ['--config', 'config'],
  ['-p', 'preset'],
  ['--preset', 'preset'],
  ['-o', 'output'],
  ['--output', 'output'],
  ['--cache-location', 'cacheLocation']
])

/** The others, with what they say. */
const switches = new Map<string, Partial<CheckOptions>>([
  ['-q', {quiet: true}],
  ['--quiet', {quiet: true}],
  ['--verbose', {verbose: true}],
  ['--frail', {frail: true}],
  ['--no-cache', {cache: false}],
  ['--no-color', {color: false}]
])

/** What is a command where it is named first. */
export const commandNames = ['explain', 'files', 'merge', 'init', 'tune', 'diff', 'infer', 'report', 'new', 'help']

/** What holds where nothing else is said. */
const defaults: CheckOptions = {format: 'pretty', color: true, cache: true, parser: 'native', rule: [], ignore: []}

/**
 * Read the arguments of a plain run: files with the most usual options, spelt out and with their values behind a blank.
 * The parser of the command line takes longer to load than a small file to check; it reads whatever is not read here, the
 * same in the same way.
 *
 * @returns Undefined for what is not read here: a command, an option of another kind or form, what is no option at all.
 */
export function plainArguments(args: readonly string[]): PlainArguments | undefined {
  const files: string[] = []
  const options = {...defaults}
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    const name = values.get(arg)
    if (name !== undefined) {
      const value = args[++index] ?? ''
      if (!isPlain(value) || (name === 'preset' && !(presetNames as readonly string[]).includes(value)))
        return undefined
      Object.assign(options, {[name]: value})
    } else if (switches.has(arg)) Object.assign(options, switches.get(arg))
    else if (isPlain(arg) && !commandNames.includes(arg)) files.push(arg)
    else return undefined
  }
  return files.length > 0 ? {files, options} : undefined
}

/** Whether it can be nothing but a value or a file that is checked. */
function isPlain(arg: string): boolean {
  return arg !== '' && !arg.startsWith('-') && !arg.startsWith('!')
}
