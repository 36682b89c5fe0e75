import type {Point} from 'unist'
import type {Section} from '../markdown/document.ts'
import {documentStart} from '../markdown/places.ts'
import type {Alignment} from './alignment.ts'

/** The point after the text directly below a section's heading; for the whole document, after the text below its title. */
export function endOfText(section: Section, {title, document}: Alignment): Point | undefined {
  const {content, heading} = section.heading ? section : (title ?? section)
  return (content.at(-1) ?? heading)?.position?.end ?? documentStart(document)
}
