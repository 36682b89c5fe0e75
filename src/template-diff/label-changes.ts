import type {HeadingPattern} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/label-specs.ts'
import {namesLike} from '../template/name-variants.ts'
import type {FieldSpec} from '../template/schema.ts'
import {requirementChange, valueRequirement, itemChanges, valuesChange} from './item-changes.ts'
import {type Naming, pairItems} from './paired-items.ts'
import type {TemplateChange} from './template-change.ts'

/** As in documents, labels are compared in the singular, and without parentheses. */
const labelNaming: Naming<FieldSpec> = {
  patternOf: ({label}) => label,
  namesOf: ({label, expression}) =>
    expression === undefined ? namesOfPattern(label) : [`/${expression}/`, ...namesOfPattern(label)]
}

function namesOfPattern({folded}: HeadingPattern): readonly string[] {
  return namesLike(folded).flatMap((name) => singularsOf(name))
}

export function compareLabels(
  old: readonly FieldSpec[],
  now: readonly FieldSpec[],
  section: string
): {readonly changes: readonly TemplateChange[]; readonly renamed: ReadonlyMap<FieldSpec, FieldSpec>} {
  const pairs = pairItems(old, now, labelNaming)
  const nested = pairs.kept.map((pair) =>
    compareLabels(
      pair.old.nested ?? [],
      pair.now.nested ?? [],
      [section, pair.now.label.name].filter((part) => part !== '').join(' > ')
    )
  )
  return {
    changes: [
      ...itemChanges(pairs, {
        subject: 'field',
        section,
        nameOf: ({label}) => label.name,
        lineOf: ({line}) => line,
        isOptional: ({isOptional}) => isOptional,
        isOrdered: true
      }),
      ...pairs.kept.flatMap(({old: before, now: after}) => {
        const place = {section, oldLine: before.line, newLine: after.line}
        return [
          ...valuesChange('field', after.label.name, [before.values, after.values], place),
          ...requirementChange('field', after.label.name, [valueRequirement(before), valueRequirement(after)], place)
        ]
      }),
      ...nested.flatMap(({changes}) => changes)
    ],
    renamed: new Map([
      ...pairs.kept.filter(({isRenamed}) => isRenamed).map(({old: before, now: after}) => [before, after] as const),
      ...nested.flatMap(({renamed}) => [...renamed])
    ])
  }
}
