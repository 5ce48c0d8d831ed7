import type { ReactNode } from 'react';
import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { PageTabs } from '../../../web/ui/Chips.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Hemicycle } from '../../../web/ui/Hemicycle.tsx';
import type { IconName } from '../../../web/ui/icons.ts';
import { NoticeRow } from '../../../web/ui/NoticeRow.tsx';
import { DayHead, List, Section } from '../../../web/ui/Row.tsx';
import { clock, day, exactMoment, number } from '../../../web/words/format.ts';
import type { NoticeFilter, NoticeKind, NoticeView } from '../contract.ts';

type Notice = Static<typeof NoticeView>;
export const filters = ['all', 'replies', 'decisions', 'account'] as const;
export interface NoticesData {
  readonly filter: NoticeFilter;
  readonly rows: readonly Notice[];
  readonly next: string | null;
  readonly first: boolean;
  readonly unread: Readonly<Record<NoticeFilter, number>>;
}

const icons: Readonly<Record<NoticeKind, IconName>> = {
  reply: 'replied',
  published: 'accepted',
  changeAccepted: 'accepted',
  appealGranted: 'accepted',
  refused: 'refused',
  changeRefused: 'refused',
  appealUpheld: 'refused',
  dutyGranted: 'key',
  dutyEnded: 'key',
  profileAccepted: 'accepted',
  profileRefused: 'refused',
  accountChanged: 'lock',
};
const addressOf = (filter: NoticeFilter, after?: string): string => {
  const asked = new URLSearchParams({ ...(filter !== 'all' && { filter }), ...(after !== undefined && { after }) }).toString();
  return `/notices${asked === '' ? '' : `?${asked}`}`;
};

/** 消息, by days. Null for strangers. */
export function Notices({ call, data }: { call: PageCall; data: NoticesData | null }) {
  const { words } = call.frame;
  const said = words.notices;
  const [newest] = data?.rows ?? [];
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ root: 'notices' }}
      unlisted
      tools={
        data && newest && data.unread.all > 0 ? (
          <form method="post" action="/notices/reading">
            <input type="hidden" name="through" value={newest.id} />
            <button type="submit" className="icon-button">
              {said.readAll}
            </button>
          </form>
        ) : undefined
      }
    >
      {data ? <Read call={call} data={data} /> : <Stranger call={call} />}
    </Shell>
  );
}

function Stranger({ call }: { call: PageCall }) {
  const said = call.frame.words.people.mine;
  return (
    <Section label={call.frame.words.notices.title}>
      <EmptyState title={said.strangerTitle} second={said.strangerSecond} ornament={<Hemicycle members={17} citizens={45} here />}>
        <ButtonLink look="primary" href="/login?next=/notices">
          {said.signIn}
        </ButtonLink>
      </EmptyState>
    </Section>
  );
}

function Read({ call, data: { filter, rows, next, first, unread } }: { call: PageCall; data: NoticesData }) {
  const said = call.frame.words.notices;
  return (
    <>
      <PageTabs
        label={said.filters.name}
        tabs={filters.map((one) => ({
          href: addressOf(one),
          label: said.filters[one],
          count: one !== 'all' && unread[one] > 0 ? number(unread[one]) : undefined,
          current: one === filter,
        }))}
      />
      {rows.length === 0 ? (
        <Section label={said.filters[filter]}>
          <EmptyState title={said.empty.title} second={said.empty.text} ornament={<Hemicycle members={17} citizens={45} here />}>
            <ButtonLink look="primary" href="/topics?state=open">
              {said.empty.act}
            </ButtonLink>
          </EmptyState>
        </Section>
      ) : (
        byDay(rows).map((ofDay) => <Day key={ofDay[0]?.day} call={call} rows={ofDay} />)
      )}
      {next === null && first ? null : (
        <nav className="pager" aria-label={call.frame.words.common.pager.name}>
          {first ? null : <ButtonLink href={addressOf(filter)}>{call.frame.words.common.pager.newer}</ButtonLink>}
          {next === null ? null : (
            <ButtonLink href={addressOf(filter, next)} rel="next">
              {call.frame.words.common.pager.older}
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  );
}

function byDay(rows: readonly Notice[]): Notice[][] {
  const days: Notice[][] = [];
  for (const row of rows) {
    const last = days.at(-1);
    if (last && last[0]?.day === row.day) last.push(row);
    else days.push([row]);
  }
  return days;
}

function Day({ call, rows }: { call: PageCall; rows: readonly Notice[] }): ReactNode {
  const { words } = call.frame;
  const from = standpoint(call);
  const [{ at } = { at: call.now.toISOString() }] = rows;
  const named = day(new Date(at), from);
  return (
    <>
      <DayHead>{named}</DayHead>
      <List
        label={named}
        items={rows.map((notice) => ({
          key: notice.id,
          node: (
            <NoticeRow
              icon={icons[notice.kind]}
              title={words.notices.headline(notice)}
              second={secondOf(notice, call)}
              time={clock(new Date(notice.at), from)}
              href={`/notices/${notice.id}`}
              unread={!notice.read}
              whole={notice.account !== null}
              unreadWord={words.common.unread}
            />
          ),
        }))}
      />
    </>
  );
}

/** Who and what; for a refusal why, in whose words, and until when to appeal. */
function secondOf(notice: Notice, call: PageCall): string {
  const { notices: said, moderation } = call.frame.words;
  const reasons = Object.entries(moderation.told);
  const reason = reasons.find(([code]) => code === notice.reason)?.[1];
  if (!reason) return said.detail(notice);
  return [
    said.reason(reason),
    // The stop is ours: whoever wrote may have set one.
    ...(notice.ownWords ? [said.ownWords(notice.ownWords.trim().replace(/[。.]+$/, ''))] : []),
    ...(notice.appealUntil ? [said.appealUntil(exactMoment(new Date(notice.appealUntil), standpoint(call)))] : []),
  ].join(call.frame.words.locale === 'zh' ? '。' : '. ');
}
