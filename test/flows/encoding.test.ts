import { generateKey } from 'openpgp'
import { expect, test } from 'vitest'
import { https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const step = (activity: string, properties: Record<string, string>): StepSketch => ({ activity, properties })
const encoder = (encoderType: string) => step('Encoder', { encoderType })
const decoder = (encoderType: string) => step('Decoder', { encoderType })

const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="orders"><xs:complexType><xs:sequence>
<xs:element name="order" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element name="id" type="xs:string"/><xs:element name="item" type="xs:string"/>
</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:schema>`

test('lines become XML, are packed and encoded, and come back as lines', async () => {
  await stage.deploy({
    id: 'Codecs',
    sender: https('/codecs'),
    steps: [
      step('CsvToXmlConverter', {
        XML_Schema_File_Path: '/xsd/orders.xsd',
        XPath_Field_Location: '/orders/order',
        ignoreFirstLineAsHeader: 'true',
        headerMapping: 'mapHeadersToXSD',
      }),
      ...['Base64 Encode', 'GZIP Compress', 'ZIP Compress'].map(encoder),
      ...['ZIP Decompress', 'GZIP Decompress', 'Base64 Decode'].map(decoder),
      step('XmlToCsvConverter', { XPath_Field_Location: '/orders/order', Field_Separator_in_CSV: ';', Include_Header: 'true' }),
    ],
    resources: { 'xsd/orders.xsd': XSD },
  })
  const answer = await stage.call('/codecs', 'item,id\n"pen; red",1\nink,2\n')
  expect([answer.status, await answer.text()]).toEqual([200, 'id;item\n1;"pen; red"\n2;ink\n'])
})

test('a message is encrypted, signed, decrypted and verified with keys of the tenant', async () => {
  const { publicKey, privateKey } = await generateKey({
    type: 'ecc',
    userIDs: [{ name: 'Shop', email: 'shop@example.com' }],
    format: 'armored',
    date: new Date(Date.now() - 60_000),
  })
  const upload = async (path: string, content: string) => {
    const headers = { authorization: `Bearer ${stage.tenant.adminToken}`, accept: 'application/json', passphrase: 'unused' }
    expect((await fetch(`${stage.tenant.publicUrl}/api/v1/${path}/$value`, { method: 'PUT', headers, body: content })).status).toBe(200)
  }
  await upload("PgpKeyringPublicResources('pubring')", publicKey)
  await upload("PgpKeyringSecretResources('secring')", privateKey)
  const shop = "<row><cell id='UserID'>shop@</cell></row>"
  const encrypt = step('PgpEncrypt', { PgpEncryptionUserIDs: shop, PgpSignatureOption: 'IncludeSignature', PgpSignerUserIDs: shop })
  const decrypt = step('PgpDecrypt', { PgpDecryptionSignatureOption: 'required', PgpDecryptionSignerUserIDs: shop })
  await stage.deploy({ id: 'Seal', sender: https('/seal'), steps: [encrypt] })
  await stage.deploy({ id: 'Open', sender: https('/open'), steps: [decrypt] })
  const sealed = await (await stage.call('/seal', '<order/>')).text()
  expect(sealed).toMatch(/^-----BEGIN PGP MESSAGE-----/)
  expect(await (await stage.call('/open', sealed)).text()).toBe('<order/>')
})
