import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address counts for: an IPv4 address is one caller, of IPv6 everybody has a whole `/64`.
 *
 * @example sourceOf('2001:db8::1') // '2001:db8:0:0::/64'
 */
export function sourceOf(remoteAddress: string): string {
  const address = plain(remoteAddress)
  if (!address.includes(':') || !isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  const network = [...front, ...zeros, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}

/** Whether the caller is on this machine. */
export function isLoopback(remoteAddress: string): boolean {
  const address = plain(remoteAddress)
  return address === '::1' || (address.startsWith('127.') && isIPv4(address))
}

/** Without the IPv6 spelling of an IPv4 address, and without a zone. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
