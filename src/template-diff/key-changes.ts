import {headingPattern} from '../template/heading-pattern.ts'
import type {KeySpec} from '../template/schema.ts'
import type {ContentComparison} from './content-changes.ts'
import {requirementChange, valueRequirement, itemChanges, valuesChange} from './item-changes.ts'
import {type Naming, pairItems} from './paired-items.ts'

const keyNaming: Naming<KeySpec> = {
  patternOf: ({key}) => headingPattern(key.replaceAll(/[-_]/g, ' '), [], false),
  namesOf: ({key}) => [key.toLowerCase()]
}

/** The changes of the keys of the front matter, whose order is free. */
export function compareKeys(
  old: readonly KeySpec[],
  now: readonly KeySpec[]
): ContentComparison & {readonly keys: ReadonlyMap<KeySpec, KeySpec>} {
  const none = {labels: new Map(), columns: new Map(), keys: new Map()}
  if (old.length === 0 && now.length > 0)
    return {
      ...none,
      changes: [
        {kind: 'added', subject: 'front matter', name: allKeys(now), section: '', ...(now[0] && {newLine: now[0].line})}
      ]
    }
  if (old.length > 0 && now.length === 0)
    return {
      ...none,
      changes: [
        {
          kind: 'removed',
          subject: 'front matter',
          name: allKeys(old),
          section: '',
          ...(old[0] && {oldLine: old[0].line})
        }
      ]
    }
  const pairs = pairItems(old, now, keyNaming)
  const changes = [
    ...itemChanges(pairs, {
      subject: 'key',
      section: '',
      nameOf: ({key}) => key,
      lineOf: ({line}) => line,
      isOptional: ({isOptional}) => isOptional,
      isOrdered: false
    }),
    ...pairs.kept.flatMap(({old: before, now: after}) => [
      ...valuesChange('key', after.key, [before.values, after.values], {
        section: '',
        oldLine: before.line,
        newLine: after.line
      }),
      ...requirementChange('key', after.key, [valueRequirement(before), valueRequirement(after)], {
        section: '',
        oldLine: before.line,
        newLine: after.line
      })
    ])
  ]
  return {
    ...none,
    keys: new Map(pairs.kept.filter(({isRenamed}) => isRenamed).map(({old: before, now: after}) => [before, after])),
    changes
  }
}

function allKeys(keys: readonly KeySpec[]): string {
  return keys.map(({key}) => key).join(', ')
}
