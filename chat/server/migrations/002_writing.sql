-- Messages can be answered, edited and deleted. A deleted one keeps its place: sequences have no gaps.

alter table messages
  add column reply_to    bigint,
  add column edited_at   timestamptz,
  add column deleted_at  timestamptz,
  add foreign key (conversation_id, reply_to) references messages (conversation_id, sequence);
create index messages_by_reply on messages (conversation_id, reply_to) where reply_to is not null;
