import type {Rule} from '../src/rule.ts'
import consistentNames from './consistent-names.ts'
import frontMatter from './front-matter.ts'
import headingOrder from './heading-order.ts'
import listLabels from './list-labels.ts'
import noEmptySections from './no-empty-sections.ts'
import noExtraHeadings from './no-extra-headings.ts'
import noPlaceholders from './no-placeholders.ts'
import requiredContent from './required-content.ts'
import requiredHeadings from './required-headings.ts'
import tableCells from './table-cells.ts'
import tableColumns from './table-columns.ts'
import tableOfContents from './table-of-contents.ts'
import taskLists from './task-lists.ts'
import title from './title.ts'
import validAnchors from './valid-anchors.ts'

/** All rules, in the order in which they are listed. */
export const rules: readonly Rule[] = [
  requiredHeadings,
  title,
  headingOrder,
  noExtraHeadings,
  requiredContent,
  tableColumns,
  tableCells,
  listLabels,
  taskLists,
  noPlaceholders,
  validAnchors,
  tableOfContents,
  consistentNames,
  noEmptySections,
  frontMatter
]
