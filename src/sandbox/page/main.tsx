import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import './styles/base.css'
import './styles/shell.css'
import './styles/sidebar.css'
import './styles/messages.css'
import './styles/text.css'
import './styles/files.css'
import './styles/composer.css'
import './styles/blocks.css'
import './styles/controls.css'
import './styles/overlays.css'
import './styles/mail.css'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
