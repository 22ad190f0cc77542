import { Button, Title } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { logIn } from '../../api/session.ts'
import { Field } from '../../components/Field.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useAction } from '../../components/use-action.ts'
import { t } from '../../messages/messages.ts'
import './login.css'

/** Asks for the administrator's password. */
export function LoginPage() {
  const [password, setPassword] = useState('')
  const { busy, problem, run } = useAction()
  return (
    <main className="login">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void run(() => logIn(password))
        }}
      >
        <Title level="H1">{t('shell.product')}</Title>
        <p>{t('login.where')}</p>
        <Problem text={problem} />
        <Field label={t('login.password')} type="Password" required value={password} onValue={setPassword} />
        <Button type="Submit" design="Emphasized" disabled={busy || password === ''}>
          {t('login.logIn')}
        </Button>
      </form>
    </main>
  )
}
