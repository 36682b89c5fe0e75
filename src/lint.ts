import type {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import type {Analysis} from './analysis.ts'
import {switchedOff} from './comment-control.ts'
import {type ActiveRule, runRule, withoutStacks} from './rule.ts'

/**
 * Check one document.
 *
 * @param file Receives the findings as messages, in the order of their places, without those that a comment turned off.
 * @param analysis The analysis of the document.
 * @param rules The rules that are on.
 */
export function lint(file: VFile, analysis: Analysis, rules: readonly ActiveRule[]): void {
  file.data.guidelint = analysis
  const before = file.messages.length
  withoutStacks(() => {
    for (const rule of rules) runRule(rule, analysis, file)
  })
  const found = file.messages.splice(before)
  const isSwitchedOff = switchedOff(analysis.document)
  for (const message of found.filter((candidate) => !isSwitchedOff(candidate)).toSorted(byPlace))
    file.messages.push(message)
}

function byPlace(a: VFileMessage, b: VFileMessage): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0) || compared(a.ruleId ?? '', b.ruleId ?? '')
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
