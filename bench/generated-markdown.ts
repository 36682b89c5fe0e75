import fc from 'fast-check'

/** A word, or a piece of inline markup. */
export const word = fc.constantFrom(
  'kiln',
  'glaze',
  'the',
  'Überlauf',
  'q',
  '[Name]',
  '`code`',
  '*soft*',
  '**hard**',
  '[link](#overview)',
  '[gone](#nowhere)',
  'https://example.com/a_b',
  'www.example.com',
  'a@example.com',
  '~~no~~',
  '<br>',
  '<your-key>',
  'YYYY-MM-DD',
  '\\[x\\]',
  '&amp;',
  '🔥',
  '[ref]',
  '![p](p.png)',
  '[^1]',
  'TODO',
  'N/A',
  '$x$',
  '1*2*3',
  'a_b_c'
)
const line = fc.array(word, {minLength: 1, maxLength: 8}).map((words) => words.join(' '))
const heading = fc
  .tuple(
    fc.integer({min: 1, max: 4}),
    fc.constantFrom(
      'Overview',
      'Purpose',
      'Prerequisites',
      'Monitoring',
      'Monitorng',
      'Support',
      'Issue 1: Heat',
      'Key Features',
      'Kiln',
      '**Rate Limits**',
      'Examples:'
    )
  )
  .map(([depth, name]) => `${'#'.repeat(depth)} ${name}`)
const list = fc
  .tuple(
    fc.constantFrom('- ', '* ', '1. ', '- [ ] ', '- [x] ', '- **Owner**: ', '- Label: '),
    fc.array(line, {minLength: 1, maxLength: 4})
  )
  .map(([marker, lines]) => lines.map((text) => marker + text).join('\n'))
const nestedList = fc.tuple(list, list).map(([outer, inner]) => `${outer}\n${inner.replaceAll(/^/gm, '    ')}`)
const table = fc
  .tuple(
    fc.constantFrom('| Variable | Description |', '| Name | Required | Default |'),
    fc.array(fc.tuple(word, word), {maxLength: 3})
  )
  .map(([header, rows]) =>
    [header, header.replaceAll(/[^|]+/g, ' --- '), ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n')
  )
const code = fc
  .tuple(fc.constantFrom('', 'sh', 'mermaid', 'json'), line)
  .map(([language, text]) => `\`\`\`${language}\n${text}\n\`\`\``)
const html = fc.constantFrom(
  '<!-- Remove this comment. -->',
  '<details>\n\ntext\n\n</details>',
  '<a id="x"></a>',
  '<!--lint disable no-placeholders-->',
  '<!-- guidelint omit "Support": none -->'
)
const quote = line.map((text) => `> ${text}`)
const definition = fc.constantFrom('[ref]: https://example.com', '[^1]: a note', '---', '***')

/** A block of Markdown, without a line break at its end. */
export const block = fc.oneof(heading, heading, line, line, list, nestedList, table, code, html, quote, definition)

/** A document like those that people write, with line breaks of one kind. */
export const generatedDocument = fc
  .tuple(
    fc.constantFrom('', '---\ntitle: A\n---\n\n'),
    fc.array(block, {minLength: 1, maxLength: 25}),
    fc.constantFrom('\n', '\r\n')
  )
  .map(([front, blocks, lineBreak]) => `${front}${blocks.join('\n\n')}\n`.replaceAll('\n', lineBreak))
