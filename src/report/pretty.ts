import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {reporter} from 'vfile-reporter'
import {inLine} from './escape.ts'
import type {Report} from './report.ts'

/** For people. */
export const pretty: Report = (files, {quiet, hasColors}) => reporter(files.flatMap((file) => inParts(printable(file))), {quiet, color: hasColors})

/** vfile-reporter passes all lines of a file as arguments of one call, and of these there may not be more than the stack holds. */
const mostMessages = 20_000

/** A file with many messages as several of the same name. */
function inParts(file: VFile): readonly VFile[] {
  if (file.messages.length <= mostMessages) return [file]
  return Array.from({length: Math.ceil(file.messages.length / mostMessages)}, (_, index) => {
    const part = new VFile({path: file.path})
    part.messages.push(...file.messages.slice(index * mostMessages, (index + 1) * mostMessages))
    return part
  })
}

/** Only what is foreign is escaped: the reporter's own colours stay. */
function printable(original: VFile): VFile {
  const {path, messages} = original
  if (inLine(path) === path && messages.every((message) => isPrintable(message))) return original
  const file = new VFile({path: inLine(path)})
  file.messages = messages.map((message) => Object.assign(Object.create(message) as VFileMessage, {message: inLine(message.reason), ...(message.ruleId !== undefined && {ruleId: inLine(message.ruleId)}), ...(message.source !== undefined && {source: inLine(message.source)})}))
  return file
}

function isPrintable({reason, ruleId = '', source = ''}: VFileMessage): boolean {
  return [reason, ruleId, source].every((text) => inLine(text) === text)
}
