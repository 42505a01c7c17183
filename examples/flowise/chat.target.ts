/** The chat widget of Flowise against a stub of its API, which streams every answer word by word. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defineTarget } from 'backscroll';

const widget = fileURLToPath(import.meta.resolve('flowise-embed/dist/web.js'));
const words = 'A list of messages should keep its end while an answer comes in word by word. '.repeat(4);

/** A page with the widget, and a conversation of so many messages where the widget keeps it. */
const page = (messages: number): string => `<!doctype html><html lang="en"><title>Flowise</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<body style="margin:0"><flowise-fullchatbot></flowise-fullchatbot>
<script>
  const chatHistory = Array.from({ length: ${messages} }, (_, index) => ({
    message: 'Message ' + (index + 1) + ': ' + 'word '.repeat(1 + (index % 29)),
    type: index % 2 === 0 ? 'userMessage' : 'apiMessage',
    messageId: String(index),
  }));
  localStorage.setItem('stub_EXTERNAL', JSON.stringify({ chatId: 'one', chatHistory }));
</script>
<script type="module">
  import Chatbot from '/web.js';
  Chatbot.initFull({ chatflowid: 'stub', apiHost: location.origin });
</script>`;

async function answer(response: ServerResponse): Promise<void> {
  const event = (name: string, data: unknown) =>
    response.write(`message:\ndata:${JSON.stringify({ event: name, data })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  event('start', '');
  for (const word of words.split(/(?<= )/)) {
    event('token', word);
    await delay(33);
  }
  event('metadata', { chatId: 'one', messageId: 'answer' });
  event('end', '[DONE]');
  response.end();
}

export default defineTarget({
  id: 'flowise',
  start: async ({ port }) => {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const json = (value: unknown) => response.end(JSON.stringify(value));
      if (pathname === '/web.js') {
        response.setHeader('content-type', 'text/javascript');
        createReadStream(widget).pipe(response);
      } else if (pathname.startsWith('/api/v1/prediction/')) void answer(response);
      else if (pathname.startsWith('/api/v1/chatflows-streaming/')) json({ isStreaming: true });
      else if (pathname.startsWith('/api/')) json({});
      else response.end(page(Number(searchParams.get('messages') ?? 0)));
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
    return {
      url,
      page: {
        shadowHosts: ['flowise-fullchatbot'],
        scroller: '.chatbot-chat-view',
        row: '.chatbot-host-bubble, .chatbot-guest-bubble',
        composer: '.chatbot-input textarea',
        conversationUrl: ({ messages }) => `${url}/?messages=${messages}`,
      },
      conversation: async (messages) => ({ id: String(messages), messages }),
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
});
