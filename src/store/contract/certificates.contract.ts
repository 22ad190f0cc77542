import { describe, expect, test } from 'vitest'
import type { StoredCertificate } from '../certificates.ts'
import { client } from './clients.contract.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const certificate = (change: Partial<StoredCertificate> = {}): StoredCertificate => ({
  id: 'c-1',
  thumbprint: 'thumb-1',
  subjectDn: 'CN=Acme, C=DE',
  issuerDn: 'CN=Authority',
  names: 'acme by authority',
  pem: '-----BEGIN CERTIFICATE-----\n',
  serialNumber: '0A',
  issuedAt: 1000,
  expiresAt: 9000,
  pinned: true,
  subaccountId: 'sub-1',
  clientId: null,
  keyId: null,
  user: 'maria',
  createdAt: 1,
  createdBy: 'anna',
  modifiedBy: null,
  modifiedAt: 1,
  ...change,
})

const ofKey = (change: Partial<StoredCertificate> = {}) =>
  certificate({ id: 'c-2', thumbprint: 'thumb-2', pinned: false, clientId: client().clientId, keyId: 'key-1', user: null, ...change })

const renewal = (issuedAt: number, thumbprint = 'thumb-9') => ({ thumbprint, pem: 'new', serialNumber: '0B', issuedAt, expiresAt: 99_000 })

export function certificateContract(subject: StoreSubject): void {
  describe('certificates', () => {
    const store = eachStore(subject)

    test('lists by subject and by every filter', async () => {
      const { certificates, clients } = store.current
      await clients.create(client(), [])
      const first = certificate({ subjectDn: 'CN=A', id: 'c-9' })
      await certificates.add(ofKey())
      await certificates.add(first)
      expect(await certificates.list()).toEqual([first, ofKey()])
      expect(await certificates.list({ thumbprint: 'thumb-2' })).toEqual([ofKey()])
      expect(await certificates.list({ clientId: client().clientId })).toEqual([ofKey()])
      expect(await certificates.list({ keyId: 'key-1', names: 'acme by authority' })).toEqual([ofKey()])
      expect(await certificates.list({ clientId: null })).toEqual([first])
      expect(await certificates.list({ user: 'maria' })).toEqual([first])
      expect(await certificates.list({ user: 'Maria' })).toEqual([])
    })

    test('a certificate is stored once, whoever has it', async () => {
      const { certificates } = store.current
      await certificates.add(certificate())
      await expect(certificates.add(certificate({ id: 'c-3', user: 'otto' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Certificate thumb-1 exists already',
      })
      expect(await certificates.list()).toEqual([certificate()])
    })

    test('of five at once one is stored', async () => {
      const { certificates } = store.current
      const adding = ['a', 'b', 'c', 'd', 'e'].map((id) => certificates.add(certificate({ id })))
      const results = await Promise.allSettled(adding)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await certificates.list()).toHaveLength(1)
    })

    test('that of a key ends with its client', async () => {
      const { certificates, clients } = store.current
      await expect(certificates.add(ofKey())).rejects.toMatchObject({ code: 'not-found' })
      await clients.create(client(), [])
      for (const item of [ofKey(), certificate()]) await certificates.add(item)
      await clients.delete(client().clientId)
      expect(await certificates.list()).toEqual([certificate()])
    })

    test('a renewal goes forward only', async () => {
      const { certificates } = store.current
      await certificates.add(certificate())
      const changes = changesOf(store.current)
      await certificates.renew('c-1', renewal(2000))
      await certificates.renew('c-1', renewal(1500, 'thumb-8'))
      await certificates.renew('c-1', renewal(2000, 'thumb-7'))
      expect(await certificates.list()).toEqual([certificate(renewal(2000))])
      expect(changes).toEqual([['certificates', 'c-1']])
    })

    test('a renewal cannot be the certificate of somebody else', async () => {
      const { certificates } = store.current
      for (const item of [certificate(), certificate({ id: 'c-3', thumbprint: 'thumb-3' })]) await certificates.add(item)
      await expect(certificates.renew('c-1', renewal(2000, 'thumb-3'))).rejects.toMatchObject({ code: 'conflict' })
      expect(await certificates.list({ thumbprint: 'thumb-1' })).toEqual([certificate()])
    })

    test('that of a user can be given to another one', async () => {
      const { certificates } = store.current
      await certificates.add(certificate())
      const changes = changesOf(store.current)
      const to = { user: 'otto', modifiedBy: 'ben', modifiedAt: 2 }
      await certificates.reassign('c-1', to)
      expect(await certificates.list()).toEqual([certificate(to)])
      expect(changes).toEqual([['certificates', 'c-1']])
    })

    test('deletes, and says what is not there', async () => {
      const { certificates } = store.current
      await certificates.add(certificate())
      const changes = changesOf(store.current)
      await certificates.delete('c-1')
      const missing = { code: 'not-found', message: 'Certificate c-1 does not exist' }
      await expect(certificates.delete('c-1')).rejects.toMatchObject(missing)
      await expect(certificates.renew('c-1', renewal(2000))).rejects.toMatchObject(missing)
      await expect(certificates.reassign('c-1', { user: 'otto', modifiedBy: null, modifiedAt: 2 })).rejects.toMatchObject(missing)
      expect(await certificates.list()).toEqual([])
      expect(changes).toEqual([['certificates', 'c-1']])
    })

    if (subject.reopen === undefined) return

    test('remembers a renewal over a restart', async () => {
      await store.current.certificates.add(certificate())
      await store.current.certificates.renew('c-1', renewal(2000))
      expect(await (await store.reopened()).certificates.list()).toEqual([certificate(renewal(2000))])
    })
  })
}
