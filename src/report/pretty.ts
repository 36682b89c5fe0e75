import {VFile} from 'vfile'
import type {VFileMessage} from 'vfile-message'
import {reporter} from 'vfile-reporter'
import {inLine} from './escape.ts'
import type {Report} from './report.ts'

/** For people. */
export const pretty: Report = (files, {quiet, hasColors}) => reporter(files.map((file) => printable(file)), {quiet, color: hasColors})

/** Only what is foreign is escaped: the reporter's own colours stay. */
function printable({path, messages}: VFile): VFile {
  const file = new VFile({path: inLine(path)})
  file.messages = messages.map((message) => Object.assign(Object.create(message) as VFileMessage, {message: inLine(message.reason), ...(message.ruleId !== undefined && {ruleId: inLine(message.ruleId)}), ...(message.source !== undefined && {source: inLine(message.source)})}))
  return file
}
