-- 网络议政: topics with their dated parts, focus in versions, materials, posts in versions, likes, drafts.
-- Down: drop the tables named here.

create table topic (
  id uuid primary key,
  committee_id uuid not null references org (id),
  -- The special committee or office that runs it.
  host_id uuid not null references org (id),
  title text not null,
  -- One sentence under the title in lists and share cards.
  summary text not null,
  focus text not null,
  figures_source text not null default '',
  state text not null check (state in ('draft', 'announced', 'open', 'closed', 'withdrawn')),
  -- before: read before publication (先审后发); after: published, then read (先发后审).
  members_read text not null default 'after' check (members_read in ('before', 'after')),
  public_read text not null default 'before' check (public_read in ('before', 'after')),
  version int not null default 1,
  created_by uuid not null references person (id),
  created_at timestamptz not null,
  announced_at timestamptz,
  ended_at timestamptz,
  withdrawn_why text,
  demo boolean not null default false
);
create index topic_of_committee on topic (committee_id, id desc);
create index topic_listed on topic (id desc) where state <> 'draft';

-- Posting window, collation, meeting, answers, follow-up: parts with their own dates; the phase people see is derived.
create table topic_part (
  topic_id uuid not null references topic (id),
  kind text not null check (kind in ('posting', 'collation', 'meeting', 'answers', 'followUp')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (topic_id, kind),
  check (starts_at < ends_at)
);
create table topic_figure (
  topic_id uuid not null references topic (id),
  sort int not null,
  value text not null,
  label text not null,
  primary key (topic_id, sort)
);
-- Named by its file: its address shows one picture for good, whatever the order becomes.
create table topic_picture (
  topic_id uuid not null references topic (id),
  file_id uuid not null references file (id),
  sort int not null,
  caption text not null,
  primary key (topic_id, file_id)
);
-- What the topic said before each change.
create table topic_version (
  topic_id uuid not null references topic (id),
  version int not null,
  title text not null,
  summary text not null,
  focus text not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (topic_id, version)
);

create table material (
  id uuid primary key,
  topic_id uuid not null references topic (id),
  title text not null,
  sort int not null,
  version int not null,
  removed_at timestamptz
);
create index material_of_topic on material (topic_id, sort);
create table material_version (
  material_id uuid not null references material (id),
  version int not null,
  file_id uuid not null references file (id),
  person_id uuid not null,
  at timestamptz not null,
  primary key (material_id, version)
);
-- One row per reader: 1,204 人读过.
create table material_reading (
  material_id uuid not null references material (id),
  reader text not null,
  at timestamptz not null,
  primary key (material_id, reader)
);

create table post (
  id uuid primary key,
  topic_id uuid not null references topic (id),
  -- A reply: what it answers, and the post under which it is shown (one level).
  parent_id uuid references post (id),
  root_id uuid references post (id),
  author_id uuid not null references person (id),
  -- What was true when it was written.
  author_kind text not null check (author_kind in ('member', 'netizen')),
  membership_id uuid references membership (id),
  sector_id uuid references sector (id),
  sub_committee_id uuid references org (id),
  state text not null check (state in ('pending', 'published', 'held', 'refused', 'withdrawn')),
  -- Where an undone withdrawal goes back to.
  previous_state text,
  -- The version that readers see (or will see first).
  version int not null default 1,
  -- The last one written, shown or not.
  newest_version int not null default 1,
  -- A newer version that waits to be read.
  waiting_version int,
  likes int not null default 0,
  visitor_likes int not null default 0,
  replies int not null default 0,
  submitted_at timestamptz not null,
  published_at timestamptz,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  check ((parent_id is null) = (root_id is null))
);
-- Counting a topic's posts reads this and no row.
create index post_tally on post (topic_id, author_kind, sector_id) where state = 'published' and root_id is null;
create index post_newest on post (topic_id, published_at desc, id desc) where state = 'published' and root_id is null;
create index post_hottest on post (topic_id, likes desc, id desc) where state = 'published' and root_id is null;
create index post_replies on post (root_id, published_at, id) where root_id is not null;
create index post_mine on post (author_id, id desc);

create table post_version (
  post_id uuid not null references post (id),
  number int not null,
  text text not null,
  at timestamptz not null,
  primary key (post_id, number)
);
create table post_picture (
  post_id uuid not null,
  number int not null,
  sort int not null,
  file_id uuid not null references file (id),
  primary key (post_id, number, sort),
  foreign key (post_id, number) references post_version (post_id, number)
);
-- The key is the rule: one like a person (or device) and post, under any number of parallel clicks.
create table post_like (
  post_id uuid not null references post (id),
  -- p:person, or v: and the device's mark.
  liker text not null,
  kind text not null check (kind in ('member', 'netizen', 'staff', 'visitor')),
  at timestamptz not null,
  primary key (post_id, liker)
);
create table draft (
  person_id uuid not null references person (id),
  topic_id uuid not null references topic (id),
  reply_to uuid references post (id),
  text text not null,
  pictures uuid[] not null default '{}',
  saved_at timestamptz not null,
  unique nulls not distinct (person_id, topic_id, reply_to)
);

-- Published views: what other features may read of deliberations.
create view shared_topic as
  select id, committee_id, title, state, demo, announced_at from topic;
create view shared_post as
  select p.id, p.topic_id, p.parent_id, p.root_id, p.author_id, p.author_kind, p.sector_id, p.state, p.version, p.submitted_at, p.published_at, v.text
  from post p join post_version v on v.post_id = p.id and v.number = p.version;
create view shared_topic_posting as
  select topic_id, starts_at, ends_at from topic_part where kind = 'posting';
