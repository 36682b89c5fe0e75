import {counted} from '../report/finding.ts'
import {standardError} from './print-error.ts'

/** Milliseconds after which progress is shown; shorter runs do not need it. */
const patience = 500

/** Shows how far a run is. */
export interface Progress {
  /** Add documents that are checked. */
  readonly add: (documents: number) => void
  /** Stop, and clear the line. */
  readonly stop: () => void
}

/** Show on standard error how many of the documents are checked, but only at a terminal, where somebody waits. */
export function startProgress(total: number, stream = standardError): Progress {
  // The same conditions under which the spinner would print lines instead of moving.
  if (!stream.isTTY || process.env.TERM === 'dumb' || 'CI' in process.env) return {add: () => {}, stop: () => {}}
  let done = 0
  let isOver = false
  const text = () => `Checking: ${done} of ${counted(total, 'document')}`
  let spinner: {text: string; stop: () => unknown} | undefined
  const timer = setTimeout(async () => {
    const {default: yoctoSpinner} = await import('yocto-spinner')
    if (!isOver) spinner = yoctoSpinner({stream, text: text()}).start()
  }, patience)
  return {
    add: (documents) => {
      done += documents
      if (spinner) spinner.text = text()
    },
    stop: () => {
      isOver = true
      clearTimeout(timer)
      spinner?.stop()
    }
  }
}
