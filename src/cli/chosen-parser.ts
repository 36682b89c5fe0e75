import {type LoadedParser, type ParserName, loadParser} from '../markdown/load-parser.ts'
import {printError} from './print-error.ts'

/** The parser that was asked for; prints one line if another has to be used. */
export async function chosenParser(name: ParserName): Promise<LoadedParser> {
  const loaded = await loadParser(name)
  if (loaded.because !== undefined)
    printError(`guidelint: remark-parse is used, because the native parser cannot be loaded here: ${loaded.because}`)
  return loaded
}
