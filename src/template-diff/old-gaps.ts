import {type Alignment, type Owner, nodesOfType, recognised} from '../align/alignment.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {foldedText} from '../template/heading-pattern.ts'
import type {ContentSpec, SectionSpec, TemplateSchema} from '../template/schema.ts'
import type {SectionPairs} from './section-pairs.ts'

/**
 * The new template without what a document already lacked: sections, labels, columns and keys that are missing according to
 * the old template as well become optional. Filtering findings after the check would be too late, since one finding covers
 * everything that is missing in one place.
 *
 * @param now The new template.
 * @param alignment The document, aligned with the old template under the names of the new one.
 */
export function withoutOldGaps(now: TemplateSchema, alignment: Alignment, {nowOf}: SectionPairs): TemplateSchema {
  const byLine = new Map(Array.from(nowOf, ([old, spec]) => [old.line, spec]))
  const missing = new Set(nodesOfType(alignment, 'missing').flatMap(({spec}) => byLine.get(spec.line) ?? []))
  const lacking = new Map(
    recognised(alignment).flatMap((owner) => {
      const spec = owner.spec.depth === 0 ? now.root : byLine.get(owner.spec.line)
      const names = lackingIn(owner, alignment)
      return spec && names.size > 0 ? [[spec, names] as const] : []
    })
  )
  const keys = new Set(frontMatterLines(alignment.document).map(({key}) => key.toLowerCase()))
  const absent = new Set(
    alignment.schema.frontMatter.flatMap(({key, isOptional}) =>
      isOptional || keys.has(key.toLowerCase()) ? [] : [key.toLowerCase()]
    )
  )
  if (missing.size === 0 && lacking.size === 0 && absent.size === 0) return now
  const freed = (spec: SectionSpec): SectionSpec => ({
    ...spec,
    ...(missing.has(spec) && {occurs: {...spec.occurs, min: 0}}),
    children: spec.children.map((child) => freed(child)),
    content: withoutNames(spec.content, lacking.get(spec))
  })
  return {
    ...now,
    root: freed(now.root),
    frontMatter: now.frontMatter.map((spec) =>
      absent.has(spec.key.toLowerCase()) ? {...spec, isOptional: true} : spec
    )
  }
}

/** The labels and the columns that a section lacks. */
function lackingIn(owner: Owner, alignment: Alignment): ReadonlySet<string> {
  const {missing, nested} = alignment.fieldsOf(owner)
  const labels = [missing, ...nested.map((each) => each.missing)].flat().map(({label}) => label)
  const columns = alignment
    .tablesOf(owner)
    .flatMap((table) => table.missing)
    .map(({heading}) => heading)
  return new Set([...labels, ...columns].map(({name}) => foldedText(name)))
}

function withoutNames(content: ContentSpec, names: ReadonlySet<string> | undefined): ContentSpec {
  if (!names) return content
  const isIn = ({name}: {readonly name: string}) => names.has(foldedText(name))
  const freed = (fields: ContentSpec['fields']): ContentSpec['fields'] =>
    fields.map((field) => ({
      ...field,
      ...(isIn(field.label) && {isOptional: true}),
      ...(field.nested && {nested: freed(field.nested)})
    }))
  return {
    ...content,
    fields: freed(content.fields),
    tables: content.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => (isIn(column.heading) ? {...column, isOptional: true} : column))
    }))
  }
}
