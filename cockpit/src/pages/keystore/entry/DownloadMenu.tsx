import { Button, Menu, MenuItem } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/download.js'
import { useId, useState } from 'react'
import { value } from '../../../api/odata.ts'
import { saveFile } from '../../../components/files/save-file.ts'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { t } from '../../../messages/messages.ts'
import { contentPath, isKeyPair, type KeystoreEntry } from '../keystore.ts'

/** The forms of an entry that leave the server; a private key never does. */
const FORMS = [
  { set: 'CertificateResources', ending: 'cer', keyPairOnly: false },
  { set: 'CertificateChainResources', ending: 'p7b', keyPairOnly: true },
  { set: 'CertificateSigningRequests', ending: 'csr', keyPairOnly: true },
  { set: 'SSHKeyResources', ending: 'pub', keyPairOnly: true },
] as const

/** *Download*, and in which form. */
export function DownloadMenu({ entry }: { readonly entry: KeystoreEntry }) {
  const opener = useId()
  const [open, setOpen] = useState(false)
  const { run, problem } = useAction()
  const save = ({ set, ending }: (typeof FORMS)[number]) =>
    void run(async () => saveFile(await (await value(contentPath(set, entry))).blob(), `${entry.Alias}.${ending}`))
  const forms = FORMS.filter(
    ({ keyPairOnly, set }) => (!keyPairOnly || isKeyPair(entry)) && (set !== 'SSHKeyResources' || entry.KeyType === 'RSA'),
  )
  return (
    <>
      <Problem text={problem} />
      <Button id={opener} icon="download" accessibilityAttributes={{ hasPopup: 'menu' }} onClick={() => setOpen(true)}>
        {t('keystore.downloadEntry')}
      </Button>
      <Menu opener={opener} open={open} onClose={() => setOpen(false)}>
        {forms.map((form) => (
          <MenuItem key={form.set} text={t(`keystore.form.${form.ending}`)} onClick={() => save(form)} />
        ))}
      </Menu>
    </>
  )
}
