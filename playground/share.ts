/** What a link carries, in its fragment, which no server gets to see. */
export interface Shared {
  readonly template: string
  readonly guide: string
}

/** Longer texts are not read out of a link: a few letters of it could stand for gigabytes. */
const longestText = 2_000_000

/** The fragment of a link: both texts as JSON, compressed, in the letters of base64url. */
export async function fragmentFor({template, guide}: Shared): Promise<string> {
  const json = new Blob([JSON.stringify([template, guide])]).stream()
  const bytes = await new Response(json.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer()
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What a fragment carries; undefined where it is none of these. */
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

/** @throws {RangeError} Where the text is too long. */
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
