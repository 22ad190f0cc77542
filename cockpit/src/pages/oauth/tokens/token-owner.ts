/** A client by its id, or by the user that it acts as in the Neo subaccount. */
export function ownerOf(text: string): { readonly client?: string; readonly user?: string } {
  if (text === '') return {}
  return text.startsWith('oauth_client_') ? { user: text } : { client: text }
}
