import type {Rule} from '../src/rule.ts'
import headingOrder from './heading-order.ts'
import noExtraHeadings from './no-extra-headings.ts'
import noPlaceholders from './no-placeholders.ts'
import requiredHeadings from './required-headings.ts'
import tableColumns from './table-columns.ts'
import title from './title.ts'
import validAnchors from './valid-anchors.ts'

/** All rules, in the order in which they are listed. */
export const rules: readonly Rule[] = [requiredHeadings, title, headingOrder, noExtraHeadings, tableColumns, noPlaceholders, validAnchors]
