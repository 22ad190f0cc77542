import { type AdminAnswer, admin } from '../../api/admin.ts'
import { saveFile } from '../../components/files/save-file.ts'

/** Entries that are asked for at a time. */
const PAGE = 1000

/** Saves the whole log as JSON lines, oldest first, as `sluice audit export` does. */
export async function exportLog(): Promise<void> {
  const lines: string[] = []
  let page: AdminAnswer<'GET /audit'> = []
  let after = 0
  do {
    page = await admin('GET /audit', { query: { after, limit: PAGE } })
    lines.push(...page.map((entry) => `${JSON.stringify(entry)}\n`))
    after = page.at(-1)?.sequence ?? after
  } while (page.length === PAGE)
  saveFile(new Blob(lines, { type: 'application/jsonl' }), 'audit.jsonl')
}
