/** No access token of either dialect lives longer, in seconds: 180 days (contract oauth.md §2). */
export const LONGEST_TOKEN_LIFETIME = 180 * 24 * 60 * 60
