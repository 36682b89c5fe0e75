import {type LinkDeparture, linkDepartures} from '../src/align/departures/links.ts'
import {quote} from '../src/markdown/text.ts'
import {type Wording, defineRule} from '../src/rule.ts'

/** Links to headings, anchors and files of the same repository; definitions only where something refers to them. */
export default defineRule(
  {
    id: 'valid-anchors',
    summary:
      'Links to a heading, an anchor or a file that does not exist, in the document or in another file of the repository',
    fixes:
      'corrects a link or a reference whose target is a few letters or a number off, or in the wrong case, and inserts `https://` before a host name',
    recommended: 'error',
    strict: 'error',
    options: {}
  },
  // A target that the author has yet to fill in is told by `no-placeholders`.
  ({alignment, leftovers, linkedFiles}) =>
    linkDepartures(alignment, leftovers, linkedFiles).map((departure) => ({...departure, ...wordingOf(departure)}))
)

function wordingOf(departure: LinkDeparture): Wording {
  if (departure.kind === 'no target') {
    const what = `target of ${departure.type}`
    return {
      subjects: [`${what} ${departure.text}`],
      reason: `Missing ${what} ${quote(departure.text)}, expected an address`
    }
  }
  const {meant} = departure
  const expected = (otherwise: string) => `expected ${meant === undefined ? otherwise : quote(meant)}`
  switch (departure.kind) {
    case 'no definition': {
      const reason = `Unexpected reference to ${quote(departure.name)}, ${expected('a definition of that name')}`
      return {subjects: [`reference to ${departure.name}`], reason}
    }
    case 'no file': {
      const reason = `Unexpected link to ${quote(departure.path)}, ${expected('a file that exists')}`
      return {subjects: [`link to ${departure.path}`], reason}
    }
    case 'no anchor': {
      const where = departure.path === undefined ? '' : ` in ${quote(departure.path)}`
      const reason = `Unexpected link to ${quote(`#${departure.fragment}`)}${where}, ${expected('a heading or an anchor of that name')}`
      return {subjects: [`link to ${departure.url}`], reason}
    }
  }
}
