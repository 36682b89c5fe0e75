import stringWidth from 'full-string-width'

/**
 * The columns that a text takes in a terminal. The bundle has this in the place of `string-width`, which looks at each
 * character of a report for its width: most reports are ASCII.
 */
export default function terminalWidth(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text)
}
