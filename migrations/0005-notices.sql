-- 消息: one notice per person and fact; texts are made when shown, from ids. E-mail goes out once per notice.
-- Down: drop the tables named here.

create table notice (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- The fact's position: a reader that runs twice writes once.
  position bigint not null,
  kind text not null check (kind in ('reply', 'published', 'refused', 'changeAccepted', 'changeRefused', 'appealGranted', 'appealUpheld')),
  topic_id uuid not null,
  -- The reply, or the person's own post that was decided about; and the post under which it is shown.
  post_id uuid not null,
  root_id uuid not null,
  -- A reply to this person's own post, not to another one under it.
  to_mine boolean not null default true,
  at timestamptz not null,
  -- Made by a decision: vanishes when that is taken back before anyone was told.
  decided boolean not null,
  -- Held back while a decision can still be undone. Also the order of the list: what appears later stands above.
  shown_from timestamptz not null,
  read_at timestamptz,
  unique (person_id, position, kind)
);
create index notice_list on notice (person_id, shown_from desc, id desc);
create index notice_unread on notice (person_id, shown_from) where read_at is null;
create index notice_of_post on notice (post_id);
-- One row a notice that is told by e-mail: the effect that must happen once, whatever the job queue does.
create table notice_mail (
  notice_id uuid primary key references notice (id) on delete cascade,
  tries int not null default 0,
  sent_at timestamptz,
  gave_up_at timestamptz,
  -- Why the last try failed: a code, never an address.
  trouble text
);
create index notice_mail_open on notice_mail (notice_id) where sent_at is null;
