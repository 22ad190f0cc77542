import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { setUpAppearance } from './app/appearance.ts'
import './app/cockpit.css'

await setUpAppearance()
createRoot(document.getElementById('cockpit')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
