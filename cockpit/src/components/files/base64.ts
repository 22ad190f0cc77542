/** The bytes as the APIs take them. */
export function base64Of(content: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(content)
  })
}

export const base64OfText = (text: string): Promise<string> => base64Of(new Blob([text]))

/** The content behind base64 of an API. */
export const blobOfBase64 = (text: string): Blob => new Blob([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))])
