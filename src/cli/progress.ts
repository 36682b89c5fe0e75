import {counted} from '../report/finding.ts'
import {standardError} from './print-error.ts'

/** A run that is over by then needs no word, in milliseconds. */
const patience = 500

/** Shows how far a run is. */
export interface Progress {
  /** This many more documents are checked. */
  readonly add: (documents: number) => void
  /** Leave no trace. */
  readonly stop: () => void
}

/** Shows on standard error how many of the documents are checked: only at a terminal, where somebody waits. */
export function startProgress(total: number, stream = standardError): Progress {
  // As the spinner decides whether to move; if it does not, it would print lines.
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
