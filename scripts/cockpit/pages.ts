import { NAVIGATION } from '../../cockpit/src/app/navigation.ts'
import type { Exhibits } from './exhibits.ts'

/** A page of the cockpit: its name in file names, and its address below `/cockpit`. */
export interface ShownPage {
  readonly name: string
  readonly path: string
}

const ARTIFACT = '/design/packages/SluiceExamples/artifacts/ProductDetails'
const DEPLOYED = '/monitor/content/ProductDetails'

/** Every page that the navigation leads to, and those behind them, filled with what the demo has. */
export function pagesOf({ clientId, messageId }: Exhibits): readonly ShownPage[] {
  return [
    ...NAVIGATION.flatMap(({ entries }) => entries).map(({ path }) => ({ name: nameOf(path), path })),
    { name: 'first-steps-neo', path: '/first-steps?dialect=neo' },
    { name: 'design-packages-package', path: '/design/packages/SluiceExamples' },
    { name: 'design-packages-artifact', path: ARTIFACT },
    { name: 'design-packages-artifact-parameters', path: `${ARTIFACT}?tab=parameters` },
    { name: 'design-packages-artifact-tests', path: `${ARTIFACT}?tab=tests` },
    { name: 'design-packages-artifact-test', path: `${ARTIFACT}?tab=tests&test=product-details` },
    { name: 'monitor-content-artifact', path: DEPLOYED },
    { name: 'monitor-content-endpoints', path: `${DEPLOYED}?tab=endpoints` },
    { name: 'monitor-content-test', path: `${DEPLOYED}?tab=console` },
    { name: 'monitor-messages-message', path: `/monitor/messages/${messageId}?step=2` },
    { name: 'monitor-stores-number-ranges', path: '/monitor/stores?tab=numberRanges' },
    { name: 'security-oauth-client', path: `/security/oauth?client=${clientId}` },
    { name: 'security-oauth-branding', path: '/security/oauth?tab=branding' },
    { name: 'security-oauth-tokens', path: '/security/oauth?tab=tokens' },
    { name: 'security-authorizations-roles', path: '/security/authorizations?tab=roles' },
    { name: 'services-instances-instance', path: '/services/instances/demo' },
  ]
}

const nameOf = (path: string): string => (path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-'))
