import {htmlTagNames} from 'html-tag-names'
import {svgTagNames} from 'svg-tag-names'

/** Whether a piece of HTML is a single opening tag of no known element, such as `<your-api-key>`. */
export function isUnknownTag(html: string): boolean {
  const tag = /^<([a-z][\w-]*)(?:\s[^<>]*)?>$/i.exec(html.trim())?.[1]
  return tag !== undefined && !knownElements.has(tag.toLowerCase())
}

const knownElements: ReadonlySet<string> = new Set([...htmlTagNames, ...svgTagNames].map((name) => name.toLowerCase()))
