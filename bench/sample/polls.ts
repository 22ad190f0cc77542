import { FLOWS, flowId, flowName, PACKAGES, packageId } from './artifacts.ts'
import { DAY } from './message-logs.ts'

/** What a client asks again and again; the number makes requests differ. */
export interface Poll {
  readonly what: string
  path(number: number): string
}

const HOUR = DAY / 24

/** How many messages there are and the time of the last. */
export interface Extent {
  readonly messages: number
  readonly now: number
}

/** The questions of CI/CD tools, API clients and monitoring pages (contract odata-api §1.3, §7), each as they ask it. */
export function polls({ messages, now }: Extent): readonly Poll[] {
  const time = (ms: number) => `datetime'${new Date(ms).toISOString().slice(0, 23)}'`
  const logs = (options: string) => `MessageProcessingLogs?$format=json&${options}`
  const window = (property: string, from: number, to: number) => `${property} ge ${time(from)} and ${property} lt ${time(to)}`
  /** Begins further and further back. */
  const ago = (number: number) => now - (number % 600) * HOUR
  const latest = '$orderby=LogEnd desc&$top=50'
  return [
    { what: 'status of a deployment', path: (n) => `BuildAndDeployStatus(TaskId='task-${flowId(n % FLOWS)}')` },
    { what: 'one runtime artifact', path: (n) => `IntegrationRuntimeArtifacts('${flowId(n % FLOWS)}')` },
    { what: 'its status alone', path: (n) => `IntegrationRuntimeArtifacts('${flowId(n % FLOWS)}')?$select=Status` },
    { what: 'runtime artifacts, 100', path: () => 'IntegrationRuntimeArtifacts?$format=json&$top=100' },
    { what: 'runtime artifacts, a page of 1,000', path: () => 'IntegrationRuntimeArtifacts?$format=json' },
    { what: 'number of runtime artifacts', path: () => 'IntegrationRuntimeArtifacts/$count' },
    { what: 'endpoint of a flow', path: (n) => `ServiceEndpoints?$format=json&$filter=Name eq '${flowId(n % FLOWS)}'&$expand=EntryPoints` },
    { what: 'endpoints with addresses, a page of 1,000', path: () => 'ServiceEndpoints?$format=json&$expand=EntryPoints' },
    { what: 'packages', path: () => 'IntegrationPackages?$format=json' },
    {
      what: 'design-time artifacts of a package',
      path: (n) => `IntegrationPackages('${packageId(n % PACKAGES)}')/IntegrationDesigntimeArtifacts?$format=json`,
    },
    { what: 'one design-time artifact', path: (n) => `IntegrationDesigntimeArtifacts(Id='${flowId(n % FLOWS)}',Version='active')` },
    { what: 'latest messages', path: () => logs(latest) },
    { what: 'latest messages without $orderby', path: () => logs('$top=50') },
    { what: 'latest messages with their number', path: () => logs(`${latest}&$inlinecount=allpages`) },
    { what: 'page 2,000 of the messages', path: () => logs(`${latest}&$skip=100000&$inlinecount=allpages`) },
    {
      what: 'messages by end, an hour, with their number',
      path: (n) => logs(`${latest}&$inlinecount=allpages&$filter=${window('LogEnd', ago(n) - HOUR, ago(n))}`),
    },
    { what: 'messages by start, an hour, by end', path: (n) => logs(`${latest}&$filter=${window('LogStart', ago(n) - HOUR, ago(n))}`) },
    {
      what: 'messages by start, a day, by end',
      path: (n) => logs(`${latest}&$inlinecount=allpages&$filter=${window('LogStart', ago(n) - DAY, ago(n))}`),
    },
    {
      what: 'messages by start, all 30 days, with their number',
      path: () => logs(`${latest}&$inlinecount=allpages&$filter=${window('LogStart', now - 31 * DAY, now)}`),
    },
    { what: 'failed messages', path: () => logs(`${latest}&$inlinecount=allpages&$filter=Status eq 'FAILED'`) },
    { what: 'failed messages without $orderby', path: () => logs(`$top=50&$filter=Status eq 'FAILED'`) },
    {
      what: 'failed or escalated messages of a day',
      path: (n) =>
        logs(
          `${latest}&$inlinecount=allpages&$filter=(Status eq 'FAILED' or Status eq 'ESCALATED') and ${window('LogEnd', ago(n) - DAY, ago(n))}`,
        ),
    },
    {
      what: 'last message of a flow (CI/CD)',
      path: (n) => logs(`$filter=IntegrationArtifact/Id eq '${flowId(n % FLOWS)}' and Status ne 'DISCARDED'&$orderby=LogEnd desc&$top=1`),
    },
    {
      what: 'messages of a flow by id or name (CPI-Helper)',
      path: (n) => logs(`$filter=IntegrationFlowName eq '${flowId(n % FLOWS)}' and Status ne 'DISCARDED'&$top=35&$orderby=LogEnd desc`),
    },
    {
      what: 'messages of the busiest flow by its name',
      path: () => logs(`$filter=IntegrationFlowName eq '${flowName(0)}' and Status ne 'DISCARDED'&$top=35&$orderby=LogEnd desc`),
    },
    {
      what: 'messages of the busiest flow with their number',
      path: () => logs(`${latest}&$inlinecount=allpages&$filter=IntegrationArtifact/Id eq '${flowId(0)}'`),
    },
    {
      what: 'messages of a flow, failed, without $orderby',
      path: (n) => logs(`$top=50&$filter=IntegrationArtifact/Id eq '${flowId(n % FLOWS)}' and Status eq 'FAILED'`),
    },
    {
      what: 'messages of a package, by start',
      path: (n) => logs(`$top=50&$filter=IntegrationArtifact/PackageId eq '${packageId(n % PACKAGES)}'`),
    },
    { what: 'messages of a sender', path: (n) => logs(`${latest}&$filter=Sender eq 'System${n % 25}'`) },
    { what: 'messages with a custom status', path: () => logs(`${latest}&$filter=CustomStatus eq 'Posted'`) },
    { what: 'a correlation', path: (n) => logs(`${latest}&$filter=CorrelationId eq 'AGcorrelation-${(n * 7919) % messages}'`) },
    { what: 'an application message', path: (n) => logs(`${latest}&$filter=ApplicationMessageId eq 'order-${(n * 7919) % messages}'`) },
    {
      what: 'a rare custom header',
      path: (n) => logs(`${latest}&$inlinecount=allpages&filterCustomHeaderProperties='order' eq '${(n * 7919) % messages}'`),
    },
    {
      what: 'a rare custom header of failed messages',
      path: (n) => logs(`${latest}&$filter=Status eq 'FAILED'&filterCustomHeaderProperties='order' eq '${(n * 7919) % messages}'`),
    },
    {
      what: 'a frequent custom header (one message in fifteen)',
      path: (n) => logs(`${latest}&filterCustomHeaderProperties='region' eq 'R${n % 5}'`),
    },
    {
      what: 'a frequent custom header with the number of its messages',
      path: (n) => logs(`${latest}&$inlinecount=allpages&filterCustomHeaderProperties='region' eq 'R${n % 5}'`),
    },
    {
      what: 'custom headers with their messages',
      path: (n) =>
        `MessageProcessingLogCustomHeaderProperties?$format=json&$top=50&$filter=Name eq 'region' and Value eq 'R${n % 5}'&$expand=Log`,
    },
    { what: 'latest messages with headers and errors', path: () => logs(`${latest}&$expand=CustomHeaderProperties,ErrorInformation`) },
    { what: 'number of all messages', path: () => 'MessageProcessingLogs/$count' },
    { what: 'number of completed messages', path: () => "MessageProcessingLogs/$count?$filter=Status eq 'COMPLETED'" },
    {
      what: 'number of failed messages of a week',
      path: (n) => `MessageProcessingLogs/$count?$filter=Status eq 'FAILED' and ${window('LogEnd', ago(n) - 7 * DAY, ago(n))}`,
    },
  ]
}
