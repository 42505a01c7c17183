/**
 * The API between the server and the web client of the reference chat. Only these two import the schemas: the
 * harness uses HTTP and Socket.IO like any other client.
 */
import { z } from 'zod';

export const attachmentKind = z.enum(['image', 'video', 'file', 'voice']);
/**
 * `thumbnail` ≤ 480 px wide, `preview` ≤ 1280 px wide, `original` in full size. Thumbnail and preview of a
 * video are its poster; files and voice notes have only an original.
 */
export const rendition = z.enum(['thumbnail', 'preview', 'original']);
export type Rendition = z.infer<typeof rendition>;

export const attachment = z.object({
  id: z.int(),
  kind: attachmentKind,
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  /** Pixels of the original; null for files and voice notes. The client reserves this space beforehand. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  /** Mean colour, `#rrggbb`, shown until the image has been decoded; null for files and voice notes. */
  placeholder: z.string().nullable(),
  /** Loudness of a voice note over time, 0 to 100; null if unknown, and for other kinds. */
  peaks: z.array(z.int().min(0).max(100)).nullable(),
});
export type Attachment = z.infer<typeof attachment>;

export const reaction = z.object({ emoji: z.string(), count: z.int(), mine: z.boolean() });
export const poll = z.object({
  /** Each member has one vote, so `mine` is true for at most one option. */
  options: z.array(z.object({ position: z.int(), label: z.string(), votes: z.int(), mine: z.boolean() })),
});
export type Poll = z.infer<typeof poll>;

/** A description of the page that the first link of a message leads to, by its sender's client. */
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
  /** The id that the sending client chose, so that it recognises its own message; null if seeded. */
  clientId: z.uuid().nullable(),
  kind: z.enum(['text', 'media', 'poll']),
  /** Empty in a deleted message, which also has no attachments, reactions or poll. */
  body: z.string(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  /** The message of the same conversation that this one replies to, with a preview of one line. */
  replyTo: z.object({ sequence: z.int(), senderId: z.int(), preview: z.string() }).nullable(),
  attachments: z.array(attachment),
  reactions: z.array(reaction),
  poll: poll.nullable(),
  linkPreview: linkPreview.nullable(),
});
export type Message = z.infer<typeof message>;

export const user = z.object({ id: z.int(), handle: z.string(), name: z.string(), hue: z.int() });
export type User = z.infer<typeof user>;

/** A member of a conversation; `online` while at least one of their sockets is connected. */
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
 * `POST /api/session`: 204 with a token in the HttpOnly cookie `chat_session`. A token in the request is
 * checked and becomes the cookie; a handle and password give a new token for a day. 401 `TOKEN_…` or
 * `LOGIN_REFUSED`; 429 after more than 20 passwords a minute for one handle.
 */
export const sessionRequest = z.union([
  z.object({ token: z.string().min(1).max(4096) }),
  z.object({ handle: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
]);

/** `GET /api/me` */
export const meResponse = z.object({ user });
export type MeResponse = z.infer<typeof meResponse>;

/** `GET /api/conversations?limit=&before=`: newest activity first; `next` is the opaque next `before`. */
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
 * sequence. Without `before` and `after`: the newest page. With both: 400.
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
 * `POST /api/conversations/:id/messages`: 201 with the message; 200 with the earlier message for a repeated
 * `clientId`. The message has a text, uploads, or both.
 */
export const sendRequest = z
  .object({
    clientId: z.uuid(),
    body: z.string().trim().max(4000).default(''),
    /** The sequence of the message that this one replies to; 404 if it does not exist. */
    replyTo: z.int().positive().optional(),
    /** Ids of the sender's own uploads, in the order of display; 404 if not theirs or already sent. */
    uploads: z.array(z.uuid()).max(10).default([]),
  })
  .refine(({ body, uploads }) => body !== '' || uploads.length > 0, 'a message needs a text or an upload');
export const sendResponse = z.object({ message });
export type SendResponse = z.infer<typeof sendResponse>;

/**
 * `PATCH /api/messages/:id`: 200 with the changed message. 403 `NOT_YOURS` for the message of another user,
 * 409 `MESSAGE_DELETED`, 409 `POLL_FIXED` for a poll, because the votes are for its original question.
 */
export const editRequest = z.object({ body: messageBody });
export type EditResponse = SendResponse;

// `DELETE /api/messages/:id`: 204, idempotent; 403 `NOT_YOURS`. Deletes the message's content for everyone.

/** `PUT /api/messages/:id/vote`: 204, moves an earlier vote; `DELETE` withdraws it. Both are idempotent. */
export const voteRequest = z.object({ position: z.int().min(0) });

/**
 * `POST /api/uploads`, `multipart/form-data` with one part `file`: 201. The kind depends on the bytes, not on
 * the name: an image gets its renditions; WAV, Ogg, WebM and MP3 audio is a voice note; everything else is a
 * file. 413 `TOO_LARGE` above 25 MB or 50 megapixels. No one else sees it before it is sent with a message.
 */
export const uploadResponse = z.object({
  upload: attachment.omit({ id: true }).extend({ id: z.uuid() }),
});
export type UploadResponse = z.infer<typeof uploadResponse>;
export type Upload = UploadResponse['upload'];

/**
 * `GET /api/attachments/:id/url?rendition=`: a path below `/media` that needs no login until it expires, for
 * a download or for another program. The path gives 403 `LINK_EXPIRED` or 403 `LINK_INVALID` when it is not
 * valid.
 */
export const signedUrlResponse = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
export type SignedUrlResponse = z.infer<typeof signedUrlResponse>;

/** `GET /api/conversations/:id/files?before=&limit=`: files, voice notes; newest first, with signed URLs. */
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

/** `GET /api/statistics?days=`: counts by channel of what was written in the reader's conversations. */
export const statisticsQuery = z.object({ days: z.coerce.number().int().min(1).max(365).default(30) });
export const statisticsResponse = z.object({
  days: z.int(),
  channels: z.array(
    z.object({
      channel: conversation.shape.channel,
      /** Conversations with at least one message in these days. */
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
  /** The period: `from` is inclusive, `to` is exclusive. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** `next` of the previous page. */
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
 * Every response with a status of 400 or more. A user who sends too many writes gets 429 `TOO_MANY_REQUESTS`
 * with `Retry-After` in seconds.
 */
export const errorResponse = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
export type ErrorResponse = z.infer<typeof errorResponse>;

/** `GET /health/ready`: 200 when everything is `ok`, otherwise 503. */
export const readyResponse = z.object({
  status: z.enum(['ready', 'not-ready']),
  database: z.enum(['ok', 'down']),
  realtime: z.enum(['ok', 'down']),
});
export type ReadyResponse = z.infer<typeof readyResponse>;

/**
 * Realtime, Socket.IO over WebSocket only (path `/socket.io`), authenticated by the cookie or by
 * `auth: { token }`. A socket receives the events of all conversations that its user was in when it
 * connected. The messages of a conversation arrive in the order of their sequence; after a disconnection, the
 * client requests the missing ones with `after`. A message implies that its sender has read up to it: no
 * `read:changed` follows. A refused socket gets `connect_error` with `{ code, message }` in `data`.
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
  /** An edit or a deletion. A deletion empties the body and removes attachments, reactions and poll. */
  'message:changed': (event: {
    conversationId: number;
    messageId: number;
    sequence: number;
    body: string;
    editedAt: string | null;
    deletedAt: string | null;
  }) => void;
  /** A vote was cast, moved or withdrawn (`position` null); `votes` has the counts of all options. */
  'poll:changed': (event: {
    conversationId: number;
    messageId: number;
    sequence: number;
    userId: number;
    position: number | null;
    votes: { position: number; votes: number }[];
  }) => void;
  'read:changed': (event: { conversationId: number; userId: number; sequence: number }) => void;
  /** A member is typing: shown for five seconds, or until their message arrives. Not sent to that member. */
  'typing:started': (event: { conversationId: number; userId: number }) => void;
  /** A user came online or went offline; sent only to the partners of their direct conversations. */
  'presence:changed': (event: { userId: number; online: boolean }) => void;
};

export type ClientEvents = {
  /** Sent at most every three seconds while the user types; ignored if they are not a member. */
  'typing:start': (event: { conversationId: number }) => void;
};

export const typingEvent = z.object({ conversationId: z.int().positive() });
