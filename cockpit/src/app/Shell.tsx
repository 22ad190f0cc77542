import {
  Avatar,
  Button,
  ShellBar,
  ShellBarBranding,
  SideNavigation,
  SideNavigationItem,
  SideNavigationSubItem,
} from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/menu2.js'
import '@ui5/webcomponents-icons/dist/home.js'
import '@ui5/webcomponents-icons/dist/developer-settings.js'
import '@ui5/webcomponents-icons/dist/line-chart.js'
import '@ui5/webcomponents-icons/dist/locked.js'
import '@ui5/webcomponents-icons/dist/it-instance.js'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { t } from '../messages/messages.ts'
import { NAVIGATION } from './navigation.ts'
import { USER_MENU_OPENER, UserMenu } from './UserMenu.tsx'

/** The bar above, the areas at the side, and the page. */
export function Shell() {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [areas, setAreas] = useState<'auto' | 'shown' | 'hidden'>('auto')
  const [userMenu, setUserMenu] = useState(false)
  // On a phone the areas that were shown cover the page; areas that were hidden stay so.
  const uncover = useCallback(() => setAreas((now) => (now === 'shown' ? 'auto' : now)), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason
  useEffect(uncover, [pathname])
  return (
    <>
      <div className="shell" data-areas={areas}>
        <ShellBar
          startButton={
            <Button
              icon="menu2"
              design="Transparent"
              tooltip={t('shell.menu')}
              accessibleName={t('shell.menu')}
              onClick={() => setAreas(areasAreShown(areas) ? 'hidden' : 'shown')}
            />
          }
          branding={<ShellBarBranding onClick={() => navigate('/')}>{t('shell.product')}</ShellBarBranding>}
          profile={<Avatar icon="customer" id={USER_MENU_OPENER} accessibleName={t('shell.user')} />}
          onProfileClick={() => setUserMenu(true)}
        />
        <div className="shell-areas">
          <Areas onChoose={uncover} />
        </div>
        <main className="page">
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <UserMenu open={userMenu} onClose={() => setUserMenu(false)} />
    </>
  )
}

const areasAreShown = (areas: 'auto' | 'shown' | 'hidden'): boolean =>
  areas === 'shown' || (areas === 'auto' && matchMedia('(min-width: 700px)').matches)

function Areas({ onChoose }: { readonly onChoose: () => void }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const isOpen = (path: string) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`))
  return (
    <SideNavigation
      accessibleName={t('shell.areas')}
      onItemClick={({ detail }) => {
        const { path } = detail.item.dataset
        if (path === undefined) return
        navigate(path, { replace: path === pathname })
        onChoose()
      }}
    >
      {NAVIGATION.map(({ text, icon, entries }) => (
        <SideNavigationItem key={text} text={t(text)} icon={icon} expanded unselectable>
          {entries.map((entry) => (
            <SideNavigationSubItem key={entry.path} text={t(entry.text)} selected={isOpen(entry.path)} data-path={entry.path} />
          ))}
        </SideNavigationItem>
      ))}
    </SideNavigation>
  )
}
