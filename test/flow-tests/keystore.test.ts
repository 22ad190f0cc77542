import { expect, test } from 'vitest'
import { selfSigned } from '../../src/identity/testing/certificate.fixture.ts'
import { https } from '../support/flow.ts'
import { useBench } from './bench.ts'

const bench = useBench()

const sign = {
  activity: 'SimpleSignMessage',
  properties: { privateKeyAlias: 'Mine', signatureAlgorithm: 'SHA256/ECDSA', signatureTargetHeader: 'Signature' },
}

test('keystore entries come from PEM files', async () => {
  const { pem, keyPem } = await selfSigned()
  bench.put('keys/own.pem', pem)
  bench.put('keys/own.key', keyPem)
  bench.putFlow('signed', { id: 'Signed', sender: https('/signed'), steps: [sign] })
  const tests = (certificate: string) =>
    `tests:\n  - { name: signs, tenant: { keystore: { Mine: { certificate: ${certificate}, privateKey: keys/own.key } } }, message: { body: x }, expect: { headers: { Signature: { present: true } } } }\n`
  expect(await bench.run('signed.test.yaml', tests('keys/own.pem'))).toMatchObject({ code: 0, err: '' })
  expect((await bench.run('signed.test.yaml', tests('keys/own.key'))).out).toContain('test: keys/own.key holds no certificate in PEM')
})
