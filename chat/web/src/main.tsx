import { createRoot } from 'react-dom/client';
import { App } from './view/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
// What the server had put there: the same is drawn in its place before the next frame.
root.replaceChildren();
createRoot(root).render(<App />);
