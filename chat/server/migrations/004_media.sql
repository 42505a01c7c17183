-- Voice notes, link previews, and uploads, which belong to their sender until a message carries them.

alter table attachments
  drop constraint attachments_kind_check,
  add constraint attachments_kind_check check (kind in ('image', 'video', 'file', 'voice')),
  add column peaks smallint[];

create table link_previews (
  message_id   bigint primary key references messages (id) on delete cascade,
  url          text not null,
  site         text not null,
  title        text not null,
  description  text not null
);

create table uploads (
  id           uuid        primary key,
  user_id      bigint      not null references users (id) on delete cascade,
  kind         text        not null check (kind in ('image', 'file', 'voice')),
  media_key    text        not null,
  name         text        not null,
  mime_type    text        not null,
  size_bytes   bigint      not null,
  width        integer,
  height       integer,
  duration_ms  integer,
  placeholder  text,
  peaks        smallint[],
  created_at   timestamptz not null default now()
);
create index uploads_by_user on uploads (user_id, created_at);
