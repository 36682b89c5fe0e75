import {closeSync, constants, fsyncSync, openSync, unlinkSync, writeFileSync} from 'node:fs'

// Windows does not have it.
const {O_NOFOLLOW = 0} = constants as Partial<typeof constants>

export const temporaryEnding = '.tmp'

/**
 * Write a file beside another, for its owner alone, under a name that nobody can predict: nothing that exists
 * already is overwritten, and no link followed.
 *
 * @param put Puts it in the place of the other; what is left of it where that fails is removed.
 * @throws {NodeJS.ErrnoException} If that cannot be done.
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
