import type {TableCell} from 'mdast'
import {frontMatterLines} from '../markdown/front-matter.ts'
import type {Located, MarkdownDocument, Section} from '../markdown/document.ts'
import {statementsOf} from '../markdown/says-nothing.ts'
import {firstFrom} from '../markdown/sorted-search.ts'
import {foldWhitespace, textOf} from '../markdown/text.ts'
import {withoutBrackets} from '../template/without-brackets.ts'
import type {Open} from './names.ts'

/** A date that a template asks for, as a placeholder or within a value of front matter. */
export interface DayAsked {
  readonly open: Open
  /** The date in the form that the template wants. */
  readonly text: string
}

/**
 * Find where a template asks for the date on which a document is written: where it says "today", or after a label that can
 * mean no other date. Only the author knows others, such as that of an incident or of the next review.
 *
 * @param today The date in ISO 8601 form: `2031-04-02`.
 */
export function daysAsked(template: MarkdownDocument, open: readonly Open[], today: string): readonly DayAsked[] {
  const cells = template.nodes('tableCell')
  const isOfEvent = event.test(template.sections.find(({depth}) => depth === 1)?.name ?? '')
  return open.flatMap((placeholder): readonly DayAsked[] => {
    const {type, text, start, end} = placeholder
    const pattern = asking.has(type) && end - start <= longestPlaceholder ? patternIn(text) : undefined
    if (pattern === undefined) return []
    const label = labelOf(placeholder, template, cells)
    const isMeant =
      saysToday.test(text) || (label !== undefined && (ofWriting.test(label) || (!isOfEvent && bare.test(label))))
    return isMeant ? [{open: placeholder, text: written(today, pattern)}] : []
  })
}

/** The types of placeholders that may ask for a date; dates in code are its own. */
const asking: ReadonlySet<Open['type']> = new Set(['token', 'emphasis', 'front matter'])

/** Longer texts ask for more than a date. */
const longestPlaceholder = 150

const saysToday =
  /(?<!\p{Alpha})(?:today(?:['’]s)?|current date|heutiges datum|date du jour|fecha actual|data de hoje)(?!\p{Alpha})/iu

/** The date pattern that a text asks for; undefined if it asks for no date. */
function patternIn(text: string): string | undefined {
  const inner = foldWhitespace(withoutBrackets(foldWhitespace(text.replaceAll(/^["']|["']$/g, '')))).replaceAll(
    /^[{<[]{1,9}|[\]>}]{1,9}$/g,
    ''
  )
  const {0: pattern, index} = dayPattern.exec(inner) ?? {}
  if (pattern !== undefined)
    return index === 0 || saysToday.test(inner) || /^(?:date|datum|fecha|data)(?!\p{Alpha})/iu.test(inner)
      ? pattern
      : undefined
  return word.test(inner.replaceAll(/[_-]/g, ' ')) ? 'YYYY-MM-DD' : undefined
}

/** A date pattern; one followed by a time asks for more than a date. */
const dayPattern =
  /(?<![\p{Alpha}\p{N}])(?:[YJA]{4}[-/.]MM[-/.](?:DD|TT|JJ)|(?:DD|TT|JJ)[-/.]MM[-/.][YJA]{4}|MM\/DD\/YYYY)(?![\p{Alpha}\p{N}]|[ T]?HH)/iu

/** A placeholder that only says that it is a date. */
const word =
  /^(?:(?:today(?:['’]s)?|current|creation|created|start|last updated?|iso) )?(?:date|datum|fecha|data|日付|日期|날짜|дата|today)(?: (?:created|of creation|du jour|actual))?$|^(?:created|updated)(?: (?:at|on))?$/iu

/** A date, written in the form of a pattern. */
function written(day: string, pattern: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const parts: Readonly<Record<string, string>> = {Y: year, M: month, D: date, T: date}
  // In `AAAA-MM-JJ`, `J` is the day; in `JJJJ-MM-TT`, it is the year.
  return pattern.replaceAll(
    /[YJAMDT]+/gi,
    (letters) => parts[letters[0]?.toUpperCase() ?? ''] ?? (letters.length === 4 ? year : date)
  )
}

/** Labels of the date on which a text was written or last changed, which is today for a new document. */
const ofWriting =
  /^(?:(?:date )?(?:created|written|drafted|authored)(?: (?:at|on|date))?|creation date|date of creation|(?:date )?(?:last )?(?:updated?|modified|edited|changed)(?: (?:at|on|date))?|last update(?: date)?|document date|erstellt(?: am)?|erstellungsdatum|letzte (?:änderung|aktualisierung)|aktualisiert(?: am)?|créé(?: le)?|date de création|dernière mise à jour|mise à jour|fecha de creación|creado(?: el)?|última actualización|actualizado|data de criação|criado(?: em)?|última atualização|atualizado(?: em)?|data di creazione|создан[оа]?|дата создания|обновлен[оа]?|дата обновления|作成日|更新日|最終更新日?|创建日期|创建时间|更新日期|최종 수정일|작성일|생성일)$/iu

/** A label that only says that it is a date. */
const bare = /^(?:date|datum|fecha|data|дата|日付|日期|날짜)$/iu

/** In a title like this, `Date:` is the date of the event. */
const event =
  /(?<!\p{Alpha})(?:incident|post-?mortem|outage|interview|meeting|event|release|retro(?:spective)?|vorfall|störung|sitzung|réunion|reunión|reunião|инцидент\p{Alpha}*|障害|事故)(?!\p{Alpha})/iu

/** The name of a placeholder's place: a key, the label before it, the name of its row or column, or of a section with no other content. */
function labelOf(
  placeholder: Open,
  template: MarkdownDocument,
  cells: ReadonlyArray<Located<TableCell>>
): string | undefined {
  const {type, start, section} = placeholder
  if (type === 'front matter')
    return plain(frontMatterLines(template).findLast(({keyStart}) => keyStart <= start)?.key ?? '')
  const cell = cells[firstFrom(cells, start + 1, ({node}) => node.position?.start.offset ?? 0) - 1]
  if (cell && start < (cell.node.position?.end.offset ?? 0)) return labelOfCell(cell, section)
  const line = template.source.slice(template.source.lastIndexOf('\n', start - 1) + 1, start)
  const [, label] = /(?:^|[|·•(,;])([^:：|·•(,;]{1,60})[:：][\s*_`"'[{<(]*$/.exec(line) ?? []
  return label === undefined ? labelOfSole(placeholder) : plain(label)
}

function labelOfSole({section, text}: Open): string | undefined {
  const [statement, ...others] = statementsOf(section)
  return statement && others.length === 0 && foldWhitespace(textOf(statement)) === foldWhitespace(text)
    ? plain(section.name)
    : undefined
}

/** In a table with a name and a value in each row, that name; in the first row of a history, the header of the column. */
function labelOfCell({node, ancestors}: Located<TableCell>, section: Section): string | undefined {
  const [table, row] = ancestors.slice(-2)
  if (table?.type !== 'table' || row?.type !== 'tableRow') return undefined
  const column = row.children.indexOf(node)
  if (column === 1 && row.children.length === 2) return plain(textOf(row.children[0] ?? []))
  const isHistory =
    /(?<!\p{Alpha})(?:history|change ?log|changes|revisions?|versions?|historial|historique|historie|änderungen)(?!\p{Alpha})/iu.test(
      section.name
    )
  return isHistory && table.children.indexOf(row) === 1
    ? plain(textOf(table.children[0]?.children[column] ?? []))
    : undefined
}

/** A label without markup, brackets and bullets. */
function plain(label: string): string {
  return foldWhitespace(label.replaceAll(/[*_`#>[\]-]+/g, ' ').replaceAll(/^\s*(?:\d+\.|[+-])\s/g, ''))
}
