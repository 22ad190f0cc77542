import type { CauseDefinition } from './cause.ts'

/** Logging in to the cockpit, and what a browser does there. */
export const SESSION_CAUSES = {
  'login-failed': {
    code: 'unauthorized',
    error: 'access_denied',
    text: 'The password is wrong',
    happened: 'Somebody tried to log in to the cockpit with a password that is not that of the administrator.',
    remedy: 'The password is in the file admin-password of the data folder since the first start.',
  },
  'login-throttled': {
    code: 'too-many-requests',
    error: 'temporarily_unavailable',
    text: ({ limit }) => `Too many wrong passwords; try again in ${limit} s`,
    happened: ({ value, limit }) => `There were too many wrong passwords from ${value}; the next attempt is looked at in ${limit} s.`,
    remedy: 'Wait, then log in with the password in the file admin-password of the data folder.',
  },
  'session-ended': {
    code: 'unauthorized',
    error: 'invalid_token',
    text: 'The session has ended',
    happened: 'The browser sent the cookie of a session that was not used for two hours, was logged out, or ended with a restart.',
    remedy: 'Log in to the cockpit again.',
  },
  'session-csrf-token': {
    code: 'forbidden',
    error: 'csrf_token_required',
    text: 'The CSRF token of the session is missing',
    happened: ({ resource }) =>
      `A browser in which the administrator is logged in sent a change to ${resource} without the CSRF token of its session.`,
    remedy: 'If it was the cockpit, load its page again. Otherwise a page of another site tried to use the session.',
  },
} as const satisfies Record<string, CauseDefinition>
