/** A piece of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What stands before the root element of an XML document. */
export interface Prolog {
  readonly declaration: Span | undefined
  readonly documentType: Span | undefined
}

/** Finds the parts of the prolog; stops at the root element or where the text is no XML. */
export function readProlog(text: string): Prolog {
  const declaration = /^\s*<\?xml\s.*?\?>/s.exec(text)
  const start = declaration ? declaration[0].length : 0
  return {
    declaration: declaration ? { start: declaration[0].indexOf('<'), end: start } : undefined,
    documentType: findDocumentType(text, start),
  }
}

/** White space, comments and processing instructions may come first. */
function findDocumentType(text: string, start: number): Span | undefined {
  const before = /(?:\s|<!--.*?-->|<\?.*?\?>)*/sy
  before.lastIndex = start
  before.exec(text)
  if (!text.startsWith('<!DOCTYPE', before.lastIndex)) return undefined
  const end = endOfDocumentType(text, before.lastIndex)
  return end === undefined ? undefined : { start: before.lastIndex, end }
}

/** Angle brackets in quoted texts, comments and instructions do not count. */
function endOfDocumentType(text: string, start: number): number | undefined {
  const token = /"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[<>]/gs
  token.lastIndex = start + 1
  let open = 1
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '<') open++
    if (found[0] === '>') open--
    if (open === 0) return token.lastIndex
  }
  return undefined
}

/** Whether a document type, or an entity that it declares, points out of the document. */
export function refersOutside(documentType: string): boolean {
  const declarations = documentType.replaceAll(/<!--.*?-->|<\?.*?\?>/gs, '')
  return /<!(?:DOCTYPE|ENTITY)\s+(?:%\s+)?[^\s"'[<>]+\s+(?:SYSTEM|PUBLIC)\s/.test(declarations)
}
