import { createBrowserRouter } from 'react-router'
import { PageProblem } from './PageProblem.tsx'
import { Shell } from './Shell.tsx'

/** Each page loads when it is opened. Pages export `Component`. */
export const router = createBrowserRouter(
  [
    {
      Component: Shell,
      ErrorBoundary: PageProblem,
      HydrateFallback: () => null,
      children: [
        { index: true, lazy: () => import('../pages/overview/OverviewPage.tsx') },
        { path: 'first-steps', lazy: () => import('../pages/first-steps/FirstStepsPage.tsx') },
        { path: 'design/packages', lazy: () => import('../pages/packages/PackagesPage.tsx') },
        { path: 'design/packages/:packageId', lazy: () => import('../pages/package/PackagePage.tsx') },
        { path: 'design/packages/:packageId/artifacts/:artifactId', lazy: () => import('../pages/artifact/ArtifactPage.tsx') },
        { path: 'monitor/content', lazy: () => import('../pages/content/ContentPage.tsx') },
        { path: 'monitor/content/:artifactId', lazy: () => import('../pages/runtime-artifact/RuntimeArtifactPage.tsx') },
        { path: 'monitor/messages', lazy: () => import('../pages/messages/MessagesPage.tsx') },
        { path: 'monitor/messages/:messageId', lazy: () => import('../pages/message/MessagePage.tsx') },
        { path: 'monitor/security-material', lazy: () => import('../pages/security-material/SecurityMaterialPage.tsx') },
        { path: 'monitor/keystore', lazy: () => import('../pages/keystore/KeystorePage.tsx') },
        { path: 'monitor/user-roles', lazy: () => import('../pages/user-roles/UserRolesPage.tsx') },
        { path: 'monitor/access-policies', lazy: () => import('../pages/access-policies/AccessPoliciesPage.tsx') },
        { path: 'monitor/stores', lazy: () => import('../pages/stores/StoresPage.tsx') },
        { path: 'monitor/audit-log', lazy: () => import('../pages/audit-log/AuditLogPage.tsx') },
        { path: 'security/oauth', lazy: () => import('../pages/oauth/OAuthPage.tsx') },
        { path: 'security/authorizations', lazy: () => import('../pages/authorizations/AuthorizationsPage.tsx') },
        { path: 'security/refusals', lazy: () => import('../pages/refusals/RefusalsPage.tsx') },
        { path: 'security/access', lazy: () => import('../pages/access/AccessPage.tsx') },
        { path: 'services/marketplace', lazy: () => import('../pages/marketplace/MarketplacePage.tsx') },
        { path: 'services/instances', lazy: () => import('../pages/instances/InstancesPage.tsx') },
        { path: 'services/instances/:name', lazy: () => import('../pages/instance/InstancePage.tsx') },
        { path: '*', lazy: () => import('../pages/not-found/NotFoundPage.tsx') },
      ],
    },
  ],
  { basename: '/cockpit' },
)
