import type {List, Nodes} from 'mdast'
import type {MarkdownDocument} from '../markdown/document.ts'
import {textOf} from '../markdown/text.ts'
import {withNumbersMarked} from '../template/running-numbers.ts'
import type {Placeholder} from '../template/schema.ts'
import {runningNumber} from '../template/skeleton-marks.ts'

/**
 * Returns a function that says whether a sample relates numbers, and its list in the document goes on with lines of the
 * author's own in the same form: `- Job 2 needs job 1` above `- Job 4 needs job 1`. Then it is true as well.
 *
 * @param samples The placeholders of the template.
 */
export function trueSamples(
  document: MarkdownDocument,
  samples: readonly Placeholder[]
): (node: Nodes, {kind, text}: Placeholder) => boolean {
  let found: ReadonlySet<Nodes> | undefined
  return (node, {kind, text}) => {
    if (kind !== 'sample' || !isRelation(formOf(text))) return false
    found ??= listsThatGoOn(document, new Set(samples.map((sample) => textKey(sample.text))))
    return found.has(node)
  }
}

function listsThatGoOn(document: MarkdownDocument, samples: ReadonlySet<string>): ReadonlySet<Nodes> {
  return new Set(document.nodes('list').flatMap(({node: list}) => inListThatGoesOn(list, samples)))
}

/** The paragraphs of a list's items whose form an item has that the template does not. */
function inListThatGoesOn({children}: List, samples: ReadonlySet<string>): readonly Nodes[] {
  const lines = children.flatMap(({children: [first]}) =>
    first?.type === 'paragraph' ? [{node: first, text: textOf(first)}] : []
  )
  const own = new Set(lines.filter(({text}) => !samples.has(textKey(text))).map(({text}) => formOf(text)))
  return lines.filter(({text}) => own.has(formOf(text))).map(({node}) => node)
}

function textKey(text: string): string {
  return text.trim().toLowerCase()
}

function formOf(text: string): string {
  return withNumbersMarked(text).toLowerCase()
}

/** Whether a form has more than one number: one alone only names a sample. */
function isRelation(form: string): boolean {
  return form.indexOf(runningNumber) !== form.lastIndexOf(runningNumber)
}
