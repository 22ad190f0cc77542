/** Text for reading and comparing line by line: XML and JSON that came in one line is broken into several. */
export function lined(text: string): string {
  if (text.trim().includes('\n')) return text
  if (/^\s*</.test(text)) return text.replace(/>\s*</g, '>\n<')
  return /^\s*[[{]/.test(text) ? indentedJson(text) : text
}

function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
