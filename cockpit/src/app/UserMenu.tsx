import { Menu, MenuItem } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/customer.js'
import { logOut } from '../api/session.ts'
import { t } from '../messages/messages.ts'
import { appearance, choose } from './appearance.ts'

export const USER_MENU_OPENER = 'user-menu'

/** Theme, language and the way out. */
export function UserMenu({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { theme, language } = appearance()
  return (
    <Menu opener={USER_MENU_OPENER} open={open} onClose={onClose}>
      <MenuItem
        text={t(theme === 'light' ? 'shell.dark' : 'shell.light')}
        onClick={() => choose({ theme: theme === 'light' ? 'dark' : 'light' })}
      />
      <MenuItem
        text={t(language === 'en' ? 'shell.german' : 'shell.english')}
        onClick={() => choose({ language: language === 'en' ? 'de' : 'en' })}
      />
      <MenuItem text={t('shell.logOut')} onClick={() => void logOut()} />
    </Menu>
  )
}
