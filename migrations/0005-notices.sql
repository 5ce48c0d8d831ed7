-- 消息: one notice per person and fact; texts are made when shown, from ids. E-mail goes out once per notice.
-- Down: drop the tables named here.

create table notice (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- The fact's position: a reader that runs twice writes once.
  position bigint not null,
  kind text not null,
  -- What it is about: post, topic, reply, reading (ids only).
  about jsonb not null,
  at timestamptz not null,
  -- Held back while a decision can still be undone.
  shown_from timestamptz not null,
  read_at timestamptz,
  unique (person_id, position, kind)
);
create index notice_list on notice (person_id, at desc, id desc);
create index notice_unread on notice (person_id, shown_from) where read_at is null;
create table notice_mail (
  notice_id uuid primary key references notice (id) on delete cascade,
  sent_at timestamptz,
  gave_up_at timestamptz
);
