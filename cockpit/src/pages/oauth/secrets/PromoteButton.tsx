import { Button } from '@ui5/webcomponents-react'
import { Problem } from '../../../components/Problem.tsx'
import { useAction } from '../../../components/use-action.ts'
import { t } from '../../../messages/messages.ts'
import type { SecretOwner } from './secret-owner.ts'

interface PromoteButtonProps {
  readonly owner: SecretOwner
  readonly id: string
  readonly onPromoted: () => void
}

/** Makes a secret the current one. */
export function PromoteButton({ owner, id, onPromoted }: PromoteButtonProps) {
  const { busy, problem, run } = useAction()
  const promote = () =>
    run(async () => {
      await owner.promote(id)
      onPromoted()
    })
  return (
    <>
      <Button design="Transparent" disabled={busy} onClick={() => void promote()}>
        {t('secret.promote')}
      </Button>
      <Problem text={problem} />
    </>
  )
}
