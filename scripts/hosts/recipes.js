import {readFileSync} from 'node:fs'

const hooks = 'docs/hooks.md'

/**
 * The steps below a heading of the page: a code block whose lead-in ends in a file's name is that file, other ones of
 * the language `sh` are commands.
 *
 * @param {string} heading
 * @param {string} page Its path in this repository.
 * @returns {Array<{file: string, content: string} | {command: string}>}
 */
export function recipe(heading, page = hooks) {
  const section = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
    .split(/^#+ /m)
    .find((text) => text.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`${page} has no heading ${heading}`)
  return Array.from(
    section.matchAll(/(?:`([^`\n]+)`:\n\n)?```(\w+)\n([\s\S]*?)```/g),
    ([, file, language, content]) => {
      if (file !== undefined) return [{file, content}]
      return language === 'sh'
        ? content
            .trim()
            .split('\n')
            .map((command) => ({command}))
        : []
    }
  ).flat()
}
