/**
 * What server and web client of the reference chat say to each other. Both import these schemas;
 * nobody else does: the harness speaks HTTP and Socket.IO like any other client.
 */
import { z } from 'zod';

export const attachmentKind = z.enum(['image', 'video', 'file', 'voice']);
/**
 * `thumbnail` ≤ 480 px wide, `preview` ≤ 1280 px wide, `original` as it was taken. Thumbnail and preview of a
 * video are its poster; files and voice notes have an original only.
 */
export const rendition = z.enum(['thumbnail', 'preview', 'original']);
export type Rendition = z.infer<typeof rendition>;

export const attachment = z.object({
  id: z.int(),
  kind: attachmentKind,
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  /** Pixels of the original; null for files. The client reserves this space before the image is there. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  /** Mean colour, `#rrggbb`, shown until the image has been decoded; null for files. */
  placeholder: z.string().nullable(),
  /** Loudness of a voice note over its length, 0 to 100; null for everything else. */
  peaks: z.array(z.int().min(0).max(100)).nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const reaction = z.object({ emoji: z.string(), count: z.int(), mine: z.boolean() });
export const poll = z.object({
  /** Everybody has one vote, so `mine` holds for one option at most. */
  options: z.array(z.object({ position: z.int(), label: z.string(), votes: z.int(), mine: z.boolean() })),
});
export type Poll = z.infer<typeof poll>;

/** What the first link of a message leads to, as its sender's client described it. */
export const linkPreview = z.object({
  url: z.url({ protocol: /^https?$/ }),
  site: z.string(),
  title: z.string(),
  description: z.string(),
});
export type LinkPreview = z.infer<typeof linkPreview>;

export const message = z.object({
  id: z.int(),
  conversationId: z.int(),
  /** Position in the conversation, from 1, without gaps. */
  sequence: z.int(),
  senderId: z.int(),
  /** The id that the sending client chose, so that it recognises its own message; null for seeded ones. */
  clientId: z.uuid().nullable(),
  kind: z.enum(['text', 'media', 'poll']),
  /** Empty in a deleted message, which has no attachments, reactions and poll either. */
  body: z.string(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  /** The message of the same conversation that this one answers, in a line. */
  replyTo: z.object({ sequence: z.int(), senderId: z.int(), preview: z.string() }).nullable(),
  attachments: z.array(attachment),
  reactions: z.array(reaction),
  poll: poll.nullable(),
  linkPreview: linkPreview.nullable(),
});
export type Message = z.infer<typeof message>;

export const user = z.object({ id: z.int(), handle: z.string(), name: z.string(), hue: z.int() });
export type User = z.infer<typeof user>;

/** Of a conversation; `online` while at least one socket of theirs is connected. */
export const member = user.extend({ online: z.boolean() });
export type Member = z.infer<typeof member>;

export const conversation = z.object({
  id: z.int(),
  kind: z.enum(['direct', 'group']),
  channel: z.enum(['web', 'whatsapp', 'email', 'sms']),
  title: z.string(),
  memberCount: z.int(),
  lastSequence: z.int(),
  lastReadSequence: z.int(),
  lastMessage: z
    .object({ sequence: z.int(), senderName: z.string(), preview: z.string(), createdAt: z.iso.datetime() })
    .nullable(),
});
export type Conversation = z.infer<typeof conversation>;

/**
 * `POST /api/session`: answers 204 with a token in the HttpOnly cookie `chat_session`. With a token, after
 * checking it; with handle and password, with a new one for a day. 401 `TOKEN_…` or `LOGIN_REFUSED`; 429 for who
 * tries more than 20 passwords a minute.
 */
export const sessionRequest = z.union([
  z.object({ token: z.string().min(1).max(4096) }),
  z.object({ handle: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
]);

/** `GET /api/me` */
export const meResponse = z.object({ user });
export type MeResponse = z.infer<typeof meResponse>;

/** `GET /api/conversations?limit=&before=`: newest activity first; `next` is the next `before`, opaque. */
export const conversationsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.string().max(200).optional(),
});
export const conversationsResponse = z.object({
  conversations: z.array(conversation),
  next: z.string().nullable(),
});
export type ConversationsResponse = z.infer<typeof conversationsResponse>;

/** `GET /api/conversations/:id` */
export const conversationResponse = z.object({ conversation, members: z.array(member) });
export type ConversationResponse = z.infer<typeof conversationResponse>;

/**
 * `GET /api/conversations/:id/messages?before=|after=&limit=`: a page by keyset, always in ascending
 * sequence. Without `before` and `after`: the newest page. Both at once is 400.
 */
export const messagesQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const messagesResponse = z.object({
  messages: z.array(message),
  hasBefore: z.boolean(),
  hasAfter: z.boolean(),
});
export type MessagesResponse = z.infer<typeof messagesResponse>;

const messageBody = z.string().trim().min(1).max(4000);

/**
 * `POST /api/conversations/:id/messages`: 201 with the message; 200 with the first one for a repeated `clientId`.
 * A text, or uploads with or without one.
 */
export const sendRequest = z
  .object({
    clientId: z.uuid(),
    body: z.string().trim().max(4000).default(''),
    /** The sequence of the message that this one answers; 404 where there is none. */
    replyTo: z.int().positive().optional(),
    /** Ids of the sender's own uploads, in the order in which they are shown; each is sent once. Else 404. */
    uploads: z.array(z.uuid()).max(10).default([]),
  })
  .refine(({ body, uploads }) => body !== '' || uploads.length > 0, 'a message needs a text or an upload');
export const sendResponse = z.object({ message });
export type SendResponse = z.infer<typeof sendResponse>;

/**
 * `PATCH /api/messages/:id`: 200 with the message as it is now. 403 `NOT_YOURS` for the message of somebody
 * else, 409 `MESSAGE_DELETED`, 409 `POLL_FIXED`: who voted has voted on that question.
 */
export const editRequest = z.object({ body: messageBody });
export type EditResponse = SendResponse;

// `DELETE /api/messages/:id`: 204, idempotent; 403 `NOT_YOURS`. What the message carried is gone for everybody.

/** `PUT /api/messages/:id/vote`: 204, moves an earlier vote; `DELETE` takes it back. Both idempotent. */
export const voteRequest = z.object({ position: z.int().min(0) });

/**
 * `POST /api/uploads`, `multipart/form-data` with one part `file`: 201. What it is comes from its bytes, not from
 * its name: an image gets its renditions, WAV, Ogg, WebM and MP3 audio is a voice note, all else a file. 413
 * `TOO_LARGE` above 25 MB. Nobody sees it before it is sent with a message.
 */
export const uploadResponse = z.object({
  upload: attachment.omit({ id: true }).extend({ id: z.uuid() }),
});
export type UploadResponse = z.infer<typeof uploadResponse>;
export type Upload = UploadResponse['upload'];

/**
 * `GET /api/attachments/:id/url?rendition=`: a path below `/media` that needs no login until it expires, for a
 * download or a player of another program. 403 `LINK_EXPIRED`, 403 `LINK_INVALID` where it does not hold.
 */
export const signedUrlResponse = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
export type SignedUrlResponse = z.infer<typeof signedUrlResponse>;

/** `GET /api/conversations/:id/files?before=&limit=`: its files and voice notes, newest first, with signed URLs. */
export const filesQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export const filesResponse = z.object({
  files: z.array(
    z.object({
      attachment,
      sequence: z.int(),
      senderId: z.int(),
      createdAt: z.iso.datetime(),
      url: z.string(),
      expiresAt: z.iso.datetime(),
    }),
  ),
  /** The next `before`: an attachment id. */
  next: z.int().nullable(),
});
export type FilesResponse = z.infer<typeof filesResponse>;

/** `GET /api/statistics?days=`: the reader's conversations by channel, with what was written in these days. */
export const statisticsQuery = z.object({ days: z.coerce.number().int().min(1).max(365).default(30) });
export const statisticsResponse = z.object({
  days: z.int(),
  channels: z.array(
    z.object({
      channel: conversation.shape.channel,
      /** With at least one message in these days. */
      conversations: z.int(),
      messages: z.int(),
    }),
  ),
});
export type StatisticsResponse = z.infer<typeof statisticsResponse>;

const searchWords = z
  .string()
  .transform((text) => text.trim().split(/\s+/u).filter(Boolean))
  .pipe(z.array(z.string().max(100)).min(1).max(8));

/**
 * `GET /api/search?q=&conversation=&sender=&kind=&channel=&from=&to=&before=&limit=`: messages of the reader's
 * conversations that contain every word of `q` (any part of a word, any case), newest first.
 */
export const searchQuery = z.object({
  q: searchWords,
  conversation: z.coerce.number().int().positive().optional(),
  sender: z.coerce.number().int().positive().optional(),
  kind: z.enum(['text', 'media', 'poll']).optional(),
  channel: z.enum(['web', 'whatsapp', 'email', 'sms']).optional(),
  /** From this moment on, and before that one. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** `next` of the page before. */
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchQuery = z.infer<typeof searchQuery>;
export const searchHit = z.object({
  messageId: z.int(),
  conversationId: z.int(),
  conversationTitle: z.string(),
  sequence: z.int(),
  senderName: z.string(),
  createdAt: z.iso.datetime(),
  /** The text around the first word that was found. */
  excerpt: z.string(),
});
export type SearchHit = z.infer<typeof searchHit>;
export const searchResponse = z.object({ hits: z.array(searchHit), next: z.string().nullable() });
export type SearchResponse = z.infer<typeof searchResponse>;

/** `PUT` and `DELETE /api/messages/:id/reactions/:emoji`: 204, idempotent. */
export const emoji = z.string().min(1).max(16);

/** `PUT /api/conversations/:id/read`: 204; the mark only moves forward. */
export const readRequest = z.object({ sequence: z.int().min(0) });

/**
 * Every answer with a status of 400 and more. Who writes too much gets 429 `TOO_MANY_REQUESTS` with
 * `Retry-After` in seconds.
 */
export const errorResponse = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type ErrorResponse = z.infer<typeof errorResponse>;

/** `GET /health/ready`: 200 when everything is `ok`, else 503. */
export const readyResponse = z.object({
  status: z.enum(['ready', 'not-ready']),
  database: z.enum(['ok', 'down']),
  realtime: z.enum(['ok', 'down']),
});
export type ReadyResponse = z.infer<typeof readyResponse>;

/**
 * Realtime, Socket.IO over WebSocket only (path `/socket.io`), authenticated by the cookie or by
 * `auth: { token }`. A socket receives the events of all conversations that its user was in when it
 * connected. The messages of a conversation come in the order of their sequence; who was away fetches
 * what is missing with `after`. A message implies that its sender has read up to it: no `read:changed`
 * follows. A refused socket gets `connect_error` with `{ code, message }` in `data`.
 */
export type ServerEvents = {
  'message:new': (event: { message: Message }) => void;
  'reaction:changed': (event: {
    conversationId: number;
    messageId: number;
    sequence: number;
    userId: number;
    emoji: string;
    count: number;
    active: boolean;
  }) => void;
  /** An edit, or a deletion: then the body is empty and everything that the message carried is gone. */
  'message:changed': (event: {
    conversationId: number;
    messageId: number;
    sequence: number;
    body: string;
    editedAt: string | null;
    deletedAt: string | null;
  }) => void;
  /** A vote was given, moved or taken back (`position` null); `votes` counts all options. */
  'poll:changed': (event: {
    conversationId: number;
    messageId: number;
    sequence: number;
    userId: number;
    position: number | null;
    votes: { position: number; votes: number }[];
  }) => void;
  'read:changed': (event: { conversationId: number; userId: number; sequence: number }) => void;
  /** Somebody is writing: shown for five seconds, or until a message of theirs comes. Not sent to the writer. */
  'typing:started': (event: { conversationId: number; userId: number }) => void;
  /** Somebody came or went; told to those whom they talk to directly. */
  'presence:changed': (event: { userId: number; online: boolean }) => void;
};

export type ClientEvents = {
  /** At most every three seconds while somebody writes; ignored for a conversation that is not the sender's. */
  'typing:start': (event: { conversationId: number }) => void;
};

export const typingEvent = z.object({ conversationId: z.int().positive() });

/** Faults that can be planted on purpose (`CHAT_DEFECTS`, comma separated), to prove that a harness sees them. */
export const defect = z.enum(['no-virtualization', 'more-work']);
export type Defect = z.infer<typeof defect>;
