import type { Entity } from '../../api/odata.ts'
import { Fact } from '../../components/Fact.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'

/** What is said about a package. */
export function PackageFacts({ item }: { readonly item: Entity<'IntegrationPackages'> }) {
  const { Id, Version, Vendor, Description, CreatedBy, CreationDate, ModifiedBy, ModifiedDate } = item
  return (
    <dl className="facts">
      <Fact name={t('packages.id')} value={Id} copy={Id ?? ''} />
      <Fact name={t('packages.version')} value={Version} />
      <Fact name={t('packages.vendor')} value={Vendor || '–'} />
      <Fact name={t('package.created')} value={`${timeText(Number(CreationDate))} ${CreatedBy}`} />
      <Fact name={t('packages.modified')} value={`${timeText(Number(ModifiedDate))} ${ModifiedBy}`} />
      <Fact name={t('packages.description')} value={plainText(Description ?? '') || '–'} />
    </dl>
  )
}

/** Descriptions of exported packages are HTML, which nobody here wrote: its text is shown and nothing else. */
const plainText = (html: string): string => new DOMParser().parseFromString(html, 'text/html').body.textContent.trim()
