import {isForeign} from '../src/align/alignment.ts'
import {type TitleDeparture, titleDeparture} from '../src/align/departures/title.ts'
import {remedyFor} from '../src/markdown/heading-lines.ts'
import {quote} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'
import {anyText} from '../src/template/reading.ts'
import type {TitleSpec} from '../src/template/schema.ts'

/** The title of a document: that there is one, as a heading or in the front matter, and that it fits the template's. */
export default defineRule(
  {
    id: 'title',
    summary: 'A title that is missing, or that does not match the title of the template',
    fixes: 'corrects a misspelt title, and one without a space after `#`',
    recommended: 'warn',
    strict: 'error',
    options: {}
  },
  ({alignment, schema}) => {
    // A document that has nothing of the template is told so once, by `required-headings`.
    const departure = isForeign(alignment) ? undefined : titleDeparture(alignment)
    return departure && schema.title ? [{...departure, ...wordingOf(departure, schema.title)}] : []
  }
)

function wordingOf(departure: TitleDeparture, {heading}: TitleSpec): Wording {
  const wanted = heading.skeleton === anyText ? '' : `, expected one like ${quote(heading.name)}`
  switch (departure.kind) {
    case 'missing':
      return {subjects: ['title'], reason: `Missing title${wanted}`}
    case 'no heading': {
      const {fault, marker} = departure.broken
      const remedy = remedyFor(fault, marker, 1)
      return {subjects: ['heading of the title'], reason: `Missing title, expected it as a heading, ${remedy}`}
    }
    case 'worded otherwise': {
      const {name, replacement} = departure
      const instead = replacement === undefined ? wanted : `, expected ${quote(replacement)}`
      return {subjects: ['wording of the title'], reason: `Unexpected title ${quote(name)}${instead}`}
    }
  }
}
