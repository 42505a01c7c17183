import { createRoot } from 'react-dom/client';
import { warmFirstPicture } from './model/first-picture.ts';
import { App } from './view/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root to render into.');
warmFirstPicture();
createRoot(root).render(<App />);
