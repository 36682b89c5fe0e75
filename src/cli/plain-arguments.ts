import {presetNames} from '../config/presets.ts'
import type {CheckOptions} from './check-options.ts'

/** The arguments of a run. */
export interface PlainArguments {
  readonly files: readonly string[]
  readonly options: CheckOptions
}

/** The usual options that take a value. */
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

/** The usual options without a value, with what they set. */
const switches = new Map<string, Partial<CheckOptions>>([
  ['-q', {quiet: true}],
  ['--quiet', {quiet: true}],
  ['--verbose', {verbose: true}],
  ['--frail', {frail: true}],
  ['--no-cache', {cache: false}],
  ['--no-color', {color: false}]
])

/** The names of commands, if they come first. */
export const commandNames = ['explain', 'files', 'merge', 'init', 'tune', 'diff', 'infer', 'report', 'new', 'help']

/** The options of a run without options. */
const defaults: CheckOptions = {format: 'pretty', color: true, cache: true, parser: 'native', rule: [], ignore: []}

/**
 * Read the arguments of a plain run: files and the most usual options, with values after a space. Loading commander takes
 * longer than checking a small file; it reads all other arguments, and would read these in the same way.
 *
 * @returns Undefined for all other arguments: commands, other options, other forms of options, and mistakes.
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

/** Whether an argument can only be a value or a file to check. */
function isPlain(arg: string): boolean {
  return arg !== '' && !arg.startsWith('-') && !arg.startsWith('!')
}
