import {type LinkDeparture, linkDepartures} from '../src/align/departures/links.ts'
import {quote} from '../src/markdown/text.ts'
import {type Wordings, defineRule, worded} from '../src/rule.ts'

/** Checks links to headings, anchors and files of the same repository. Definitions are checked only if something refers to them. */
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
  // If the author has not yet filled in a target, `no-placeholders` reports it.
  ({alignment, leftovers, linkedFiles}) => worded(linkDepartures(alignment, leftovers, linkedFiles), wordings)
)

const wordings: Wordings<LinkDeparture> = {
  'no target': ({type, text}) => ({
    subjects: [`target of ${type} ${text}`],
    reason: `Missing target of ${type} ${quote(text)}, expected an address`
  }),
  'no definition': ({name, meant}) => ({
    subjects: [`reference to ${name}`],
    reason: `Unexpected reference to ${quote(name)}, expected ${quotedOr('a definition of that name', meant)}`
  }),
  'no file': ({path, meant}) => ({
    subjects: [`link to ${path}`],
    reason: `Unexpected link to ${quote(path)}, expected ${quotedOr('a file that exists', meant)}`
  }),
  'no anchor': ({url, fragment, path, meant}) => ({
    subjects: [`link to ${url}`],
    reason: `Unexpected link to ${quote(`#${fragment}`)}${path === undefined ? '' : ` in ${quote(path)}`}, expected ${quotedOr('a heading or an anchor of that name', meant)}`
  })
}

function quotedOr(otherwise: string, meant: string | undefined): string {
  return meant === undefined ? otherwise : quote(meant)
}
