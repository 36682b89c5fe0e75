import type {MarkdownDocument, Section} from './document.ts'
import {type LabelledLine, type Field, rangeOf, valueBetween} from './fields.ts'
import {contentPlace} from './places.ts'
import {textOf} from './text.ts'

/** The headings of sections as labels of what is below them. */
export function headingFields(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean
): readonly LabelledLine[] {
  return document.sections.flatMap((section): readonly LabelledLine[] => {
    const {heading, name} = section
    const labelPlace = heading && contentPlace(heading)
    if (!labelPlace || name === '' || !isWanted(section)) return []
    const known = {label: name.replace(/[:：]$/, ''), isDoubtful: true, section, node: heading, within: undefined}
    const read = (): Field => {
      const isEmpty = section.content.length === 0 && section.children.length === 0
      return {
        ...known,
        labelPlace,
        mark: '',
        ...(valueBelow(section, document) ?? {value: '', valuePlace: labelPlace.end}),
        hasMore: !isEmpty,
        isBeforeParts: false,
        isEmpty,
        paragraph: heading
      }
    }
    return [{...known, start: labelPlace.start.offset ?? 0, read}]
  })
}

/** The rows of tables as labels with values, which are the first cell with text after the label. */
export function rowFields(
  document: MarkdownDocument,
  isWanted: (section: Section) => boolean
): readonly LabelledLine[] {
  return document.nodes('tableRow').flatMap(({node, section}): readonly LabelledLine[] => {
    const [key, ...answers] = node.children
    const answer = answers.find(({children}) => children.length > 0) ?? answers[0]
    const labelPlace = key && contentPlace(key)
    if (!key || !answer || !labelPlace || !isWanted(section)) return []
    const label = textOf(key).replace(/[:：]$/, '')
    if (label === '') return []
    const known = {label, isDoubtful: true, section, node, within: undefined}
    const read = (): Field => {
      const value = textOf(answer)
      return {
        ...known,
        labelPlace,
        mark: '',
        value,
        valuePlace: contentPlace(answer) ?? labelPlace.end,
        hasMore: false,
        isBeforeParts: false,
        isEmpty: value === '',
        paragraph: node
      }
    }
    return [{...known, start: labelPlace.start.offset ?? 0, read}]
  })
}

/** The only line of a section, as the value of its heading; undefined if it has more or less. */
function valueBelow(
  {content: [text, ...others], children}: Section,
  document: MarkdownDocument
): Pick<Field, 'value' | 'valuePlace'> | undefined {
  if (text?.type !== 'paragraph' || others.length > 0 || children.length > 0) return undefined
  const [from, to] = rangeOf(text)
  return from === undefined || to === undefined || document.source.slice(from, to).includes('\n')
    ? undefined
    : valueBetween(document, from, to)
}
