import { SluiceError } from '../../kernel/errors.ts'

/**
 * Translates a `java.util.regex` pattern: leading flags `(?i)`, `\A`, `\z`, `\Z`, `\h`, `\Q…\E`, possessive quantifiers and the
 * POSIX classes. Throws `deploy-failed` when JavaScript has no such pattern.
 *
 * @example javaRegex('(?i)(true|x)', 'whole').test('TRUE') // true
 */
export function javaRegex(pattern: string, match: 'whole' | 'part'): RegExp {
  const [, letters = '', rest = ''] = /^(?:\(\?([imsxu]+)\))?([\s\S]*)$/.exec(pattern) ?? []
  const flags = ['i', 'm', 's'].filter((flag) => letters.includes(flag)).join('')
  const body = translate(letters.includes('x') ? rest.replaceAll(/\s+|#.*$/gm, '') : rest)
  try {
    return match === 'whole' ? new RegExp(`^(?:${body})$`, flags.replace('m', '')) : new RegExp(body, `${flags}g`)
  } catch (cause) {
    throw new SluiceError('deploy-failed', `The regular expression ${pattern} cannot be read`, { cause })
  }
}

/** Fills `$1` and `${name}` of a Java replacement; a backslash makes the next character plain. */
export function javaReplacement(replacement: string): (...match: unknown[]) => string {
  return (...match) => {
    const named = match.at(-1)
    return replacement.replaceAll(/\\([\s\S])|\$(\d)|\$\{(\w+)\}/g, (_whole, plain: string | undefined, index: string, name: string) => {
      if (plain !== undefined) return plain
      const group = index !== undefined ? match[Number(index)] : (named as Record<string, string> | undefined)?.[name]
      return String(group ?? '')
    })
  }
}

const SYNTAX = /\\Q([\s\S]*?)(?:\\E|$)|\\p\{(\w+)\}|\\([AzZh])|([*+?}])\+|\\[\s\S]/g

function translate(pattern: string): string {
  return pattern.replaceAll(SYNTAX, (whole, quoted, posix, anchor, quantifier) => {
    if (quoted !== undefined) return quoted.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    if (posix) return POSIX[posix] ? `[${POSIX[posix]}]` : whole
    if (anchor) return ANCHORS[anchor] ?? whole
    return quantifier ?? whole
  })
}

const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Upper: 'A-Z',
  Lu: 'A-Z',
  Lower: 'a-z',
  Ll: 'a-z',
  L: 'A-Za-z\\u00C0-\\u024F',
  Space: '\\s',
  XDigit: '0-9A-Fa-f',
  Punct: '!-\\/:-@\\[-`{-~',
}

const ANCHORS: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '(?=\\n?$)', h: '[ \\t]' }
