import type {MarkdownDocument} from '../markdown/document.ts'
import {labelledLines} from '../markdown/fields.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {foldedText} from '../template/heading-pattern.ts'
import {singularsOf} from '../template/label-specs.ts'
import type {SectionSpec} from '../template/schema.ts'
import {namesOf} from './field-alignment.ts'

/** Whether most labels of a section that describes the head of a document are at that head, or in the front matter. */
export function standsAtHead({describes, content: {fields}}: SectionSpec, document: MarkdownDocument): boolean {
  if (describes !== 'head' || fields.length === 0) return false
  const labels = [
    ...labelledLines(document, ({depth}) => depth < 2).map(({label}) => label),
    ...frontMatterLines(document).map(({key}) => key.replaceAll(/[_-]/g, ' '))
  ]
  const there = new Set(labels.flatMap((label) => singularsOf(foldedText(label))))
  return fields.filter((field) => namesOf(field).some((name) => there.has(name))).length * 2 > fields.length
}
