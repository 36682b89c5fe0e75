import {isForeign} from '../src/align/alignment.ts'
import {nearMiss} from '../src/align/near-miss.ts'
import {frontMatterLines} from '../src/markdown/front-matter.ts'
import {documentStart, headingPlace, isPlain, narrowed} from '../src/markdown/places.ts'
import {quote} from '../src/markdown/text.ts'
import {defineRule} from '../src/rule.ts'
import {fitsPattern, headingText} from '../src/template/heading-pattern.ts'
import {anyText} from '../src/template/reading.ts'

/** The title of a document: that there is one, as a heading or in the front matter, and that it fits the template's. */
export default defineRule(
  {
    id: 'title',
    summary: 'A title that is missing, or that does not fit that of the template',
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
      const isInFrontMatter = frontMatterLines(document).some(({key}) => key.toLowerCase() === 'title')
      return isInFrontMatter ? [] : [{place: documentStart(document), reason: `Missing title${wanted}`, templateLine}]
    }
    const heading = headingText(title.name)
    if (fitsPattern(pattern, heading)) return []
    const replacement = nearMiss(pattern, heading)?.replacement
    return [
      {
        place: narrowed(document, headingPlace(title), title.name),
        reason: `Unexpected title ${quote(title.name)}${replacement === undefined ? wanted : `, expected ${quote(replacement)}`}`,
        actual: title.name,
        ...(replacement !== undefined && isPlain(replacement) && {expected: [replacement]}),
        templateLine
      }
    ]
  }
)
