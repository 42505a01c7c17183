import { createRoot } from 'react-dom/client';
import { hasDefect } from './model/defects.ts';
import { addWork } from './model/more-work.ts';
import { App } from './view/app.tsx';

if (hasDefect('more-work')) addWork();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
// Removes the first screen that the server rendered; the same content is drawn again before the next frame.
root.replaceChildren();
createRoot(root).render(<App />);
