// A chat of web components: each message is an element with a shadow root of its own.
import '@vaadin/message-list';
import '@vaadin/message-input';

const list = document.querySelector('vaadin-message-list');
const count = Number(new URLSearchParams(location.search).get('messages') ?? 0);
const item = (text, userName) => ({ text, userName, time: 'today' });

list.items = Array.from({ length: count }, (_, index) =>
  item(`Message ${index + 1}: ${'word '.repeat(1 + (index % 29))}`, index % 2 === 0 ? 'Ada' : 'Grace'),
);
requestAnimationFrame(() => list.scrollTo(0, list.scrollHeight));

// Who reads older messages stays there.
const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 50;
const add = (text, userName, follow = isAtEnd()) => {
  list.items = [...list.items, item(text, userName)];
  if (follow) requestAnimationFrame(() => list.scrollTo(0, list.scrollHeight));
};
document
  .querySelector('vaadin-message-input')
  .addEventListener('submit', ({ detail }) => add(detail.value, 'Ada', true));
new EventSource('/events').onmessage = ({ data }) => add(data, 'Grace');
