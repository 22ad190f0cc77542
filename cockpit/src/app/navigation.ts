import type { MessageKey } from '../messages/messages.ts'

/** One page in the navigation. Its key in the messages is `nav.<name>`. */
export interface NavigationEntry {
  readonly path: string
  readonly text: MessageKey
}

export interface NavigationGroup {
  readonly text: MessageKey
  readonly icon: string
  readonly entries: readonly NavigationEntry[]
}

/** The areas in the places where people know them: Design and Monitor as in Cloud Integration, Security and Services as in the BTP cockpit. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    text: 'nav.start',
    icon: 'home',
    entries: [
      { path: '/', text: 'nav.overview' },
      { path: '/first-steps', text: 'nav.firstSteps' },
    ],
  },
  {
    text: 'nav.design',
    icon: 'developer-settings',
    entries: [{ path: '/design/packages', text: 'nav.packages' }],
  },
  {
    text: 'nav.monitor',
    icon: 'line-chart',
    entries: [
      { path: '/monitor/content', text: 'nav.content' },
      { path: '/monitor/messages', text: 'nav.messages' },
      { path: '/monitor/security-material', text: 'nav.securityMaterial' },
      { path: '/monitor/keystore', text: 'nav.keystore' },
      { path: '/monitor/user-roles', text: 'nav.userRoles' },
      { path: '/monitor/access-policies', text: 'nav.accessPolicies' },
      { path: '/monitor/stores', text: 'nav.stores' },
      { path: '/monitor/audit-log', text: 'nav.auditLog' },
    ],
  },
  {
    text: 'nav.security',
    icon: 'locked',
    entries: [
      { path: '/security/oauth', text: 'nav.oauth' },
      { path: '/security/authorizations', text: 'nav.authorizations' },
      { path: '/security/refusals', text: 'nav.refusals' },
      { path: '/security/access', text: 'nav.access' },
    ],
  },
  {
    text: 'nav.services',
    icon: 'it-instance',
    entries: [
      { path: '/services/marketplace', text: 'nav.marketplace' },
      { path: '/services/instances', text: 'nav.instances' },
    ],
  },
]
