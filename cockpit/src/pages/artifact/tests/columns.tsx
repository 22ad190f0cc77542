import { Button } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/play.js'
import type { Column } from '../../../components/DataTable.tsx'
import { DeleteButton } from '../../../components/DeleteButton.tsx'
import { DownloadButton } from '../../../components/files/DownloadButton.tsx'
import { NameCell } from '../../../components/NameCell.tsx'
import { RowActions } from '../../../components/RowActions.tsx'
import { timeText } from '../../../components/time.ts'
import { t } from '../../../messages/messages.ts'
import type { FlowTest } from './flow-test.ts'
import { LastRun } from './LastRun.tsx'

interface TestActions {
  /** Whether tests are being run. */
  readonly busy: boolean
  readonly onRun: (name: string) => void
  readonly onDownload: (name: string) => void
  readonly onDelete: (name: string) => Promise<unknown>
}

export const testColumns = ({ busy, onRun, onDownload, onDelete }: TestActions): readonly Column<FlowTest>[] => [
  {
    header: t('tests.test'),
    cell: ({ name, modifiedBy, modifiedAt }) => (
      <NameCell name={name} below={t('tests.changed', { user: modifiedBy, time: timeText(modifiedAt) })} />
    ),
    minWidth: '12rem',
  },
  { header: t('tests.lastRun'), cell: ({ lastRun }) => <LastRun run={lastRun} />, minWidth: '12rem' },
  {
    header: t('list.actions'),
    width: '9rem',
    cell: ({ name }) => (
      <RowActions>
        <Button
          icon="play"
          design="Transparent"
          disabled={busy}
          tooltip={t('tests.runNamed', { name })}
          accessibleName={t('tests.runNamed', { name })}
          onClick={(event) => {
            event.stopPropagation()
            onRun(name)
          }}
        />
        <DownloadButton name={name} onDownload={() => onDownload(name)} />
        <DeleteButton name={name} question={t('tests.deleteQuestion', { name })} onConfirm={() => onDelete(name)} />
      </RowActions>
    ),
  },
]
