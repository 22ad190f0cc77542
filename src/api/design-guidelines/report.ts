import { escapeXml } from '../../iflow/xml-text.ts'
import type { DesignArtifact } from '../../store/design.ts'
import type { GuidelineExecution } from '../../store/design-guidelines.ts'
import { applicabilityOf, type GuidelineRow, violatedText } from './guideline-rows.ts'

const HEADINGS = [
  'Guideline ID',
  'Guideline',
  'Category',
  'Severity',
  'Applicability',
  'Compliance',
  'Skipped',
  'Skip Reason',
  'Skipped By',
  'Expected KPI',
  'Actual KPI',
  'Violated Components',
]

/** The results as a workbook of one sheet, in the XML that spreadsheet programs read under the ending `.xls` (XML Spreadsheet 2003). */
export function guidelineReport(artifact: DesignArtifact, execution: GuidelineExecution, rows: readonly GuidelineRow[]): string {
  const about = [
    ['Artifact', artifact.name],
    ['ID', artifact.id],
    ['Version', execution.artifactVersion],
    ['Status', execution.status],
    ['Executed', new Date(execution.time).toISOString()],
    [],
  ]
  return (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>' +
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">' +
    `<Worksheet ss:Name="Design Guidelines"><Table>${[...about, HEADINGS, ...rows.map(cellsOf)].map(row).join('')}</Table></Worksheet></Workbook>`
  )
}

const cellsOf = ({ guideline, result, skip }: GuidelineRow): string[] => [
  guideline.id,
  guideline.name,
  guideline.category,
  guideline.severity,
  applicabilityOf(result),
  result.compliance,
  skip === undefined ? 'No' : 'Yes',
  skip?.reason ?? '',
  skip?.skippedBy ?? '',
  result.expected ?? '',
  result.actual ?? '',
  violatedText(result) ?? '',
]

const row = (cells: readonly string[]): string =>
  `<Row>${cells.map((cell) => `<Cell><Data ss:Type="String">${escapeXml(cell)}</Data></Cell>`).join('')}</Row>`
