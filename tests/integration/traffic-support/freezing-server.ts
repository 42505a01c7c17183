import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { freezeAt, freezeMs } = workerData as { freezeAt: number; freezeMs: number };
let requests = 0;
const server = createServer((_request, response) => {
  requests += 1;
  if (requests === freezeAt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, freezeMs);
  response.end('ok');
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') {
    parentPort?.postMessage(`http://127.0.0.1:${address.port}`);
  }
});
