import { describe, expect, test } from 'vitest'
import type { AlternativePartner, AuthorizedUser, BinaryParameter, StringParameter } from '../partner-directory.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const authorship = { createdBy: 'anna', createdAt: 1, modifiedBy: 'ben', modifiedAt: 2 }

const text = (change: Partial<StringParameter> = {}): StringParameter => ({
  pid: 'acme',
  id: 'CITY',
  value: 'Walldorf',
  ...authorship,
  ...change,
})

const alternative = (change: Partial<AlternativePartner> = {}): AlternativePartner => ({
  agency: 'GLN',
  scheme: 'LONG',
  id: '4711',
  pid: 'acme',
  ...authorship,
  ...change,
})

const user = (change: Partial<AuthorizedUser> = {}): AuthorizedUser => ({ user: 'sender', pid: 'acme', ...authorship, ...change })

const where = (field: 'pid' | 'value', value: string) => ({ op: 'eq', field, value }) as const

export function partnerDirectoryContract(subject: StoreSubject): void {
  describe('the partner directory', () => {
    const store = eachStore(subject)

    test('keeps a row under its whole key', async () => {
      const { stringParameters } = store.current.partnerDirectory
      const others = [text({ id: 'city' }), text({ pid: 'Acme' })]
      for (const row of [text(), ...others]) await stringParameters.create(row)
      await expect(stringParameters.create(text({ value: 'Rot' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'String parameter CITY of partner acme exists already',
      })
      expect(await stringParameters.find({ pid: 'acme', id: 'CITY' })).toEqual(text())
      expect(await stringParameters.find({ pid: 'acme', id: 'City' })).toBeUndefined()
      expect(await stringParameters.query({})).toEqual([others[1], text(), others[0]])
    })

    test('updates, puts and deletes one row', async () => {
      const { stringParameters } = store.current.partnerDirectory
      const key = { pid: 'acme', id: 'CITY' }
      const missing = { code: 'not-found', message: 'String parameter CITY of partner acme does not exist' }
      await expect(stringParameters.update(text())).rejects.toMatchObject(missing)
      await stringParameters.put(text())
      await stringParameters.put(text({ value: 'Rot' }))
      await stringParameters.update(text({ value: 'Bonn', modifiedAt: 3 }))
      expect(await stringParameters.query({})).toEqual([text({ value: 'Bonn', modifiedAt: 3 })])
      await stringParameters.delete(key)
      await expect(stringParameters.delete(key)).rejects.toMatchObject(missing)
    })

    test('filters, sorts and pages', async () => {
      const { stringParameters } = store.current.partnerDirectory
      for (const [id, value] of Object.entries({ a: '3', b: '1', c: '2' })) await stringParameters.create(text({ id, value }))
      await stringParameters.create(text({ pid: 'beta', value: '1' }))
      const query = { where: where('pid', 'acme'), orderBy: [{ field: 'value', descending: true }], offset: 1, limit: 1 } as const
      expect(await stringParameters.query(query)).toEqual([text({ id: 'c', value: '2' })])
      expect(await stringParameters.count(query.where)).toBe(3)
      expect(await stringParameters.count()).toBe(4)
      await expect(stringParameters.query({ where: { op: 'eq', field: 'modifiedAt', value: 'x' } })).rejects.toMatchObject({
        code: 'bad-request',
      })
    })

    test('keeps binary values byte by byte', async () => {
      const { binaryParameters } = store.current.partnerDirectory
      const row: BinaryParameter = { pid: 'acme', id: 'XSL', contentType: 'xsl', value: Buffer.from([0, 255, 10, 13]), ...authorship }
      await binaryParameters.create(row)
      const found = (await binaryParameters.find({ pid: 'acme', id: 'XSL' }))!
      expect({ ...found, value: [...found.value] }).toEqual({ ...row, value: [0, 255, 10, 13] })
    })

    test('knows who may act as whom, and other names of partners', async () => {
      const { alternativePartners, authorizedUsers } = store.current.partnerDirectory
      await alternativePartners.create(alternative())
      await authorizedUsers.create(user())
      await expect(alternativePartners.create(alternative({ pid: 'beta' }))).rejects.toMatchObject({
        message: 'Alternative partner 4711 of agency GLN and scheme LONG exists already',
      })
      await expect(authorizedUsers.create(user({ pid: 'beta' }))).rejects.toMatchObject({
        message: 'Authorized user sender exists already',
      })
      expect(await alternativePartners.find({ agency: 'GLN', scheme: 'LONG', id: '4711' })).toEqual(alternative())
      expect(await authorizedUsers.find({ user: 'sender' })).toEqual(user())
    })

    test('a partner is there as long as anything is known about it', async () => {
      const { partnerDirectory } = store.current
      await partnerDirectory.stringParameters.create(text())
      await partnerDirectory.stringParameters.create(text({ pid: 'beta' }))
      await partnerDirectory.authorizedUsers.create(user())
      await partnerDirectory.alternativePartners.create(alternative({ pid: 'Gamma' }))
      expect(await partnerDirectory.partners()).toEqual(['Gamma', 'acme', 'beta'])
      await partnerDirectory.deletePartner('acme', ['authorizedUsers'])
      expect(await partnerDirectory.stringParameters.query({})).toEqual([text({ pid: 'beta' })])
      expect(await partnerDirectory.partners()).toEqual(['Gamma', 'acme', 'beta'])
      await partnerDirectory.deletePartner('acme')
      expect(await partnerDirectory.partners()).toEqual(['Gamma', 'beta'])
      await expect(partnerDirectory.deletePartner('acme')).rejects.toMatchObject({
        code: 'not-found',
        message: 'Partner acme does not exist',
      })
    })
  })
}
