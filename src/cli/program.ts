import type {CheckOptions} from './check-options.ts'
import {plainArguments} from './plain-arguments.ts'
import {printError} from './print-error.ts'

export {printError} from './print-error.ts'

/** The exit status of a command that could not do its work: wrong usage, a faulty configuration or template, no matching file, an unreadable file. */
const unableStatus = 2

/**
 * Run one command. Reads the current folder, the environment and, if the arguments say so, standard input. Prints to
 * standard output and standard error.
 *
 * @param args The arguments after the name of the program.
 * @returns The exit status.
 */
export async function run(args: readonly string[]): Promise<number> {
  let status = 0
  try {
    const plain = plainArguments(args)
    if (plain) return await check(plain.files, plain.options)
    const [{createProgram}, {version}] = await Promise.all([import('./commands.ts'), import('./version.ts')])
    const end = (code: number) => {
      status = code
    }
    await createProgram({end, check, version}).parseAsync(withFixKind(args), {from: 'user'})
  } catch (error) {
    status = isHelp(error) ? 0 : unableStatus
    // Commander has already printed its message.
    if (!isOfCommander(error)) {
      const {explainFailure} = await import('../check/failure.ts')
      printError(explainFailure(error))
    }
  }
  return status
}

async function check(files: readonly string[], options: CheckOptions): Promise<0 | 1 | 2> {
  const {check: checkFiles} = await import('./check.ts')
  return checkFiles(files, options)
}

/** Commander cannot distinguish `--fix move`, which names a file, from `--fix=move`, which names a kind of fix. */
function withFixKind(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  return args.map((arg, index) => (arg === '--fix=move' && (end < 0 || index < end) ? '--fix-move' : arg))
}

/** Commander also throws after it has printed the output of `--help` or `--version`. */
function isHelp(error: unknown): boolean {
  return (error as {exitCode?: unknown}).exitCode === 0
}

function isOfCommander(error: unknown): boolean {
  return String((error as {code?: unknown}).code).startsWith('commander.')
}
