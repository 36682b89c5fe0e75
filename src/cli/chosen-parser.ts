import {type LoadedParser, type ParserName, loadParser} from '../markdown/parse.ts'

/** The parser that was asked for; says so in one line where another has to take over. */
export async function chosenParser(name: ParserName): Promise<LoadedParser> {
  const loaded = await loadParser(name)
  if (loaded.because !== undefined) process.stderr.write(`guidelint: remark-parse takes over, since the native parser cannot be loaded here: ${loaded.because}\n`)
  return loaded
}
