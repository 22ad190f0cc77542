import { Button } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { admin } from '../../../api/admin.ts'
import { DataTable } from '../../../components/DataTable.tsx'
import { FilterField } from '../../../components/FilterField.tsx'
import { Problem } from '../../../components/Problem.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { Toolbar } from '../../../components/Toolbar.tsx'
import { PAGE_SIZE, usePages } from '../../../components/use-pages.ts'
import { useQuery } from '../../../components/use-query.ts'
import { t } from '../../../messages/messages.ts'
import { RevokeDialog } from './RevokeDialog.tsx'
import { type Token, tokenColumns } from './token-columns.tsx'
import { ownerOf } from './token-owner.ts'

const SUBACCOUNTS = ['neo', 'cloud-foundry'] as const

/** Opaque tokens that are live, and how to call them back. */
export function Tokens() {
  const query = useQuery()
  const [revoking, setRevoking] = useState(false)
  const owner = query.of('owner')
  const subaccount = SUBACCOUNTS.find((name) => name === query.of('subaccount')) ?? 'neo'
  const load = (last: Token | undefined) =>
    admin('GET /tokens', { query: { ...ownerOf(owner), subaccount, before: last?.id ?? '', limit: PAGE_SIZE } })
  const tokens = usePages(load, [owner, subaccount])
  return (
    <>
      <Toolbar actions={<Button onClick={() => setRevoking(true)}>{t('token.revoke')}</Button>}>
        <FilterField label={t('token.owner')} value={owner} onValue={(value) => query.set({ owner: value.trim() })} />
        <SelectField
          label={t('token.subaccount')}
          value={subaccount}
          options={SUBACCOUNTS.map((value) => ({ value, text: t(`dialect.${value}`) }))}
          onValue={(value) => query.set({ subaccount: value })}
        />
      </Toolbar>
      <Problem text={tokens.problem} />
      <DataTable
        name={t('oauth.tokens')}
        columns={tokenColumns(tokens.reload)}
        data={tokens}
        keyOf={({ id }) => id}
        empty={t(owner === '' ? 'token.none' : 'token.noneOfOwner')}
        onMore={tokens.more}
      />
      {revoking && <RevokeDialog owner={owner} onRevoked={tokens.reload} onClose={() => setRevoking(false)} />}
    </>
  )
}
