-- 三员分立, grants of duties by two people, and audit by body.
-- Down: drop the tables, functions and columns named here.

-- A one-time password must be changed at the first sign-in.
alter table identity add column if not exists must_change boolean not null default false;

-- Who belongs to a body's staff, with or without a duty.
create table staff (
  person_id uuid not null references person (id) on delete cascade,
  body_id uuid not null references org (id) on delete cascade,
  office_id uuid references org (id) on delete set null,
  since timestamptz not null,
  -- Who made the account; null: the founding, or before this was recorded.
  made_by uuid,
  primary key (person_id, body_id)
);
create index staff_of_body on staff (body_id, person_id);
insert into staff (person_id, body_id, office_id, since)
  select distinct on (person_id, body_id) person_id, body_id, office_id, since from role_grant order by person_id, body_id, since;
create view shared_staff as select person_id, body_id, office_id from staff;
create view shared_account as select person_id, convert_from(sealed, 'UTF8') as account, must_change from identity where kind = 'account';
create view shared_person_standing as select id, coalesce(name, nickname) as display_name, disabled_at from person;
-- Staff are staff before their first duty and after their last.
create or replace function shared_capacity(person uuid, committee uuid, day date)
returns table (kind text, membership_id uuid, sector_id uuid, sub_committee_id uuid) language sql stable as $$
  select coalesce(seat.kind, case
      when exists (select 1 from staff s where s.person_id = person) then 'staff'
      -- A clerk who comes by a unit's link reads, and does not post.
      when exists (select 1 from unit_link u where u.person_id = person) then 'staff'
      else 'netizen' end),
    seat.id, seat.sector_id, seat.sub_committee_id
  from (values (1)) one left join lateral (
    select 'member' as kind, m.id, m.sector_id, m.sub_committee_id from shared_seats(day) m
    where m.person_id = person
    order by (m.committee_id = committee) desc, m.from_on limit 1
  ) seat on true
$$;

-- 系统管理员 asks, 安全管理员 decides: the history of every duty, from the request to its end.
create table grant_request (
  id uuid primary key,
  body_id uuid not null references org (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  duty text not null,
  why text not null,
  -- The duty ends by itself then.
  ends_at timestamptz,
  state text not null check (state in ('requested', 'approved', 'refused', 'withdrawn', 'revoked', 'expired')),
  -- founding: by bin/setup on the machine itself. unrecorded: held before requests were recorded, or put into the database by hand.
  origin text not null check (origin in ('request', 'founding', 'unrecorded')),
  requested_by uuid,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_why text,
  ended_by uuid,
  ended_at timestamptz,
  ended_why text,
  -- Nobody asks or decides for themselves, and nobody does both: whatever the program says.
  constraint grant_two_people check (
    origin <> 'request' or (
      requested_by is not null and requested_by <> person_id
      and (state in ('requested', 'withdrawn') or (decided_by is not null and decided_by <> requested_by and decided_by <> person_id))
    )
  ),
  constraint grant_founding_stands check (origin = 'request' or state in ('approved', 'revoked', 'expired'))
);
create unique index grant_request_open on grant_request (person_id, body_id, duty) where state in ('requested', 'approved');
create index grant_request_of_body on grant_request (body_id, state, id);

insert into grant_request (id, body_id, person_id, duty, why, state, origin, requested_at)
  select gen_random_uuid(), body_id, person_id, role, '', 'approved', 'unrecorded', since from role_grant;

-- Each person stands on one side: duties of staff (any number), or one post of the three at one body. The unique row makes two sides
-- impossible, the reference makes a duty without its side impossible, at whatever isolation and however many ask at once.
-- A trigger that only looked could be overtaken; those below merely keep the rows.
create table duty_side (
  person_id uuid primary key references person (id) on delete cascade,
  side text not null,
  unique (person_id, side)
);
create function duty_side_of(role text, body uuid) returns text language sql immutable as $$
  select case when role in ('systemAdmin', 'securityAdmin', 'auditAdmin') then role || '@' || body::text else 'staff' end
$$;
-- An installation in which somebody holds two already does not come so far: nothing before this made such a post.
insert into duty_side select distinct person_id, duty_side_of(role, body_id) from role_grant;
alter table role_grant
  add side text not null generated always as (duty_side_of(role, body_id)) stored,
  add constraint role_grant_one_side foreign key (person_id, side) references duty_side (person_id, side);
create function keep_duty_side() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from duty_side d where d.person_id = old.person_id
      and not exists (select 1 from role_grant g where g.person_id = old.person_id);
    return old;
  end if;
  -- The row that stands is kept as it is: the reference then refuses what does not fit it.
  insert into duty_side values (new.person_id, duty_side_of(new.role, new.body_id))
    on conflict (person_id) do update set side = duty_side.side;
  insert into staff (person_id, body_id, office_id, since) values (new.person_id, new.body_id, new.office_id, new.since)
    on conflict do nothing;
  -- Every duty can be found, looked at and revoked, also one that nobody asked for.
  insert into grant_request (id, body_id, person_id, duty, why, state, origin, requested_at)
    select gen_random_uuid(), new.body_id, new.person_id, new.role, '', 'approved', 'unrecorded', new.since
    where not exists (select 1 from grant_request r
      where r.person_id = new.person_id and r.body_id = new.body_id and r.duty = new.role and r.state = 'approved');
  return new;
end $$;
create trigger role_grant_takes_side before insert on role_grant for each row execute function keep_duty_side();
create trigger role_grant_leaves_side after delete on role_grant for each row execute function keep_duty_side();

-- For notices about duties.
create view shared_grant as select id, body_id, duty, state from grant_request;

-- Audit by body: whose the row is. Null: the installation's own (sign-ins of strangers, what netizens do for themselves, commands).
alter table audit add body_id uuid;
create index audit_of_body on audit (body_id, number);
create index audit_of_person on audit (person_id, number);
-- Staff of one body act for it, whatever ids they name. Of others, the thing decides; else the one committee where they sit.
create function audit_body(ids uuid[], person uuid) returns uuid language sql stable as $$
  select coalesce(
    (select min(s.body_id::text)::uuid from staff s where s.person_id = person having count(*) = 1),
    (select coalesce(o.committee_id, o.id) from org o where o.id = any(ids) limit 1),
    (select t.committee_id from topic t where t.id = any(ids) limit 1),
    (select t.committee_id from post p join topic t on t.id = p.topic_id where p.id = any(ids) limit 1),
    (select r.committee_id from reading r where r.id = any(ids) limit 1),
    (select g.body_id from grant_request g where g.id = any(ids) limit 1),
    (select u.committee_id from unit_link u where u.person_id = person limit 1),
    (select min(m.committee_id::text)::uuid from membership m where m.person_id = person having count(distinct m.committee_id) = 1)
  )
$$;

-- 消息 about duties concern no topic; what they say is made from the request.
alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('reply', 'published', 'refused', 'changeAccepted', 'changeRefused', 'appealGranted',
    'appealUpheld', 'dutyGranted', 'dutyEnded')),
  alter topic_id drop not null,
  alter post_id drop not null,
  alter root_id drop not null,
  -- The grant, where a duty is what it is about.
  add about_id uuid,
  add constraint notice_about check ((kind in ('dutyGranted', 'dutyEnded')) = (about_id is not null)
    and (kind in ('dutyGranted', 'dutyEnded')) = (post_id is null));

-- Whether a row of the installation may be shown to a body: nobody's, of somebody who belongs nowhere, or of one who belongs there too.
create function audit_shared_with(person uuid, body uuid) returns boolean language sql stable as $$
  select person is null
    or not exists (select 1 from staff s where s.person_id = person union all select 1 from membership m where m.person_id = person)
    or exists (select 1 from staff s where s.person_id = person and s.body_id = body
      union all select 1 from membership m where m.person_id = person and m.committee_id = body)
$$;
