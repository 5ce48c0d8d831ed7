import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { ButtonLink } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { DeskRow } from '../../ui/desk/DeskRows.tsx';
import { Panel, WithSide } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { List } from '../../ui/Row.tsx';
import { dateWithWeekday, number } from '../../words/format.ts';
import { useAround, useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { todosQuery } from '../queries.ts';
import { Running } from './Running.tsx';
import { useRowKeys } from './row-keys.ts';
import { type Kind, kindOf, lineOf, type Todo } from './works.ts';

const route = getRouteApi('/');

/** 今天: what has to be done until when, the most urgent first; beside it the topics that run. */
export function TodayPage() {
  const asked = useQuery(todosQuery);
  const { data } = asked;
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  const editor = useBodies('editor').length > 0;
  const topics = useBodies('editor', 'moderator').length > 0;
  const others = useBodies('liaison', 'securityAdmin').length > 0;
  const room = useFirstRoom();
  if (!topics && !others) return room ? <Navigate to={room} replace /> : <NotYours />;
  const rows = data?.rows ?? [];
  const late = rows.filter(({ urgency }) => urgency === 'late').length;
  return (
    <Screen
      title={dateWithWeekday(from.now, from)}
      state={data ? words.desk.today.state(rows.length, late, data.doneToday) : ''}
      tools={
        editor ? (
          <ButtonLink look="primary" icon="plus" href={at('/topics/new')} onClick={(event) => go(event, at('/topics/new'))}>
            {words.desk.today.newTopic}
          </ButtonLink>
        ) : undefined
      }
    >
      <Beside show={topics}>{data ? <Work rows={rows} /> : <NotYet asked={asked} rows={8} />}</Beside>
    </Screen>
  );
}

/** The topics that run, for whoever has to do with topics. */
const Beside = ({ show, children }: { show: boolean; children: ReactNode }) =>
  show ? <WithSide side={<Running />}>{children}</WithSide> : children;

/** Where somebody begins whose duty has no list of today. */
function useFirstRoom(): '/staff' | '/audit' | '/operator' | undefined {
  const [system, audit, operator] = [
    useBodies('systemAdmin').length > 0,
    useBodies('auditAdmin').length > 0,
    useBodies('operator').length > 0,
  ];
  return system ? '/staff' : audit ? '/audit' : operator ? '/operator' : undefined;
}

function Work({ rows }: { rows: readonly Todo[] }) {
  const { desk, words } = useAround();
  const { kind } = route.useSearch();
  const go = useGo();
  const say = words.desk.today;
  const shown = kind ? rows.filter(({ work }) => kindOf[work] === kind) : rows;
  if (rows.length === 0)
    return (
      <Panel>
        <EmptyState title={say.empty.title} second={say.empty.second} />
      </Panel>
    );
  const chip = (value: Kind | undefined) => {
    const count = value ? rows.filter(({ work }) => kindOf[work] === value).length : rows.length;
    return { href: at('/', { kind: value }), label: say.kinds[value ?? 'all'], count: number(count), current: kind === value };
  };
  const kinds = (['moderation', 'appeal', 'topic', 'grant'] as const).filter(
    (one) => one === kind || rows.some(({ work }) => kindOf[work] === one),
  );
  return (
    <Panel
      flush
      title={kinds.length > 1 ? undefined : say.list}
      tools={kinds.length > 1 ? <Chips label={say.filters} chips={[chip(undefined), ...kinds.map(chip)]} onNavigate={go} /> : undefined}
    >
      {shown.length > 0 ? (
        <Rows rows={shown} many={desk.bodies.length > 1} />
      ) : (
        <EmptyState level={3} title={say.emptyKind.title}>
          <ButtonLink href={at('/')} onClick={(event) => go(event, at('/'))}>
            {say.emptyKind.act}
          </ButtonLink>
        </EmptyState>
      )}
    </Panel>
  );
}

/** The rows; J and K walk over their acts, Enter does what the act says. */
function Rows({ rows, many }: { rows: readonly Todo[]; many: boolean }) {
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  const list = useRef<HTMLDivElement>(null);
  const current = useRowKeys(list);
  return (
    <div ref={list}>
      <List
        label={words.desk.today.list}
        items={rows.map((todo, index) => {
          const { light, act, ...line } = lineOf(todo, words, from, many);
          return {
            key: todo.key,
            node: (
              <DeskRow
                {...line}
                light={{ urgency: todo.urgency, words: light }}
                current={index === current}
                act={
                  <ButtonLink look={index === current ? 'ink' : 'secondary'} href={act.href} onClick={(event) => go(event, act.href)}>
                    {act.label}
                  </ButtonLink>
                }
              />
            ),
          };
        })}
      />
    </div>
  );
}
