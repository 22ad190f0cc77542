import type { DesignStore } from '../design.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

/** The part of the design store that keeps what packages hold beside artifacts. */
export const packageDocuments = ({ db }: SqlContext): Pick<DesignStore, 'documents' | 'replaceDocuments'> => ({
  documents: (packageId) => db.selectFrom('package_documents').selectAll().where('packageId', '=', packageId).orderBy('id').execute(),

  replaceDocuments: (packageId, documents) =>
    db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('package_documents').where('packageId', '=', packageId).execute()
      for (const document of documents) {
        const insert = transaction.insertInto('package_documents').values({ packageId, ...document })
        await explained({ missing: `Integration package ${packageId}` }, () => insert.execute())
      }
    }),
})
