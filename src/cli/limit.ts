import { InvalidArgumentError, Option } from 'commander'

/** `--limit`, as the server accepts it. */
export const limitOption = (count: number): Option =>
  new Option('--limit <number>', 'rows').default(count).argParser((text) => {
    if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1000) return Number(text)
    throw new InvalidArgumentError('Give a number from 1 to 1000.')
  })
