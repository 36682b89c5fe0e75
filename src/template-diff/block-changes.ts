import {shownOccurrence} from '../template/directives.ts'
import type {BlockSpec} from '../template/schema.ts'
import {requirementChange} from './item-changes.ts'
import type {TemplateChange} from './template-change.ts'

/** Compare blocks. Of lists, code blocks and diagrams a section needs only one of each type, however many the template has; each kept text counts. */
export function compareBlocks(
  old: readonly BlockSpec[],
  now: readonly BlockSpec[],
  section: string
): readonly TemplateChange[] {
  const types = ['list', 'code block', 'diagram'] as const
  const blocks = types.flatMap((type): readonly TemplateChange[] => {
    const [[before], [after]] = [old.filter((block) => block.type === type), now.filter((block) => block.type === type)]
    if (before && !after)
      return [{kind: 'removed', subject: type, name: before.language ?? '', section, oldLine: before.line}]
    if (after && !before)
      return [{kind: 'added', subject: type, name: after.language ?? '', section, newLine: after.line}]
    return before && after ? itemsChange(before, after, section) : []
  })
  const [before, after] = [keptTexts(old), keptTexts(now)]
  return [
    ...blocks,
    ...Array.from(before).flatMap(([text, {line}]): readonly TemplateChange[] =>
      after.has(text) ? [] : [{kind: 'removed', subject: 'kept text', name: text, section, oldLine: line}]
    ),
    ...Array.from(after).flatMap(([text, {line}]): readonly TemplateChange[] =>
      before.has(text) ? [] : [{kind: 'added', subject: 'kept text', name: text, section, newLine: line}]
    )
  ]
}

function keptTexts(blocks: readonly BlockSpec[]): ReadonlyMap<string, BlockSpec> {
  return new Map(blocks.filter(({type}) => type === 'kept text').map((block) => [block.text ?? '', block]))
}

/** The changes of the number of items of a list, and of whether code needs a language; which one counts only for diagrams. */
function itemsChange(old: BlockSpec, now: BlockSpec, section: string): readonly TemplateChange[] {
  const place = {section, oldLine: old.line, newLine: now.line}
  const [from, to] = [old, now].map(({items}) => (items ? shownOccurrence(items) : 'any number'))
  return [
    ...(from === to || from === undefined || to === undefined
      ? []
      : [{kind: 'repetition', subject: now.type, name: '', from, to, ...place} as const]),
    ...requirementChange(now.type, '', [languageRequirement(old), languageRequirement(now)], place)
  ]
}

function languageRequirement({type, language}: BlockSpec): string {
  if (language === undefined) return ''
  return type === 'diagram' ? language : 'a language'
}
