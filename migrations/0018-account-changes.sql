-- 账号变更: what opens somebody's account changed; the person is told, whoever did it.
-- Down: put the checks of 0014 back, drop the view and the table.
create table account_change (
  id uuid primary key,
  person_id uuid not null references person (id),
  -- A word of people/contract.ts: phoneListed, phoneRecovered, appOn, keyOff, passwordReset, wechatOff ...
  what text not null,
  -- By the person; else by staff of `body_id`, or by the old phone when it is null. Which of the staff stands in the audit.
  own boolean not null,
  body_id uuid references org (id),
  at timestamptz not null,
  check (not own or body_id is null)
);
create index account_change_of_person on account_change (person_id, at desc, id desc);
create view shared_account_change as select id, person_id, what, own, body_id, at from account_change;

alter table notice
  drop constraint notice_kind_check,
  add constraint notice_kind_check check (kind in ('reply', 'published', 'refused', 'changeAccepted', 'changeRefused', 'appealGranted',
    'appealUpheld', 'dutyGranted', 'dutyEnded', 'profileAccepted', 'profileRefused', 'accountChanged')),
  drop constraint notice_about,
  add constraint notice_about check ((kind in ('dutyGranted', 'dutyEnded', 'profileAccepted', 'profileRefused', 'accountChanged'))
    = (about_id is not null) and (about_id is null) = (post_id is not null));
