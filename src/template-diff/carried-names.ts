import {type Alignment, isNoCopy, recognised} from '../align/alignment.ts'
import type {Edit, Fix} from '../fix/fix.ts'
import {sectionAnchors} from '../markdown/anchors.ts'
import type {MarkdownDocument, Section} from '../markdown/document.ts'
import {frontMatterLines} from '../markdown/front-matter.ts'
import {contentPlace, headingMarkerPlace, headingPlace, isPlain, narrowed, placeBetween} from '../markdown/places.ts'
import {textOf} from '../markdown/text.ts'
import {
  type HeadingPattern,
  fitsPattern,
  foldedText,
  headingText,
  isOpen,
  literalForm,
  slotsIn
} from '../template/heading-pattern.ts'
import {anyText} from '../template/skeleton-marks.ts'
import type {FieldSpec, SectionSpec, TemplateSchema} from '../template/schema.ts'
import type {TemplateComparison} from './compare-templates.ts'
import type {SectionPairs} from './section-pairs.ts'

/**
 * The old template with the new names and depths of what the new template still has. What a document with the new names
 * still violates then has nothing to do with the change.
 */
export function withNewNames(old: TemplateSchema, {pairs, labels, columns, keys}: TemplateComparison): TemplateSchema {
  const {nowOf, renamed} = pairs
  const shiftOf = shifts(old.root, pairs)
  const relabelled = (field: FieldSpec): FieldSpec => ({
    ...field,
    label: labels.get(field)?.label ?? field.label,
    ...(field.nested && {nested: field.nested.map((each) => relabelled(each))})
  })
  const renamedSection = (spec: SectionSpec): SectionSpec => {
    const now = nowOf.get(spec)
    return {
      ...spec,
      heading: now && renamed.has(now) ? now.heading : spec.heading,
      depth: spec.depth === 0 ? 0 : spec.depth + shiftOf(spec),
      children: spec.children.map((child) => renamedSection(child)),
      content: {
        ...spec.content,
        fields: spec.content.fields.map((field) => relabelled(field)),
        tables: spec.content.tables.map((table) => ({
          ...table,
          columns: table.columns.map((column) => ({...column, heading: columns.get(column)?.heading ?? column.heading}))
        }))
      }
    }
  }
  return {
    ...old,
    root: renamedSection(old.root),
    frontMatter: old.frontMatter.map((spec) => ({...spec, key: keys.get(spec)?.key ?? spec.key}))
  }
}

/**
 * The fixes that give a document the names and depths of the new template, where it has exactly those of the old one.
 * Nothing gets a name that is already there.
 *
 * @param alignment The document, aligned with the old template.
 * @returns Independent fixes; the edits of one do not overlap.
 */
export function namesToCarry(alignment: Alignment, comparison: TemplateComparison): readonly Fix[] {
  if (isNoCopy(alignment)) return []
  return [
    ...headingEdits(alignment, comparison),
    ...depthEdits(alignment, comparison),
    ...labelEdits(alignment, comparison),
    ...columnEdits(alignment, comparison),
    ...keyEdits(alignment, comparison)
  ]
}

function headingEdits(alignment: Alignment, {pairs: {nowOf, renamed}}: TemplateComparison): readonly Fix[] {
  const {document} = alignment
  const anchors = sectionAnchors(document)
  return recognised(alignment).flatMap(({spec, section}): readonly Fix[] => {
    const now = nowOf.get(spec)
    const heading = headingText(section.name)
    if (
      !now ||
      !renamed.has(now) ||
      !fitsPattern(spec.heading, heading) ||
      section.parent?.children.some((other) => fitsPattern(now.heading, headingText(other.name)))
    )
      return []
    const name = newName(spec.heading, now.heading, heading.exact)
    const edit =
      name === undefined
        ? undefined
        : replacing(document, narrowed(document, headingPlace(section), heading.exact), heading.exact, name)
    return edit ? [{edits: [edit]}, ...linksTo(anchors.get(section), heading.folded, edit.text, document)] : []
  })
}

/** The new name for a name, which keeps the text of its slots; undefined if the number of slots differs. */
function newName(old: HeadingPattern, now: HeadingPattern, name: string): string | undefined {
  if (!isOpen(now)) return literalForm(now)
  const slots = slotsIn(old.skeleton, name)
  const parts = now.skeleton.split(anyText)
  if (!slots || now.expression !== undefined || slots.length !== parts.length - 1) return undefined
  const written = parts.map((part, index) => part + (slots[index] ?? '')).join('')
  return fitsPattern(now, headingText(written)) ? written : undefined
}

/** The fixes for links whose text is the old name. */
function linksTo(anchor: string | undefined, folded: string, name: string, document: MarkdownDocument): readonly Fix[] {
  if (anchor === undefined) return []
  return document.nodes('link').flatMap(({node}) => {
    const text = textOf(node)
    const edit =
      node.url === `#${anchor}` && foldedText(text) === folded
        ? replacing(document, contentPlace(node), text, name)
        : undefined
    return edit ? [{edits: [edit]}] : []
  })
}

/** The edit that replaces a text, if the place contains exactly that. */
function replacing(
  {source}: MarkdownDocument,
  place: Edit['place'] | undefined,
  text: string,
  by: string
): Edit | undefined {
  return place && isPlain(by) && source.slice(place.start.offset, place.end.offset) === text
    ? {place, text: by}
    : undefined
}

/** The fixes for all headings whose depths differ in the new template, with the author's own headings below them; none if one of them cannot change, or if most do not have the old depths. */
function depthEdits(alignment: Alignment, {pairs}: TemplateComparison): readonly Fix[] {
  const {document, schema} = alignment
  const shiftOf = shifts(schema.root, pairs)
  const specs = new Map(recognised(alignment).map(({spec, section}) => [section, spec]))
  const affected = Array.from(specs).filter(([{depth}, spec]) => depth > 0 && shiftOf(spec) !== 0)
  if (affected.filter(([{depth}, spec]) => depth === spec.depth).length * 2 <= affected.length) return []
  const known = new Map<Section, number>([[document.root, shiftOf(schema.root)]])
  // A section comes after the one that contains it.
  for (const section of document.sections) {
    const spec = specs.get(section)
    known.set(
      section,
      section === alignment.title
        ? 0
        : spec
          ? shiftOf(spec)
          : section.parent === undefined || section.parent === alignment.title
            ? shiftOf(schema.root)
            : (known.get(section.parent) ?? 0)
    )
  }
  const shifted = document.sections.filter((section) => (known.get(section) ?? 0) !== 0)
  const edits = shifted.flatMap((section) => {
    const place = section.heading && headingMarkerPlace(document, section.heading)
    const depth = section.depth + (known.get(section) ?? 0)
    return place && depth > 0 && depth < 7 ? [{place, text: '#'.repeat(depth)}] : []
  })
  return edits.length === shifted.length ? edits.map((edit) => ({edits: [edit]})) : []
}

/** Returns a function that says by how many levels a section of the old template is deeper in the new one; one that is moved or gone shifts as its parent does. */
function shifts(root: SectionSpec, {nowOf, parentOf}: SectionPairs): (spec: SectionSpec) => number {
  const known = new Map<SectionSpec, number>()
  const ofRoot = new Set(
    root.children.flatMap((child) => {
      const now = nowOf.get(child)
      return now && parentOf.get(now) === nowOf.get(root) ? [now.depth - child.depth] : []
    })
  )
  known.set(root, ofRoot.size === 1 ? ([...ofRoot][0] ?? 0) : 0)
  const shiftOf = (spec: SectionSpec): number => {
    const before = known.get(spec)
    if (before !== undefined) return before
    const now = nowOf.get(spec)
    const parent = parentOf.get(spec) ?? root
    const shift = now && parentOf.get(now) === nowOf.get(parent) ? now.depth - spec.depth : shiftOf(parent)
    known.set(spec, shift)
    return shift
  }
  return shiftOf
}

function labelEdits(alignment: Alignment, {labels}: TemplateComparison): readonly Fix[] {
  if (labels.size === 0) return []
  return recognised(alignment).flatMap((owner) => {
    const all = alignment.fieldsOf(owner)
    const present = new Set(all.fields.map(({label}) => foldedText(label)))
    return [all, ...all.nested]
      .flatMap(({matched}) => matched)
      .flatMap(({spec, field, replacement}) => {
        const name = labels.get(spec)?.label.name
        const edit =
          name === undefined ||
          replacement !== undefined ||
          field.node.type === 'heading' ||
          present.has(foldedText(name))
            ? undefined
            : replacing(alignment.document, field.labelPlace, field.label, name)
        return edit ? [{edits: [edit]}] : []
      })
  })
}

function columnEdits(alignment: Alignment, {columns}: TemplateComparison): readonly Fix[] {
  if (columns.size === 0) return []
  return recognised(alignment)
    .flatMap((owner) => alignment.tablesOf(owner))
    .flatMap(({matched, extra}) =>
      matched.flatMap(({spec, cell, misspelt}) => {
        const name = columns.get(spec)?.heading.name
        const edit =
          name === undefined || misspelt || extra.some((other) => foldedText(textOf(other)) === foldedText(name))
            ? undefined
            : replacing(alignment.document, contentPlace(cell), textOf(cell), name)
        return edit ? [{edits: [edit]}] : []
      })
    )
}

function keyEdits({document}: Alignment, {keys}: TemplateComparison): readonly Fix[] {
  const lines = keys.size === 0 ? [] : frontMatterLines(document)
  const present = new Set(lines.map(({key}) => key.toLowerCase()))
  return Array.from(keys).flatMap(([old, now]) =>
    lines
      .filter(({key}) => key.toLowerCase() === old.key.toLowerCase() && !present.has(now.key.toLowerCase()))
      .map(({key, keyStart}) => ({
        edits: [{place: placeBetween(document, keyStart, keyStart + key.length), text: now.key}]
      }))
  )
}

/** The sections of a document that the new template no longer has, only the outermost ones. */
export function leftOverSections(
  old: Alignment,
  now: Alignment,
  {pairs: {nowOf, parentOf}}: TemplateComparison
): readonly Section[] {
  if (isNoCopy(old)) return []
  const isKnown = new Set(recognised(now).map(({section}) => section))
  return recognised(old)
    .flatMap(({spec, section}) =>
      section.heading && !nowOf.has(spec) && nowOf.has(parentOf.get(spec) ?? spec) && !isKnown.has(section)
        ? [section]
        : []
    )
    .toSorted((a, b) => a.index - b.index)
}
