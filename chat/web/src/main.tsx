import { createRoot } from 'react-dom/client';
import { firstData } from './model/first-data.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
await firstData();
createRoot(root).render(<App />);
