/** What a link contains in its fragment, which is never sent to a server. */
export interface Shared {
  readonly template: string
  readonly guide: string
}

/** Longer texts are not read from a link: a few characters could expand to gigabytes. */
const longestText = 2_000_000

/** The fragment of a link: both texts as JSON, compressed, in base64url. */
export async function fragmentFor({template, guide}: Shared): Promise<string> {
  const json = new Blob([JSON.stringify([template, guide])]).stream()
  const bytes = await new Response(json.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer()
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The texts in a fragment; undefined if it is not one of ours. */
export async function sharedIn(fragment: string): Promise<Shared | undefined> {
  if (!/^[\w-]+$/.test(fragment)) return undefined
  try {
    const letters = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
    const shared: unknown = JSON.parse(await inflated(bytes))
    const [template, guide] = Array.isArray(shared) ? (shared as unknown[]) : []
    return typeof template === 'string' && typeof guide === 'string' ? {template, guide} : undefined
  } catch {
    return undefined
  }
}

/** @throws {RangeError} If the text is too long. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value
    if (text.length > longestText) {
      await reader.cancel()
      throw new RangeError('Too long')
    }
  }
  return text
}
