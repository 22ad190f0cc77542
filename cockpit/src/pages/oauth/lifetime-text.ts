import { t } from '../../messages/messages.ts'

/** @param minutes `null` = until the client's next token */
export const lifetimeText = (minutes: number | null): string =>
  minutes === null ? t('oauth.untilNextToken') : t('oauth.minutes', { count: minutes })
