import { createRoot } from 'react-dom/client';
import { App } from './view/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
createRoot(root).render(<App />);
