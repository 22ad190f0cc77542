import { Code } from '../../../components/Code.tsx'
import { Fact } from '../../../components/Fact.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { KeyDetails } from './Keys.tsx'

/** In the order in which they are needed. */
const TEXTS = ['clientid', 'clientsecret', 'tokenurl', 'url', 'certurl'] as const
const PEMS = ['certificate', 'key'] as const

/** The members of a key's JSON, each with its copy button. */
export function KeyFacts({ credentials: { oauth } }: Pick<KeyDetails, 'credentials'>) {
  return (
    <dl className="facts key-facts">
      {TEXTS.map((name) => {
        const value = oauth[name]
        return value && <Fact key={name} name={t(`key.member.${name}`)} value={<code>{value}</code>} copy={value} />
      })}
      {oauth.certificatedetails && (
        <>
          <Fact name={t('key.member.subjectdn')} value={<code>{oauth.certificatedetails.subjectdn}</code>} />
          <Fact name={t('key.member.validuntil')} value={timeText(oauth.certificatedetails.validuntil)} />
        </>
      )}
      {PEMS.map((name) => {
        const pem = oauth[name]
        return (
          pem && <Fact key={name} name={t(`key.member.${name}`)} value={<Code name={t(`key.member.${name}`)} text={pem} />} copy={pem} />
        )
      })}
    </dl>
  )
}
