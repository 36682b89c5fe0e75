import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {lineOf} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {hasPlaceholder} from './block-specs.ts'
import type {Inference} from './schema.ts'

/**
 * Why a section is optional if it is a note to authors: it is the last of the template, follows a thematic break, has
 * nothing to fill in, and says how to use something (`Use these marks to …`, `Example usage: …`). Few documents keep
 * it.
 */
export function closingNote(section: Section, template: MarkdownDocument): Inference | undefined {
  const before = template.sections.at(-2)
  const isNote =
    before !== undefined &&
    template.sections.at(-1) === section &&
    before.content.at(-1)?.type === 'thematicBreak' &&
    section.content.some((block) => block.type === 'paragraph' && usage.test(textOf(block).slice(0, 100))) &&
    !section.content.some((block) => hasPlaceholder(block, template))
  return isNote
    ? {demand: 'optional', reason: 'a note to authors behind a rule at the end', line: lineOf(section.heading)}
    : undefined
}

const usage =
  /^(?:please )?(?:use|apply|pick|choose) (?:these|this|(?:one of )?the following) |^(?:an )?examples? (?:of )?(?:usage|use)(?![\p{Alpha}])/iu
