/** Text that is markup. Everything else that is put into markup is escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Markup with values inserted. Numbers and texts are escaped, both for content and for quoted attributes. */
export function html(
  parts: TemplateStringsArray,
  ...values: ReadonlyArray<Html | string | number | readonly Html[]>
): Html {
  return new Html(parts.map((part, index) => part + textOf(values[index] ?? '')).join(''))
}

function textOf(value: Html | string | number | readonly Html[]): string {
  if (value instanceof Html) return value.text
  return typeof value === 'object'
    ? value.map(({text}) => text).join('')
    : String(value).replaceAll(/[&<>"']/g, (character) => references[character] ?? '')
}

/** Data for a script, as JSON that cannot end its element. */
export function jsonElement(id: string, data: unknown): Html {
  return new Html(
    `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`
  )
}
