import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import { t } from '../../messages/messages.ts'

/** Downloads a row of a list. @param name names what is downloaded */
export function DownloadButton({ name, onDownload }: { readonly name: string; readonly onDownload: () => void }) {
  const text = t('list.download', { name })
  return <Button icon="download" design="Transparent" tooltip={text} accessibleName={text} onClick={onDownload} />
}
