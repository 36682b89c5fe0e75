import {isForeign} from '../src/align/alignment.ts'
import {nearMiss} from '../src/align/near-miss.ts'
import {frontMatterLines} from '../src/markdown/front-matter.ts'
import {brokenHeadings, remedyFor} from '../src/markdown/heading-lines.ts'
import {documentStart, headingPlace, isPlain, narrowed} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'
import {fitsPattern, headingText} from '../src/template/heading-pattern.ts'
import {anyText} from '../src/template/reading.ts'

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
  ({alignment, document, schema}) => {
    // A document that has nothing of the template is told so once, by `required-headings`.
    if (!schema.title || isForeign(alignment)) return []
    const {title} = alignment
    const {heading: pattern, line: templateLine} = schema.title
    const wanted = pattern.skeleton === anyText ? '' : `, expected one like ${quote(pattern.name)}`
    if (!title) {
      if (
        frontMatterLines(document).some(
          ({key, value, nested}) =>
            key.toLowerCase() === 'title' && (!/^(?:["'\s]*|null|~)$/.test(value) || nested.length > 0)
        )
      )
        return []
      const broken = brokenHeadings(document).find(
        ({depth, section, name}) => depth === 1 && section === document.root && fitsPattern(pattern, headingText(name))
      )
      if (!broken)
        return [
          {
            place: documentStart(document),
            section: document.root,
            subjects: ['title'],
            reason: `Missing title${wanted}`,
            templateLine
          }
        ]
      const {place, name, fault, marker} = broken
      const actual = document.source.slice(place.start.offset, place.end.offset)
      return [
        {
          place,
          section: document.root,
          subjects: ['heading of the title'],
          reason: `Missing title, expected it as a heading, ${remedyFor(fault, marker, 1)}`,
          actual,
          expected: [`# ${name}`],
          templateLine
        }
      ]
    }
    const heading = headingText(title.name)
    if (fitsPattern(pattern, heading)) return []
    const replacement = nearMiss(pattern, heading)?.replacement
    return [
      {
        place: narrowed(document, headingPlace(title), title.name),
        section: document.root,
        subjects: ['wording of the title'],
        reason: `Unexpected title ${quote(title.name)}${replacement === undefined ? wanted : `, expected ${quote(replacement)}`}`,
        actual: title.name,
        ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement]}),
        templateLine
      }
    ]
  }
)
