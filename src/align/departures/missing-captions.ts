import {captionsIn} from '../../markdown/captions.ts'
import {textOf} from '../../markdown/text.ts'
import {foldedText} from '../../template/heading-pattern.ts'
import type {Owner} from '../alignment.ts'
import type {MissingFields} from './missing-fields.ts'

/**
 * Find the captions that a section lacks beside one that it has, if all samples of the section have them: `Cons` where there
 * is only `Pros`.
 */
export function missingCaptions({spec, section}: Owner): readonly MissingFields[] {
  const {captionsOfAll: wanted = [], fields} = spec.content
  if (wanted.length < 2) return []
  const own = captionsIn(section.content)
  const indexOf = (name: string) => wanted.findIndex((caption) => foldedText(caption.name) === foldedText(name))
  const present = own.find(({name}) => indexOf(name) >= 0)
  if (!present) return []
  const openings = [
    ...section.children.map(({name}) => foldedText(name)),
    ...section.content.flatMap((block) => textOf(block).split('\n')).map((text) => foldedText(text.trim()))
  ]
  // A field is missing as such.
  const known = new Set(fields.map(({label}) => foldedText(label.name)))
  const missing = wanted.filter(
    ({name}) => !known.has(foldedText(name)) && !openings.some((text) => text.startsWith(foldedText(name)))
  )
  const [first] = missing
  if (!first) return []
  const isAfter = wanted.indexOf(first) > indexOf(present.name)
  return [
    {
      kind: 'fields missing',
      names: missing.map(({name}) => name),
      after: isAfter ? present.name : undefined,
      before: isAfter ? undefined : present.name,
      place: isAfter ? section.content.at(-1)?.position?.end : present.node.position?.start,
      section,
      templateLine: first.line,
      isUncertain: true
    }
  ]
}
