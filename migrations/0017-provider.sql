-- Heyi as OpenID Connect provider 登录中心: peers that sign people in here, what people agreed to, and what the protocol holds meanwhile.
-- Down: drop the tables and the view named here.

-- 对等平台: another installation that lets people in by this one's word. Asked for by one administrator, approved by another.
create table peer (
  id uuid primary key,
  -- Whose administrators look after it.
  body_id uuid not null references org (id) on delete cascade,
  -- Who runs it: that committee, or an organisation beside it.
  org_id uuid not null references org (id) on delete cascade,
  name text not null,
  -- The one address that answers go to, character by character.
  redirect_uri text not null,
  why text not null,
  state text not null check (state in ('asked', 'running', 'ended')),
  -- Digest of 32 random bytes, shown once; null until they are given out.
  secret bytea,
  secret_at timestamptz,
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_why text,
  ended_how text check (ended_how in ('refused', 'withdrawn', 'ended')),
  ended_by uuid,
  ended_at timestamptz,
  ended_why text,
  -- Nobody lets a peer in alone, whatever the program says.
  constraint peer_two_people check (state <> 'running' or (decided_by is not null and decided_by <> asked_by)),
  constraint peer_ended_somehow check ((state = 'ended') = (ended_how is not null))
);
create index peer_of_body on peer (body_id, id);

-- What a peer calls a person: random, another word at each peer.
create table peer_subject (
  peer_id uuid not null references peer (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  subject text not null unique,
  primary key (peer_id, person_id)
);
-- What a person let a peer learn.
create table peer_consent (
  id uuid primary key,
  peer_id uuid not null references peer (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  scopes text[] not null,
  agreed_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index peer_consent_once on peer_consent (peer_id, person_id) where withdrawn_at is null;
create index peer_consent_of_person on peer_consent (person_id, id);

-- One sign-in at a peer: it lives no longer than the login it came from. Codes and tokens hang on it.
create table provider_grant (
  -- Digest.
  id bytea primary key,
  peer_id uuid not null references peer (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  -- Null between its making and its binding: it counts for nothing then.
  login_id uuid references login (id) on delete cascade,
  sealed bytea not null,
  ends_at timestamptz not null
);
create index provider_grant_of_person on provider_grant (person_id, peer_id);
create index provider_grant_of_login on provider_grant (login_id);
create index provider_grant_of_peer on provider_grant (peer_id);
create table provider_token (
  kind text not null check (kind in ('AuthorizationCode', 'AccessToken')),
  -- Digest of 32 random bytes.
  id bytea not null,
  grant_id bytea not null references provider_grant (id) on delete cascade,
  sealed bytea not null,
  used_at timestamptz,
  ends_at timestamptz not null,
  primary key (kind, id)
);
create index provider_token_of_grant on provider_token (grant_id);
-- What a peer asked, while the person signs in and answers.
create table provider_ask (
  id bytea primary key,
  sealed bytea not null,
  ends_at timestamptz not null
);
-- Keys of signatures (ES256): published a day before they sign, and a day after.
create table provider_key (
  kid text primary key,
  sealed bytea not null,
  made_at timestamptz not null,
  signs_from timestamptz not null
);

-- For what must end with a login.
create view shared_login as select id, person_id, means, created_at, proved_at, idle_until, ends_at from login;
-- For what a person lets a peer learn of them.
create view shared_term as select id, committee_id, ordinal, starts_on, ends_on from term;
create view shared_party_member as select person_id, org_id, duty from party_membership where until_on is null;
