import {closeSync, constants, fsyncSync, openSync, unlinkSync, writeFileSync} from 'node:fs'

// Windows does not have it.
const {O_NOFOLLOW = 0} = constants as Partial<typeof constants>

export const temporaryEnding = '.tmp'

/**
 * Write a file beside another, readable only for its owner, under a name that nobody can predict: nothing that exists
 * is overwritten, and no link is followed.
 *
 * @param put Moves it to the place of the other. If that fails, the temporary file is removed.
 * @throws {NodeJS.ErrnoException} If it cannot be written or moved.
 */
export function writeAside(
  file: string,
  content: string | Uint8Array,
  put: (temporary: string) => void,
  {isSynced = false} = {}
): void {
  const temporary = `${file}.${process.getBuiltinModule('node:crypto').randomBytes(8).toString('hex')}${temporaryEnding}`
  const handle = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | O_NOFOLLOW, 0o600)
  try {
    try {
      writeFileSync(handle, content)
      if (isSynced) fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    put(temporary)
  } catch (error) {
    unlinkSync(temporary)
    throw error
  }
}
