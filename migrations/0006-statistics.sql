-- 统计: the raw visit log and the rollups shown on screens. Every rollup can be recounted from facts and the raw log.
-- Down: drop the tables named here.

create table visit_log (
  topic_id uuid not null references topic (id),
  -- Keyed digest of the device's mark and the topic: nobody can be followed from one topic to another.
  visitor bytea not null,
  -- The n-th hit of this visitor in this topic: a lost row leaves a hole.
  hit int not null,
  at timestamptz not null,
  kind text not null check (kind in ('member', 'netizen', 'staff', 'visitor')),
  primary key (topic_id, visitor, hit)
);
create table visit_open (
  topic_id uuid not null references topic (id),
  visitor bytea not null,
  hits int not null,
  -- The latest hit, and the latest before the last batch: whether a visit begins is decided by the pause between them.
  last_at timestamptz not null,
  before_at timestamptz,
  primary key (topic_id, visitor)
);
-- Visits by the hour in which they began and the kind of visitor at the start.
create table visit_hour (
  topic_id uuid not null references topic (id),
  hour timestamptz not null,
  kind text not null,
  visits int not null,
  primary key (topic_id, hour, kind)
);
-- Posts, replies, likes, decisions: by measure, key (sector, kind, reason …) and hour.
create table topic_count (
  topic_id uuid not null references topic (id),
  measure text not null,
  key text not null,
  hour timestamptz not null,
  n int not null,
  primary key (topic_id, measure, key, hour)
);
-- What the last recount of a topic found; written by src/recount, which shares no code with the rollups.
create table recount (
  topic_id uuid primary key references topic (id),
  at timestamptz not null,
  differences int not null
);
