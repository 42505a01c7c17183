import { createRoot } from 'react-dom/client';
import { hasDefect } from './model/defects.ts';
import { addWork } from './model/more-work.ts';
import { App } from './view/app.tsx';

if (hasDefect('more-work')) addWork();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
// What the server had put there: the same is drawn in its place before the next frame.
root.replaceChildren();
createRoot(root).render(<App />);
