import {headingText} from '../template/heading-pattern.ts'
import type {PairedItems} from './paired-items.ts'
import type {ChangeSubject, TemplateChange} from './template-change.ts'

/** The section of the new template, and the 1-based lines in both versions. */
interface Place {
  readonly section: string
  readonly oldLine?: number | undefined
  readonly newLine?: number | undefined
}

/** A place without unknown lines. */
function known({section, oldLine, newLine}: Place): Pick<TemplateChange, 'section' | 'oldLine' | 'newLine'> {
  return {section, ...(oldLine !== undefined && {oldLine}), ...(newLine !== undefined && {newLine})}
}

/** The change of the allowed values of something, if a check would notice it. */
export function valuesChange(
  subject: ChangeSubject,
  name: string,
  [before, after]: readonly [readonly string[] | undefined, readonly string[] | undefined],
  place: Place
): readonly TemplateChange[] {
  const [were, are] = [before, after].map(
    (values) => values && [...new Set(values.map((value) => headingText(value).folded))].toSorted().join('\n')
  )
  return were === are
    ? []
    : [
        {
          kind: 'values',
          subject,
          name,
          ...known(place),
          ...(before && {from: before.join(' | ')}),
          ...(after && {to: after.join(' | ')})
        }
      ]
}

/** The change of what is required of something, in words, if there is one. */
export function requirementChange(
  subject: ChangeSubject,
  name: string,
  [from, to]: readonly [string, string],
  place: Place
): readonly TemplateChange[] {
  return from === to
    ? []
    : [{kind: 'demand', subject, name, ...known(place), from: from || 'anything', to: to || 'anything'}]
}

/** How changes of items are described. */
interface ItemsDescribed<Item> {
  readonly subject: ChangeSubject
  readonly section: string
  readonly nameOf: (item: Item) => string
  readonly lineOf: (item: Item) => number
  readonly isOptional: (item: Item) => boolean
  readonly isOrdered: boolean
}

/** Whether something is required, in words. */
export const shownRequirement = (isOptional: boolean): string => (isOptional ? 'optional' : 'required')

/** The changes of the items of a list: removed, added, renamed, moved, or now optional or required. */
export function itemChanges<Item>(
  {kept, removed, added}: PairedItems<Item>,
  {subject, section, nameOf, lineOf, isOptional, isOrdered}: ItemsDescribed<Item>
): readonly TemplateChange[] {
  const about = (item: Item) => ({subject, name: nameOf(item), section})
  return [
    ...removed.map((item): TemplateChange => ({
      kind: 'removed',
      ...about(item),
      from: shownRequirement(isOptional(item)),
      oldLine: lineOf(item)
    })),
    ...added.map((item): TemplateChange => ({
      kind: 'added',
      ...about(item),
      to: shownRequirement(isOptional(item)),
      newLine: lineOf(item)
    })),
    ...kept.flatMap(({old, now, isRenamed, isMoved}): readonly TemplateChange[] => {
      const lines = {oldLine: lineOf(old), newLine: lineOf(now)}
      return [
        ...(isRenamed ? [{kind: 'renamed', ...about(now), from: nameOf(old), to: nameOf(now), ...lines} as const] : []),
        ...(isMoved && isOrdered ? [{kind: 'moved', ...about(now), ...lines} as const] : []),
        ...(isOptional(old) === isOptional(now)
          ? []
          : [
              {
                kind: 'requirement',
                ...about(now),
                from: shownRequirement(isOptional(old)),
                to: shownRequirement(isOptional(now)),
                ...lines
              } as const
            ])
      ]
    })
  ]
}

/** What is required of a value, in words; empty if any text is allowed. */
export function valueRequirement({isDate}: {readonly isDate?: boolean}): string {
  return isDate === true ? 'a date' : ''
}
