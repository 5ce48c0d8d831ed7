-- 微信 and sign-in from elsewhere: the way out to another site and back, WeChat's credentials that all processes share, and the ways
-- of entering that another site vouches for.
-- Down: drop the tables named here; put the kinds of identity of 0002 back.

-- Somebody sent to another site to prove who they are: bound to one browser, taken once, over after minutes.
create table round_trip (
  -- The state that travels, 32 random bytes: digest.
  state bytea primary key,
  -- The browser's cookie, 32 random bytes: digest.
  browser bytea not null,
  kind text not null,
  -- What is needed on return (where to go on, code verifier, nonce), sealed.
  sealed bytea not null,
  ends_at timestamptz not null
);
create index round_trip_ended on round_trip (ends_at);

-- One access_token and one jsapi_ticket for every process: WeChat counts how often they are asked for.
create table wechat_credential (
  kind text not null check (kind in ('accessToken', 'jsapiTicket')),
  app_id text not null,
  sealed bytea,
  ends_at timestamptz,
  -- Who fetches a new one now; others go on with the one there is.
  fetching_until timestamptz,
  primary key (kind, app_id)
);

-- wechat: an openid of the installation's service account. directory: issuer and subject at the government's single sign-on.
alter table identity drop constraint identity_kind_check;
alter table identity add constraint identity_kind_check check (kind in ('account', 'phone', 'email', 'wechat', 'directory'));
-- One of each a person; whose it is already stands in (kind, subject).
create unique index identity_from_elsewhere on identity (person_id, kind) where kind in ('wechat', 'directory');
