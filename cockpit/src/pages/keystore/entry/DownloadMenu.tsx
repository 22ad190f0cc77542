import '@ui5/webcomponents-icons/dist/download.js'
import { value } from '../../../api/odata.ts'
import { saveFile } from '../../../components/files/save-file.ts'
import { MenuButton } from '../../../components/MenuButton.tsx'
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
  const { run, problem } = useAction()
  const forms = FORMS.filter(
    ({ keyPairOnly, set }) => (!keyPairOnly || isKeyPair(entry)) && (set !== 'SSHKeyResources' || entry.KeyType === 'RSA'),
  )
  const save = (ending: (typeof FORMS)[number]['ending']) =>
    void run(async () => {
      const form = forms.find((each) => each.ending === ending)
      if (form !== undefined) saveFile(await (await value(contentPath(form.set, entry))).blob(), `${entry.Alias}.${ending}`)
    })
  return (
    <>
      <Problem text={problem} />
      <MenuButton
        text={t('keystore.downloadEntry')}
        icon="download"
        items={forms.map(({ ending }) => ({ value: ending, text: t(`keystore.form.${ending}`) }))}
        onChoose={save}
      />
    </>
  )
}
