import {rules} from '../../rules/index.ts'
import {type Batch, type BatchResult, checkBatch} from '../check/check-files.ts'
import {type Checker, createChecker} from '../check/checker.ts'
import {loadParser} from '../markdown/load-parser.ts'

let checker: Promise<Checker> | undefined

/** Checks a batch of files in a thread of its own, with the settings of the first batch. */
export default async function checkInThread({settings, paths}: Batch): Promise<BatchResult> {
  checker ??= loadParser(settings.parser).then(({parse}) => createChecker(rules, settings, parse))
  return checkBatch(paths, await checker)
}
