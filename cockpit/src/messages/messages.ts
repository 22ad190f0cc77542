import english from './en.json' with { type: 'json' }

export type Language = 'en' | 'de'
export type MessageKey = keyof typeof english

let messages: Readonly<Record<string, string>> = english

/** Another language loads when it is used; what it lacks stays English. */
export async function loadMessages(language: Language): Promise<void> {
  if (language === 'de') messages = { ...english, ...(await import('./de.json', { with: { type: 'json' } })).default }
}

/**
 * The text of a key, with `{name}` replaced by the values.
 *
 * @example t('clients.deleted', { name: 'orders' })
 */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}
