import { expect, test } from '@playwright/test';
import {
  parseGreeting,
  parseRequest,
  replyForError,
  requestReply,
} from '../../../../src/profiles/shaper/socks-protocol.ts';

const port = [0x1f, 0x90];
const name = (host: string): number[] => [host.length, ...Buffer.from(host, 'latin1')];

test('a greeting needs all its methods before it is read', () => {
  const whole = Buffer.from([5, 2, 2, 0]);
  for (let cut = 0; cut < whole.length; cut += 1) {
    expect(parseGreeting(whole.subarray(0, cut))).toEqual({ kind: 'incomplete' });
  }
  expect(parseGreeting(whole)).toEqual({ kind: 'greeting', open: true, length: 4 });
});

test('a greeting without “no authentication” and another version are told apart', () => {
  expect(parseGreeting(Buffer.from([5, 1, 2]))).toEqual({ kind: 'greeting', open: false, length: 3 });
  expect(parseGreeting(Buffer.from([4, 1, 0]))).toEqual({ kind: 'invalid' });
  expect(parseGreeting(Buffer.from('GET / HTTP/1.1'))).toEqual({ kind: 'invalid' });
});

for (const [title, bytes, host] of [
  ['IPv4', [5, 1, 0, 1, 127, 0, 0, 1, ...port], '127.0.0.1'],
  ['IPv6', [5, 1, 0, 4, ...new Array<number>(15).fill(0), 1, ...port], '0:0:0:0:0:0:0:1'],
  ['name', [5, 1, 0, 3, ...name('Chat.example.org'), ...port], 'chat.example.org'],
  ['IPv6 as a name', [5, 1, 0, 3, ...name('::1'), ...port], '::1'],
] as const) {
  test(`a request for an ${title} address is read at once when complete, never before`, () => {
    const whole = Buffer.from([...bytes]);
    for (let cut = 0; cut < whole.length; cut += 1) {
      expect(parseRequest(whole.subarray(0, cut))).toEqual({ kind: 'incomplete' });
    }
    const request = parseRequest(Buffer.concat([whole, Buffer.from('early data')]));
    expect(request).toEqual({ kind: 'connect', destination: { host, port: 8080 }, length: whole.length });
  });
}

for (const [title, bytes, reply] of [
  ['BIND', [5, 2, 0, 1, 127, 0, 0, 1, ...port], 7],
  ['UDP ASSOCIATE', [5, 3, 0, 1, 127, 0, 0, 1, ...port], 7],
  ['an unknown address type', [5, 1, 0, 9, 0, 0], 8],
  ['an empty name', [5, 1, 0, 3, 0, ...port], 1],
  ['a name with a line break', [5, 1, 0, 3, ...name('a\nb'), ...port], 1],
  ['port 0', [5, 1, 0, 1, 127, 0, 0, 1, 0, 0], 1],
] as const) {
  test(`${title} is rejected`, () => {
    expect(parseRequest(Buffer.from([...bytes]))).toEqual({ kind: 'rejected', reply });
  });
}

test('errors of the network have their reply', () => {
  const codes = [
    'ECONNREFUSED',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EMFILE',
    undefined,
  ];
  expect(codes.map(replyForError)).toEqual([5, 3, 4, 4, 6, 1, 1]);
  expect([...requestReply(0)]).toEqual([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
});
