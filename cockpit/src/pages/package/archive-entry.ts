const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const DEFLATED = 8

/** The text of one file in a zip archive (APPNOTE 4.3); nothing when it has none of that name, or is no zip archive. */
export async function archiveEntry(archive: Blob, name: string): Promise<string | undefined> {
  const bytes = await archive.arrayBuffer()
  const view = new DataView(bytes)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  let entry = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0 && view.getUint32(entry, true) === DIRECTORY_ENTRY; count--) {
    const nameLength = view.getUint16(entry + 28, true)
    if (new TextDecoder().decode(new Uint8Array(bytes, entry + 46, nameLength)) === name) return contentOf(view, entry)
    entry += 46 + nameLength + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true)
  }
  return undefined
}

/** It stands at the end, before a comment of 64 kB at most. */
function endOfDirectory(view: DataView): number | undefined {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let position = view.byteLength - 22; position >= earliest; position--) {
    if (view.getUint32(position, true) === END_OF_DIRECTORY) return position
  }
  return undefined
}

async function contentOf(view: DataView, entry: number): Promise<string> {
  const method = view.getUint16(entry + 10, true)
  const size = view.getUint32(entry + 20, true)
  const local = view.getUint32(entry + 42, true)
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const content = new Blob([new Uint8Array(view.buffer as ArrayBuffer, start, size)])
  if (method !== DEFLATED) return content.text()
  return new Response(content.stream().pipeThrough(new DecompressionStream('deflate-raw'))).text()
}
