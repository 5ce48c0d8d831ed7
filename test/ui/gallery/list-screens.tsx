import { Button, ButtonLink, Buttons } from '../../../src/web/ui/Button.tsx';
import { PageTabs } from '../../../src/web/ui/Chips.tsx';
import { Dialog } from '../../../src/web/ui/Dialog.tsx';
import { EmptyState } from '../../../src/web/ui/EmptyState.tsx';
import { Hemicycle } from '../../../src/web/ui/Hemicycle.tsx';
import { Toast, ToastRegion } from '../../../src/web/ui/Messages.tsx';
import { NoticeRow } from '../../../src/web/ui/NoticeRow.tsx';
import { Page } from '../../../src/web/ui/Page.tsx';
import { Person } from '../../../src/web/ui/Person.tsx';
import { DayHead, List, Row, Section } from '../../../src/web/ui/Row.tsx';
import { Pieces } from './pieces.tsx';
import { common, persons, topic } from './sample.ts';
import { frame, type Setting } from './setting.tsx';

export function NoticesScreen(setting: Setting) {
  return (
    <Page
      frame={frame(setting)}
      title="消息"
      heading="消息"
      place={{ root: 'notices' }}
      unlisted
      tools={
        <form method="post" action="#">
          <button type="submit" className="icon-button">
            全部已读
          </button>
        </form>
      }
    >
      <PageTabs
        label="消息分类"
        tabs={[
          { href: '#all', label: '全部', current: true },
          { href: '#replies', label: '回复我的', count: '2' },
          { href: '#results', label: '审核结果', count: '1' },
        ]}
      />
      <DayHead>今天</DayHead>
      <List
        label="今天"
        items={[
          {
            key: '1',
            node: (
              <NoticeRow
                icon="replied"
                title="樊知秋委员回复了您"
                second="“开门时间这条我完全赞同，已请界别小组……"
                time="09:20"
                href="#1"
                unread
                unreadWord={common.unread}
              />
            ),
          },
          {
            key: '2',
            node: (
              <NoticeRow
                icon="route"
                title="您的发言有新进展：已公开"
                second="把开门时间纳入检查"
                time="08:05"
                href="#2"
                unread
                unreadWord={common.unread}
              />
            ),
          },
          {
            key: '3',
            node: (
              <NoticeRow
                icon="replied"
                title="您的发言有 6 条新回复"
                second="二年级家长、河东路一家长等"
                time="07:30"
                href="#3"
                unread
                unreadWord={common.unread}
              />
            ),
          },
        ]}
      />
      <DayHead>昨天</DayHead>
      <List
        label="昨天"
        items={[
          {
            key: '1',
            node: (
              <NoticeRow
                icon="calendar"
                title="请确认是否参加 7月24日协商会"
                second="截止 7月18日 18:00"
                time="15:11"
                href="#4"
                unread={false}
                unreadWord={common.unread}
                acts={
                  <Buttons even>
                    <Button look="primary">参加</Button>
                    <Button>请假</Button>
                  </Buttons>
                }
              />
            ),
          },
          {
            key: '2',
            node: (
              <NoticeRow
                icon="accepted"
                title="您的发言已通过审核并公开"
                second="孩子二年级，放学没有地方看书……"
                time="10:26"
                href="#5"
                unread={false}
                unreadWord={common.unread}
              />
            ),
          },
        ]}
      />
      <DayHead>7月9日</DayHead>
      <NoticeRow
        icon="refused"
        title="有一条发言没有公开，可以申诉"
        second="理由：含他人手机号码"
        time="16:40"
        href="#6"
        unread={false}
        unreadWord={common.unread}
      />
    </Page>
  );
}

export function EmptyScreen(setting: Setting) {
  return (
    <Page
      frame={frame(setting)}
      title="我的发言"
      heading="我的发言"
      place={{ back: { href: '/mine', label: '我的' } }}
      foot={{ kind: 'tabs', current: 'mine' }}
      unlisted
    >
      <PageTabs
        label="我的发言"
        tabs={[
          { href: '#open', label: '已公开', count: '0', current: true },
          { href: '#held', label: '审核中', count: '0' },
          { href: '#drafts', label: '草稿', count: '1' },
        ]}
      />
      <Section label="已公开">
        <EmptyState
          title="您还没有公开的发言"
          second="发言公开后，会在这里看到谁回复了您、有多少人赞同。"
          ornament={<Hemicycle members={17} citizens={45} here />}
        >
          <ButtonLink look="primary" href="#go">
            看看正在征集的议题
          </ButtonLink>
          <ButtonLink look="quiet" href="#draft">
            继续写草稿（7月9日 10:21 保存）
          </ButtonLink>
        </EmptyState>
      </Section>
    </Page>
  );
}

export function PiecesScreen(setting: Setting) {
  return (
    <Page frame={frame(setting)} title="样品" heading="样品" place={{ root: 'mine' }}>
      <Pieces />
      <Person {...persons.unit} />
    </Page>
  );
}

export function TroubleScreen(setting: Setting) {
  return (
    <Page
      frame={{ ...frame(setting), lan: true }}
      title="没有找到这一页"
      place={{ back: { href: '/', label: '首页' } }}
      foot={{
        kind: 'actions',
        content: (
          <Buttons even>
            <ButtonLink look="primary" href="/">
              回到首页
            </ButtonLink>
            <ButtonLink href="/topics">看议题</ButtonLink>
          </Buttons>
        ),
      }}
      unlisted
      reference="a1b2c3"
    >
      <Section label="没有找到">
        <EmptyState level={1} title="没有找到这一页" second="地址可能写错了，也可能这一页已经撤回。" />
      </Section>
      <Dialogs />
    </Page>
  );
}

/** Markup only: in use they lie over the page. */
function Dialogs() {
  return (
    <ToastRegion>
      <Toast undo={{ label: common.undoIn(6) }}>已撤回发言</Toast>
    </ToastRegion>
  );
}

export function DialogScreen(setting: Setting) {
  return (
    <Page
      frame={frame(setting)}
      title="结束征集"
      place={{ root: 'topics' }}
      heading="参与"
      overlay={
        <Dialog
          id="end"
          title="结束征集？"
          acts={
            <>
              <Button look="primary">结束征集</Button>
              <Button>再等等</Button>
            </>
          }
        >
          <p>结束后不能再发言，已有 448 条不受影响。可在 24 小时内恢复。</p>
        </Dialog>
      }
    >
      <Section label="议题">
        <Row href="#1" title={topic} end="7月2日" />
      </Section>
    </Page>
  );
}
