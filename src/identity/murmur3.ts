const C1 = 0xcc9e2d51
const C2 = 0x1b873593

/** MurmurHash3, x86 32 bit, seed 0, over the UTF-8 bytes: an unsigned number. Not for secrets. */
export function murmur3(text: string): number {
  const bytes = Buffer.from(text, 'utf8')
  const whole = bytes.length - (bytes.length % 4)
  let hash = 0
  for (let at = 0; at < whole; at += 4) hash = (Math.imul(rotate(hash ^ scramble(bytes.readUInt32LE(at)), 13), 5) + 0xe6546b64) | 0
  if (whole < bytes.length) hash ^= scramble(bytes.readUIntLE(whole, bytes.length - whole))
  return finish(hash ^ bytes.length)
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

const scramble = (block: number): number => Math.imul(rotate(Math.imul(block, C1), 15), C2)

function finish(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
