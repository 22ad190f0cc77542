/**
 * Text that may stand in `error_description` and in a quoted header value: printable ASCII without quote and backslash
 * (RFC 6749 §5.2). Everything else becomes a question mark, a quote an apostrophe.
 */
export const quoted = (text: string): string => text.replaceAll('"', "'").replace(/[^\x20-\x7e]|\\/g, '?')
