/** The window in the open shadow root of a custom element. */
import { show } from './common/list.ts';
import { readOptions } from './common/options.ts';
import { style } from './common/style.ts';
import { windowedList } from './common/windowed-list.ts';

class MessageHistory extends HTMLElement {
  connectedCallback(): void {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = document.createElement('style');
    sheet.textContent = `${style} :host { display: flex; flex-direction: column; } #list { flex: 1; min-height: 0; }`;
    windowedList(readOptions(), (list) => root.append(sheet, list));
  }
}

customElements.define('message-history', MessageHistory);
show(document.createElement('message-history'));
