/** A change of a guide; undefined where the guide has no place for it. */
export interface Mutation {
  readonly kind: string
  /** `at`: the 1-based line of the changed text on which it must be found. */
  readonly apply: (text: string) => {readonly text: string; readonly at?: number} | undefined
}

/** A change that a rule must find. */
export interface Fault extends Mutation {
  readonly rule: string
  /** How many findings it must cause: one, unless it breaks two things. */
  readonly findings?: number
}

type Lines = readonly string[]

/** Change the lines of a text; the change returns the 1-based line of the fault. */
function inLines(change: (lines: Lines) => {lines: Lines; at?: number | undefined} | undefined): Mutation['apply'] {
  return (text) => {
    const changed = change(text.split('\n'))
    return changed && {text: changed.lines.join('\n'), ...(changed.at !== undefined && {at: changed.at})}
  }
}

function lineOf(lines: Lines, pattern: RegExp, from = 0): number | undefined {
  const index = lines.findIndex((line, at) => at >= from && pattern.test(line))
  return index < 0 ? undefined : index
}

/**
 * Replace the first match, after a line if one is given; the fault is on the line of the match, or some lines further
 * on.
 */
function replace(
  pattern: RegExp,
  replacement: string,
  {behind, further = 0}: {behind?: RegExp; further?: number} = {}
): Mutation['apply'] {
  return inLines((lines) => {
    const from = behind ? lineOf(lines, behind) : 0
    const index = from === undefined ? undefined : lineOf(lines, pattern, from + (behind ? 1 : 0))
    if (index === undefined) return undefined
    return {lines: lines.with(index, (lines[index] ?? '').replace(pattern, replacement)), at: index + 1 + further}
  })
}

function insert(behind: RegExp, inserted: Lines, at = 2): Mutation['apply'] {
  return inLines((lines) => {
    const index = lineOf(lines, behind)
    return index === undefined ? undefined : {lines: lines.toSpliced(index + 1, 0, ...inserted), at: index + at}
  })
}

/** The lines of a section, from its heading to the next heading of the same or a lower depth. */
function sectionAt(lines: Lines, heading: RegExp): {start: number; end: number; depth: number} | undefined {
  const start = lineOf(lines, heading)
  if (start === undefined) return undefined
  const depth = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0
  let isCode = false
  const end = lines.findIndex((line, at) => {
    if (/^(?:```|~~~)/.test(line)) isCode = !isCode
    return at > start && !isCode && (/^(#+) /.exec(line)?.[1]?.length ?? 9) <= depth
  })
  return {start, end: end < 0 ? lines.length : end, depth}
}

type Section = NonNullable<ReturnType<typeof sectionAt>>

function inSection(
  heading: RegExp,
  change: (lines: Lines, section: Section) => {lines: Lines; at?: number | undefined} | undefined
): Mutation['apply'] {
  return inLines((lines) => {
    const section = sectionAt(lines, heading)
    return section && change(lines, section)
  })
}

/** The 1-based number of the last line before another that is not blank. */
function lastTextBefore(lines: Lines, index: number): number {
  let at = index
  while (at > 0 && (lines[at - 1] ?? '').trim() === '') at--
  return at
}

function drop(heading: RegExp): Mutation['apply'] {
  return inSection(heading, (lines, {start, end}) => {
    const rest = lines.toSpliced(start, end - start)
    const isLast =
      !(rest[start] ?? '').startsWith('#') ||
      (/^#+/.exec(rest[start] ?? '')?.[0].length ?? 0) < (/^#+/.exec(lines[start] ?? '')?.[0].length ?? 0)
    return {lines: rest, at: isLast ? lastTextBefore(rest, start) : start + 1}
  })
}

/** Replace the content of a section with other lines. */
function keepOnly(heading: RegExp, content: Lines, further = 0): Mutation['apply'] {
  return inSection(heading, (lines, {start, end}) => ({
    lines: lines.toSpliced(start + 1, end - start - 1, '', ...content, ''),
    at: start + 1 + further
  }))
}

function relevel(heading: RegExp, by: number, withParts = false): Mutation['apply'] {
  return inSection(heading, (lines, {start, end}) => {
    const isChanged = (line: string, at: number) =>
      at === start || (withParts && at > start && at < end && /^#+ /.test(line))
    return {
      lines: lines.map((line, at) => (!isChanged(line, at) ? line : by > 0 ? `#${line}` : line.slice(1))),
      at: start + 1
    }
  })
}

function swap(first: RegExp, second: RegExp): Mutation['apply'] {
  return inLines((lines) => {
    const a = sectionAt(lines, first)
    const b = sectionAt(lines, second)
    if (!a || !b || a.end !== b.start) return undefined
    const swapped = [
      ...lines.slice(0, a.start),
      ...lines.slice(b.start, b.end),
      ...lines.slice(a.start, a.end),
      ...lines.slice(b.end)
    ]
    return {lines: swapped, at: a.start + 1}
  })
}

function moveBefore(
  heading: RegExp,
  target: RegExp,
  change: (line: string) => string = (line) => line
): Mutation['apply'] {
  return inLines((lines) => {
    const section = sectionAt(lines, heading)
    if (!section) return undefined
    const moved = lines.slice(section.start, section.end).map((line, at) => (at === 0 ? change(line) : line))
    const rest = lines.toSpliced(section.start, section.end - section.start)
    const index = lineOf(rest, target)
    return index === undefined ? undefined : {lines: rest.toSpliced(index, 0, ...moved), at: index + 1}
  })
}

/** Drop a column of the table in a section. */
function dropColumn(heading: RegExp, column: number): Mutation['apply'] {
  return editTable(heading, (cells) => cells.toSpliced(column, 1), 0)
}

function editTable(heading: RegExp, edit: (cells: Lines, row: number) => Lines, faultyRow: number): Mutation['apply'] {
  return inSection(heading, (lines, {start, end}) => {
    const first = lineOf(lines, /^\|/, start)
    if (first === undefined || first >= end) return undefined
    let last = first
    while ((lines[last] ?? '').startsWith('|')) last++
    const table = lines.slice(first, last).flatMap((line, row) => {
      const cells = edit(line.slice(1, line.lastIndexOf('|')).split('|'), row)
      return cells.length === 0 ? [] : [`|${cells.join('|')}|`]
    })
    return {lines: lines.toSpliced(first, last - first, ...table), at: first + 1 + faultyRow}
  })
}

const cell = (row: number, column: number, text: string) => (cells: Lines, at: number) =>
  at === row ? cells.with(column, text) : cells
const heading = (name: string) => new RegExp(`^#+ ${name}(?: #+)?$`)
const variables = heading('Environment Variables')

export const faults: readonly Fault[] = [
  // Sections
  {kind: 'drop a section', rule: 'required-headings', apply: drop(heading('Logging'))},
  {kind: 'drop the last section of a chapter', rule: 'required-headings', apply: drop(heading('Alerting'))},
  {kind: 'drop the first section of a chapter', rule: 'required-headings', apply: drop(heading('Purpose'))},
  {kind: 'drop the last section', rule: 'required-headings', apply: drop(heading('Community Resources'))},
  {kind: 'drop a chapter', rule: 'required-headings', apply: drop(heading('Monitoring'))},
  {
    kind: 'drop the heading of a chapter',
    rule: 'required-headings',
    apply: inSection(heading('Monitoring'), (lines, {start}) => ({
      lines: lines.toSpliced(start, 1),
      at: lineOf(lines, /^### Health Checks/)
    }))
  },
  {
    kind: 'drop all samples',
    rule: 'required-headings',
    apply: inSection(heading('Troubleshooting'), (lines, {start, end}) => ({
      lines: lines.toSpliced(start + 1, end - start - 1, '', 'Ask us.', ''),
      at: start + 3
    }))
  },
  {kind: 'leave a letter out', rule: 'required-headings', apply: replace(/^## Prerequisites/, '## Prerequistes')},
  {kind: 'double a letter', rule: 'required-headings', apply: replace(/^### Logging/, '### Loggging')},
  {kind: 'swap two letters', rule: 'required-headings', apply: replace(/^### Key Features/, '### Key Faetures')},
  {
    kind: 'leave a word out',
    rule: 'required-headings',
    apply: replace(/^### Technical Requirements/, '### Requirements')
  },
  {kind: 'add a word', rule: 'required-headings', apply: replace(/^### Retry Strategy/, '### The Retry Strategy')},
  {kind: 'misspell the lead of a sample', rule: 'required-headings', apply: replace(/^### Issue 1:/, '### Isue 1:')},
  {kind: 'write another case', rule: 'required-headings', apply: replace(/^### Health Checks/, '### Health checks')},
  {kind: 'end a heading with a colon', rule: 'required-headings', apply: replace(/^### Metrics/, '### Metrics:')},
  {kind: 'put a section deeper', rule: 'required-headings', apply: relevel(heading('Fallback Mechanisms'), 1)},
  {kind: 'put a section higher', rule: 'required-headings', apply: relevel(heading('Rate Limits'), -1)},
  {kind: 'put a chapter deeper', rule: 'required-headings', apply: relevel(heading('Error Handling'), 1)},
  {
    kind: 'put a chapter deeper with its parts',
    rule: 'required-headings',
    apply: relevel(heading('Error Handling'), 1, true)
  },
  {kind: 'put a sample deeper', rule: 'required-headings', apply: relevel(/^### Type 2:/, 1)},
  {
    kind: 'put a section under another parent',
    rule: 'required-headings',
    apply: moveBefore(heading('Rate Limits'), /^## Authentication/)
  },
  {kind: 'write a heading in bold', rule: 'required-headings', apply: replace(/^### Logging.*/, '**Logging**')},
  {kind: 'write a heading as a line', rule: 'required-headings', apply: replace(/^### Alerting.*/, 'Alerting:')},
  {
    kind: 'put a section into a comment',
    rule: 'required-headings',
    apply: inSection(heading('Alerting'), (lines, {start, end}) => ({
      lines: [...lines.slice(0, start), '<!--', ...lines.slice(start, end), '-->', '', ...lines.slice(end)],
      at: start + 1
    }))
  },
  {
    kind: 'open a fence that nobody closes',
    rule: 'required-headings',
    apply: inSection(heading('Support'), (lines, {start}) => ({
      lines: lines.toSpliced(start, 0, '```', ''),
      at: start + 1
    })),
    findings: 1
  },
  {
    kind: 'merge two sections',
    rule: 'required-headings',
    apply: inLines((lines) => {
      const first = lineOf(lines, heading('Logging'))
      const second = lineOf(lines, heading('Alerting'))
      return first === undefined || second === undefined
        ? undefined
        : {lines: lines.with(first, '### Logging and Alerting').toSpliced(second, 1), at: first + 1}
    })
  },
  {
    kind: 'write something else',
    rule: 'required-headings',
    apply: (text) => ({text: `# Wharf Integration Guide\n\nNothing of it.\n${text.slice(text.length)}`, at: 1})
  },

  // Title
  {kind: 'leave the title out', rule: 'title', apply: inLines((lines) => ({lines: lines.slice(2), at: 1}))},
  {kind: 'write another title', rule: 'title', apply: replace(/^# .*/, '# How to integrate')},
  {kind: 'misspell the title', rule: 'title', apply: replace(/^(# \w+) Integration Guide/, '$1 Integraton Guide')},

  // Order
  {
    kind: 'swap two sections',
    rule: 'heading-order',
    apply: swap(heading('Purpose'), heading('Integration Architecture'))
  },
  {
    kind: 'swap two chapters',
    rule: 'heading-order',
    apply: swap(heading('Data Exchange'), heading('Error Handling')),
    findings: 2
  },
  {
    kind: 'move a section to the front',
    rule: 'heading-order',
    apply: moveBefore(heading('Alerting'), /^### Health Checks/)
  },
  {
    kind: 'move a chapter to the front',
    rule: 'heading-order',
    apply: moveBefore(heading('Examples'), /^## Overview/),
    findings: 2
  },

  // Other sections
  {
    kind: 'add a chapter',
    rule: 'no-extra-headings',
    apply: inSection(heading('Support'), (lines, {start}) => ({
      lines: lines.toSpliced(start, 0, '## Glossary', '', 'Words.', ''),
      at: start + 1
    })),
    findings: 2
  },
  {
    kind: 'add a section',
    rule: 'no-extra-headings',
    apply: insert(/^## Monitoring/, ['', '### Tracing', '', 'Not yet.'], 3)
  },
  {
    kind: 'repeat a section',
    rule: 'no-extra-headings',
    apply: inSection(heading('Fallback Mechanisms'), (lines, {start, end}) => ({
      lines: lines.toSpliced(end, 0, ...lines.slice(start, end).filter((line) => !line.startsWith('####'))),
      at: end + 1
    }))
  },

  // Content
  {kind: 'drop a table', rule: 'required-content', apply: keepOnly(variables, ['Set what you need.'], 2)},
  {
    kind: 'turn a table into a list',
    rule: 'required-content',
    apply: keepOnly(heading('Feature Flags'), ['- `a`: on', '- `b`: off'], 3)
  },
  {
    kind: 'turn a list into prose',
    rule: 'required-content',
    apply: keepOnly(heading('Key Features'), ['It has many.'], 2)
  },
  {kind: 'drop a code block', rule: 'required-content', apply: keepOnly(heading('Logging'), ['Log what matters.'], 2)},
  {kind: 'drop the code of a sample', rule: 'required-content', apply: keepOnly(/^### Example 1:/, ['As usual.'], 2)},
  {
    kind: 'drop a diagram',
    rule: 'required-content',
    apply: inSection(heading('Integration Architecture'), (lines, {start, end}) => ({
      lines: lines.toSpliced(start + 1, end - start - 1, '', 'Two halves.', ''),
      at: start + 3
    }))
  },
  {
    kind: 'turn a diagram into code',
    rule: 'required-content',
    apply: inSection(heading('Integration Architecture'), (lines, {start, end}) => ({
      lines: lines.map((line) => line.replace('```mermaid', '```text')),
      at: lastTextBefore(
        lines,
        lines.findIndex((line, at) => at > start && at <= end && line.startsWith('#'))
      )
    }))
  },

  // Columns
  {kind: 'drop the first column', rule: 'table-columns', apply: dropColumn(variables, 0)},
  {kind: 'drop a column', rule: 'table-columns', apply: dropColumn(variables, 3)},
  {kind: 'drop the last column', rule: 'table-columns', apply: dropColumn(heading('Metrics'), 3)},
  {kind: 'misspell a column', rule: 'table-columns', apply: editTable(variables, cell(0, 1, ' Desciption '), 0)},
  {
    kind: 'rename a column to a part',
    rule: 'table-columns',
    apply: editTable(heading('Common Errors'), cell(0, 0, ' Code '), 0)
  },
  {
    kind: 'swap two columns',
    rule: 'table-columns',
    apply: editTable(heading('Metrics'), (cells) => [cells[1] ?? '', cells[0] ?? '', ...cells.slice(2)], 0)
  },
  {
    kind: 'add a column',
    rule: 'table-columns',
    apply: editTable(
      heading('Data Mapping'),
      (cells, row) => [...cells, row === 0 ? ' Since ' : row === 1 ? '-' : ' 1.0 '],
      0
    )
  },

  // Cells
  {
    kind: 'write a value that is not allowed',
    rule: 'table-cells',
    apply: editTable(variables, cell(2, 2, ' Perhaps '), 2)
  },
  {kind: 'blank a cell', rule: 'table-cells', apply: editTable(variables, cell(2, 1, ' '), 2)},
  {kind: 'blank a choice', rule: 'table-cells', apply: editTable(variables, cell(3, 2, ' '), 3)},
  {
    kind: 'end a row early',
    rule: 'table-cells',
    apply: editTable(variables, (cells, row) => (row === 2 ? cells.slice(0, 3) : cells), 2)
  },
  {
    kind: 'repeat a key',
    rule: 'table-cells',
    apply: inSection(variables, (lines, {start}) => {
      const row = (lineOf(lines, /^\|/, start) ?? 0) + 2
      return {lines: lines.toSpliced(row, 0, lines[row] ?? ''), at: row + 2}
    })
  },
  {
    kind: 'drop all rows',
    rule: 'table-cells',
    apply: editTable(heading('Feature Flags'), (cells, row) => (row > 1 ? [] : cells), 1)
  },
  {kind: 'write a key as text', rule: 'table-cells', apply: editTable(heading('Metrics'), cell(2, 0, ' requests '), 2)},

  // Fields
  {
    kind: 'drop a field',
    rule: 'list-labels',
    apply: replace(/^([-*]) \*\*Pros\*\*.*/, '$1 **Scope**: All', {further: -1})
  },
  {kind: 'misspell a field', rule: 'list-labels', apply: replace(/\*\*Use Cases\*\*/, '**Use Csaes**')},
  {kind: 'blank a field', rule: 'list-labels', apply: replace(/(\*\*Status Page\*\*:).*/, '$1')},
  {
    kind: 'swap two fields',
    rule: 'list-labels',
    apply: inLines((lines) => {
      const at = lineOf(lines, /\*\*Forums\*\*/)
      return at === undefined
        ? undefined
        : {lines: lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? ''), at: at + 2}
    })
  },
  {kind: 'drop all fields', rule: 'list-labels', apply: keepOnly(heading('Community Resources'), ['Look around.'], 2)},
  {kind: 'drop the fields of a sample', rule: 'list-labels', apply: keepOnly(/^### Type 1:/, ['It is one.'], 2)},

  // Placeholders
  {
    kind: 'leave a placeholder in text',
    rule: 'no-placeholders',
    apply: keepOnly(heading('Purpose'), ['[Describe the purpose of this integration and what it enables]'], 2)
  },
  {
    kind: 'leave a placeholder within text',
    rule: 'no-placeholders',
    apply: insert(/^### Purpose/, ['', 'Ask [Service Name] for more.'], 3)
  },
  {kind: 'leave a placeholder in the title', rule: 'no-placeholders', apply: replace(/^# \w+/, '# [Service Name]')},
  {
    kind: 'leave a placeholder in a heading',
    rule: 'no-placeholders',
    apply: replace(/^### Type 1: .*/, '### Type 1: [Name]')
  },
  {
    kind: 'leave a placeholder in a cell',
    rule: 'no-placeholders',
    apply: editTable(variables, cell(2, 1, ' [Description] '), 2)
  },
  {kind: 'leave a choice open', rule: 'no-placeholders', apply: editTable(variables, cell(2, 2, ' Yes/No '), 2)},
  {kind: 'leave a sample key in', rule: 'no-placeholders', apply: editTable(variables, cell(2, 0, ' `VAR_1` '), 2)},
  {
    kind: 'leave a row in',
    rule: 'no-placeholders',
    apply: inSection(heading('Feature Flags'), (lines, {start}) => {
      const row = (lineOf(lines, /^\|/, start) ?? 0) + 2
      return {lines: lines.toSpliced(row, 0, '| `FLAG_1` | [Description] | [Default] | [Example] |'), at: row + 1}
    })
  },
  {kind: 'leave an item in', rule: 'no-placeholders', apply: insert(/^### Key Features/, ['', '- [Feature 3]', ''], 3)},
  {
    kind: 'leave a placeholder in a field',
    rule: 'no-placeholders',
    apply: replace(/(\*\*Pros\*\*:).*/, '$1 [Advantages]')
  },
  {
    kind: 'leave a placeholder in a link',
    rule: 'no-placeholders',
    apply: insert(/^### Documentation/, ['', '- [More on [Service Name]](https://example.org/more)', ''], 3)
  },
  {
    kind: 'leave a placeholder in emphasis',
    rule: 'no-placeholders',
    apply: insert(/^### Purpose/, ['', 'Ask **[Service Name]** for more.'], 3)
  },
  {
    kind: 'leave a placeholder in a quote',
    rule: 'no-placeholders',
    apply: insert(/^### Alerting/, ['', '> [Describe recommended alerting strategy]'], 3)
  },
  {
    kind: 'leave code in',
    rule: 'no-placeholders',
    apply: insert(/^### Logging/, ['', '```', '[Code example of logging]', '```'], 4)
  },
  {
    kind: 'leave a sentence in code',
    rule: 'no-placeholders',
    apply: insert(/^### Logging/, ['', '```js', 'start()', '// [Code example of logging]', '```'], 5)
  },
  {
    kind: 'leave the diagram in',
    rule: 'no-placeholders',
    apply: insert(
      /^### Integration Architecture/,
      [
        '',
        '```mermaid',
        'sequenceDiagram',
        '    participant Client',
        '    participant ServiceA',
        '    participant ServiceB',
        '    ',
        '    Client->>ServiceA: Request',
        '    ServiceA->>ServiceB: Integration Call',
        '    ServiceB-->>ServiceA: Response',
        '    ServiceA-->>Client: Result',
        '```'
      ],
      4
    )
  },
  {
    kind: 'leave a placeholder in another case',
    rule: 'no-placeholders',
    apply: insert(/^### Purpose/, ['', 'Ask [service name].'], 3)
  },
  {
    kind: 'leave a placeholder over two lines',
    rule: 'no-placeholders',
    apply: insert(/^### Alerting/, ['', '[Describe recommended', 'alerting strategy]'], 3)
  },
  {kind: 'write TODO', rule: 'no-placeholders', apply: insert(/^### Alerting/, ['', 'TODO: write it'], 3)},
  {kind: 'write TBD in a cell', rule: 'no-placeholders', apply: editTable(variables, cell(2, 1, ' TBD '), 2)},

  // Links
  {
    kind: 'misspell an entry of the contents list',
    rule: 'valid-anchors',
    apply: replace(/\(#prerequisites\)/, '(#prerequisits)')
  },
  {kind: 'write a fragment in another case', rule: 'valid-anchors', apply: replace(/\(#monitoring\)/, '(#Monitoring)')},
  {
    kind: 'link to a heading that is not there',
    rule: 'valid-anchors',
    apply: insert(/^### Purpose/, ['', 'See [there](#nowhere-at-all).'], 3)
  },
  {
    kind: 'link to a file that is not there',
    rule: 'valid-anchors',
    apply: insert(/^### Purpose/, ['', 'See [there](nowhere.md).'], 3)
  },
  {
    kind: 'show a picture that is not there',
    rule: 'valid-anchors',
    apply: insert(/^### Purpose/, ['', '![there](nowhere.png)'], 3)
  },
  {
    kind: 'link to a heading of another guide that is not there',
    rule: 'valid-anchors',
    apply: insert(/^### Purpose/, ['', 'See [there](draft.md#nowhere-at-all).'], 3)
  },
  {
    kind: 'define a link that leads nowhere',
    rule: 'valid-anchors',
    apply: insert(/^### Purpose/, ['', 'See [there][].', '', '[there]: #nowhere-at-all'], 5)
  },

  // Contents list
  {
    kind: 'drop an entry',
    rule: 'table-of-contents',
    apply: inLines((lines) => {
      const at = lineOf(lines, /\(#monitoring\)/)
      return at === undefined ? undefined : {lines: lines.toSpliced(at, 1), at}
    })
  },
  {
    kind: 'swap two entries',
    rule: 'table-of-contents',
    apply: inLines((lines) => {
      const at = lineOf(lines, /\(#monitoring\)/)
      return at === undefined
        ? undefined
        : {lines: lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? ''), at: at + 1}
    })
  },
  {
    kind: 'label an entry otherwise',
    rule: 'table-of-contents',
    apply: replace(/\[Monitoring\]\(#monitoring\)/, '[How to watch it](#monitoring)')
  },

  // Names
  {
    kind: 'write another name',
    rule: 'consistent-names',
    apply: replace(/integrating with \w+,/, 'integrating with Bolt,')
  },

  // Empty sections
  {kind: 'empty a section', rule: 'no-empty-sections', apply: keepOnly(heading('Alerting'), [])},
  {kind: 'leave only a comment', rule: 'no-empty-sections', apply: keepOnly(heading('Purpose'), ['<!-- later -->'])},
  {
    kind: 'leave only a definition',
    rule: 'no-empty-sections',
    apply: keepOnly(heading('Purpose'), ['[x]: https://example.org'])
  },
  {kind: 'empty a section with a table', rule: 'no-empty-sections', apply: keepOnly(variables, [])},
  {kind: 'empty a sample', rule: 'no-empty-sections', apply: keepOnly(/^### Issue 2:/, [])}
]

const everywhere =
  (pattern: RegExp, replacement: string): Mutation['apply'] =>
  (text) => ({text: text.replaceAll(pattern, replacement)})

export const harmless: readonly Mutation[] = [
  {kind: 'CRLF', apply: everywhere(/\n/g, '\r\n')},
  {kind: 'a byte order mark', apply: (text) => ({text: `\uFEFF${text}`})},
  {kind: 'no line break at the end', apply: (text) => ({text: text.trimEnd()})},
  // A name that starts like a list item would become one.
  {kind: 'Setext headings', apply: everywhere(/^## (?!\d{1,9}[.)] |[-+*>#])(.*?)(?: #+)?$/gm, '$1\n---')},
  {kind: 'closed headings', apply: everywhere(/^(###) ([^#\n]*[^#\n ])$/gm, '$1 $2 $1')},
  {kind: 'emphasis in a heading', apply: replace(/^### Logging/, '### *Logging*')},
  {kind: 'code in a heading', apply: replace(/^### Metrics/, '### `Metrics`')},
  {kind: 'a link in a heading', apply: replace(/^### Alerting/, '### [Alerting](https://example.org/alerting)')},
  {kind: 'an anchor in a heading', apply: replace(/^### Alerting/, '### <a name="alerting-of-ours"></a>Alerting')},
  {kind: 'an attribute behind a heading', apply: replace(/^### Alerting/, '### Alerting {#alerting}')},
  {kind: 'a comment in a heading', apply: replace(/^### Alerting/, '### Alerting <!-- omit in toc -->')},
  {kind: 'numbers before headings', apply: everywhere(/^(### )(Purpose|Logging|Metrics|Alerting)/gm, '$11.2 $2')},
  {kind: 'emoji in headings', apply: replace(/^### Alerting/, '### 🔔 Alerting')},
  {kind: 'a mark in a heading', apply: replace(/^### Circuit Breaking/, '### Circuit Breaking (Optional)')},
  {kind: 'white space in a heading', apply: replace(/^### Key Features/, '###   Key   Features  ')},
  {kind: 'unpadded tables', apply: everywhere(/ *\| */g, '|')},
  {kind: 'aligned columns', apply: everywhere(/^(\|)(?:-+\|){3}$/gm, '|:-|:-:|-:|')},
  {kind: 'bold headers', apply: replace(/\| ?Variable ?\|/, '| **Variable** |')},
  {
    kind: 'another case of a choice',
    apply: editTable(variables, (cells) => cells.map((text) => (text.trim() === 'Yes' ? ' **yes** ' : text)), 2)
  },
  {kind: 'a remark behind a choice', apply: editTable(variables, cell(2, 2, ' No (since 2.0) '), 2)},
  {
    kind: 'reference links',
    apply: (text) => ({
      text: `${text.replace(/\(#monitoring\)/, '[watch]').replace('[watch]', '(#monitoring)')}\n\nSee [more][].\n\n[more]: https://example.org/more\n`
    })
  },
  {kind: 'HTML anchors', apply: (text) => ({text: `${text}\n\n<a id="end"></a>\n\nBack to the [end](#end).\n`})},
  {kind: 'task lists', apply: insert(/^### Purpose/, ['', '- [ ] Read this', '- [x] Done'])},
  {
    kind: 'brackets in prose',
    apply: insert(/^### Purpose/, ['', 'As they say [sic], the [draft] of `rows[i]` and [1, 2] \\[x\\].'])
  },
  {
    kind: 'brackets in code',
    apply: insert(/^### Purpose/, ['', '```json', '{"list": [1, 2], "name": "[Name]"}', '```'])
  },
  {kind: 'braces and tags in prose', apply: insert(/^### Purpose/, ['', 'Set {a, b} and use <kbd>Ctrl</kbd>.'])},
  {kind: 'an alert', apply: insert(/^### Purpose/, ['', '> [!NOTE]', '> Mind the gap.'])},
  {
    kind: 'a footnote',
    apply: (text) => ({
      text: `${text.replace(/^### Purpose\n/m, '### Purpose\n\nThus.[^thus]\n')}\n\n[^thus]: Or so.\n`
    })
  },
  // If the text has front matter, a second one would be text.
  {
    kind: 'front matter',
    apply: (text) =>
      /^(?:\s*<!--[^>]*-->)?\s*---/.test(text) ? undefined : {text: `---\ntitle: A guide\ntags: [a, b]\n---\n\n${text}`}
  },
  {
    kind: 'a fourth repeat',
    apply: (text) =>
      text.includes('### Issue 1')
        ? insert(/^## Troubleshooting/, [
            '',
            '### Issue 9: Nothing',
            '',
            '- **Symptoms**: None',
            '- **Causes**: None',
            '- **Resolution**: None'
          ])(text)
        : undefined
  },
  {
    kind: 'deeper headings',
    apply: insert(/^### Logging/, [
      '',
      'First this.',
      '',
      '#### Levels',
      '',
      'Five.',
      '',
      '##### Names',
      '',
      'None.',
      ''
    ])
  },
  {
    kind: 'another table',
    apply: insert(/^### Rate Limits/, ['', '| Plan | Limit |', '| --- | --- |', '| Small | 5 |', ''])
  },
  {kind: 'another field', apply: replace(/^([-*]) \*\*Pros\*\*/, '$1 **Since**: 1.0\n$1 **Pros**')},
  {kind: 'plain fields', apply: everywhere(/\*\*(Forums|GitHub|Stack Overflow)\*\*:/g, '$1:')},
  {kind: 'colons within bold labels', apply: everywhere(/\*\*(Symptoms|Causes|Resolution)\*\*:/g, '**$1:**')},
  {kind: 'singular labels', apply: everywhere(/\*\*(Symptom|Cause)s\*\*/g, '**$1**')},
  {kind: 'other bullets', apply: everywhere(/^[-*] /gm, '+ ')},
  {kind: 'fences of tildes', apply: everywhere(/^```/gm, '~~~')},
  {
    kind: 'a section that does not apply',
    apply: keepOnly(heading('Feature Flags'), ['None, since there are no flags.'])
  },
  {kind: 'comments', apply: insert(/^### Purpose/, ['', '<!-- reviewed -->', ''])},
  {kind: 'a break', apply: insert(/^### Purpose/, ['', '---', ''])},
  {kind: 'a collapsed block', apply: insert(/^### Purpose/, ['', '<details>', '', 'More.', '', '</details>', ''])},
  {
    kind: 'entries for deeper headings',
    apply: replace(/^([-*]) \[Monitoring\]\(#monitoring\)/, '$1 [Monitoring](#monitoring)\n  $1 [Metrics](#metrics)')
  },
  {kind: 'a possessive name', apply: replace(/integrating with (\w+),/, "integrating with $1's cloud,")},
  {
    kind: 'a picture of the architecture',
    apply: keepOnly(heading('Integration Architecture'), ['![Two halves](https://example.org/halves.svg)'])
  }
]

/** A section of a template, with what faults in documents can be about. */
export interface Part {
  readonly heading: string
  readonly labels: readonly string[]
  readonly columns: readonly string[]
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}

function doubled(text: string): string {
  return text.replace(/(?<=\p{L}\p{L})\p{Ll}/u, '$&$&')
}

/**
 * Faults for any document: each in a section whose heading the template has word for word.
 *
 * @param placeholder A placeholder of the template, to be left in the document.
 */
export function faultsIn({heading: name, labels, columns}: Part, placeholder: string | undefined): readonly Fault[] {
  const at = new RegExp(`^#+ ${escaped(name)}(?: #+)?\\s*$`)
  const label = labels.map((text) => new RegExp(`^(\\s*(?:[-*+] )?\\*{0,2})${escaped(text)}(:\\*\\*|\\*\\*:|:)`))[0]
  const column = columns.at(-1)
  return [
    {kind: 'drop a section', rule: 'required-headings', apply: drop(at)},
    {
      kind: 'double a letter',
      rule: 'required-headings',
      apply: inSection(at, (lines, {start, depth}) => ({
        lines: lines.with(start, `${'#'.repeat(depth)} ${doubled(name)}`),
        at: start + 1
      }))
    },
    {kind: 'write a heading in bold', rule: 'required-headings', apply: replace(at, `**${name}**`)},
    {kind: 'put a section deeper', rule: 'required-headings', apply: relevel(at, 1, true)},
    {kind: 'empty a section', rule: 'no-empty-sections', apply: keepOnly(at, [])},
    {kind: 'leave only a comment', rule: 'no-empty-sections', apply: keepOnly(at, ['<!-- later -->'])},
    {
      kind: 'repeat a section',
      rule: 'no-extra-headings',
      apply: inSection(at, (lines, {start, end}) => ({
        lines: lines.toSpliced(end, 0, ...lines.slice(start, end)),
        at: end + 1
      }))
    },
    {
      kind: 'add a section',
      rule: 'no-extra-headings',
      apply: inSection(at, (lines, {start, depth}) => ({
        lines: lines.toSpliced(start, 0, `${'#'.repeat(depth)} Glossary of kiln words`, '', 'Words.', ''),
        at: start + 1
      }))
    },
    {kind: 'write TODO', rule: 'no-placeholders', apply: insert(at, ['', 'TODO: write it'], 3)},
    {
      kind: 'link to a heading that is not there',
      rule: 'valid-anchors',
      apply: insert(at, ['', 'See [there](#nowhere-at-all).'], 3)
    },
    ...(placeholder === undefined
      ? []
      : [{kind: 'leave a placeholder in text', rule: 'no-placeholders', apply: insert(at, ['', placeholder, ''], 3)}]),
    ...(label === undefined
      ? []
      : [
          {
            kind: 'drop a label',
            rule: 'list-labels',
            apply: inSection(at, (lines, {start, end}) => {
              const line = lineOf(lines, label, start)
              return line === undefined || line >= end ? undefined : {lines: lines.toSpliced(line, 1)}
            })
          },
          {
            kind: 'misspell a label',
            rule: 'list-labels',
            apply: replace(label, `$1${doubled(labels[0] ?? '')}$2`, {behind: at})
          }
        ]),
    ...(column === undefined
      ? []
      : [
          {kind: 'drop the last column', rule: 'table-columns', apply: dropColumn(at, columns.length - 1)},
          {
            kind: 'misspell a column',
            rule: 'table-columns',
            apply: editTable(at, cell(0, columns.length - 1, ` ${doubled(column)} `), 0)
          }
        ])
  ]
}
