import type { Guideline } from '../guideline.ts'

/** Flows that set headers at all can set one that makes their messages findable. */
export default {
  id: 'SPECIAL_HEADER_VARIABLES_ENABLED_FOR_MONITORING',
  name: 'Define Identifiers To Search In Message Processing Logs',
  category: 'Keep Readability in Mind',
  severity: 'Medium',
  check({ nodes, scripts, processes }) {
    const setting = nodes.filter(({ activity }) => activity === 'Enricher')
    const texts = [...setting.map(({ properties }) => properties.get('headerTable') ?? ''), ...scripts.map(({ source }) => source)]
    const isFindable = texts.some((text) => IDENTIFIER.test(text))
    const main = processes.filter(({ kind }) => kind === 'main')
    return { applicable: texts.length > 0, violated: texts.length === 0 || isFindable ? [] : main }
  },
} satisfies Guideline

const IDENTIFIER = /SAP_(ApplicationID|Sender|Receiver|MessageType)\b|addCustomHeaderProperty/
