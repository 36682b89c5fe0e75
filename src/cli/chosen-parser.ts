import {type LoadedParser, type ParserName, loadParser} from '../markdown/load-parser.ts'
import {printError} from './print-error.ts'

/** The parser that was asked for; says so in one line where another has to take over. */
export async function chosenParser(name: ParserName): Promise<LoadedParser> {
  const loaded = await loadParser(name)
  if (loaded.because !== undefined)
    printError(`guidelint: remark-parse takes over, since the native parser cannot be loaded here: ${loaded.because}`)
  return loaded
}
