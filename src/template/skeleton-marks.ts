/**
 * A skeleton is how a text of a template is read, wherever it is: heading, title, label, value, column, row, cell, list
 * item, front matter. It is a sequence of literal text, slots and running numbers, written as one string, with a mark for
 * each slot and number.
 */

/** Stands for any non-empty text in a skeleton; private use, so that no document has it. */
export const anyText = '\u{E001}'

/** Stands for a running number or letter in a skeleton. */
export const runningNumber = '\u{E002}'
