import { Button, ButtonLink, Buttons } from '../../../src/web/ui/Button.tsx';
import { Chips, PageTabs } from '../../../src/web/ui/Chips.tsx';
import { ComposerRest } from '../../../src/web/ui/Composer.tsx';
import { HorizontalBars } from '../../../src/web/ui/charts/HorizontalBars.tsx';
import { LineChart } from '../../../src/web/ui/charts/LineChart.tsx';
import { DeadlineLight } from '../../../src/web/ui/DeadlineLight.tsx';
import { EmptyState } from '../../../src/web/ui/EmptyState.tsx';
import { Hemicycle } from '../../../src/web/ui/Hemicycle.tsx';
import { Icon } from '../../../src/web/ui/Icon.tsx';
import { type IconName, icons } from '../../../src/web/ui/icons.ts';
import { KeyFigures } from '../../../src/web/ui/KeyFigures.tsx';
import { Mark } from '../../../src/web/ui/Mark.tsx';
import { NewStrip, OfflineBand, Said, Toast } from '../../../src/web/ui/Messages.tsx';
import { NoticeRow } from '../../../src/web/ui/NoticeRow.tsx';
import { Pager } from '../../../src/web/ui/Pager.tsx';
import { Badge, Person } from '../../../src/web/ui/Person.tsx';
import { PhaseRail } from '../../../src/web/ui/PhaseRail.tsx';
import { Post, PostActs } from '../../../src/web/ui/Post.tsx';
import { QrBlock } from '../../../src/web/ui/QrBlock.tsx';
import { FileKind, List, MoreLink, Pad, Row } from '../../../src/web/ui/Row.tsx';
import { Controls } from './controls.tsx';
import { common, halfway, number, persons, pictures } from './sample.ts';
import { Shelf } from './shelf.tsx';
import { VisitsByDay } from './visits.tsx';

function Signs() {
  return (
    <>
      <Shelf title="图标与印">
        <p className="buttons">
          <Mark />
          {(Object.keys(icons) as IconName[]).map((name) => (
            <Icon key={name} name={name} />
          ))}
          <Icon name="like" filled />
        </p>
      </Shelf>
      <Shelf title="人：方是委员，空方是社员，圆是网友，实方是单位">
        {Object.values(persons).map((person) => (
          <Person key={person.name} {...person} />
        ))}
        <p>
          <Badge tone="ok" parts={['已公开']} /> <Badge tone="warn" parts={['审核中']} /> <Badge tone="bad" parts={['未公开']} />{' '}
          <Badge tone="plain" parts={['第 2 版']} />
        </p>
      </Shelf>
      <Shelf title="期限灯">
        <p>
          <DeadlineLight urgency="ok">剩 5 天</DeadlineLight> <DeadlineLight urgency="soon">今天 18:00</DeadlineLight>{' '}
          <DeadlineLight urgency="late">超期 2 天</DeadlineLight>
        </p>
      </Shelf>
      <Shelf title="阶段轨">
        <PhaseRail stations={halfway} words={common} />
      </Shelf>
      <Shelf title="几个数字">
        <KeyFigures
          figures={[
            { figure: '36.0%', label: '小区有图书角' },
            { figure: '7,529', label: '访问', sum: '委员 3,363 + 公众 4,166' },
            { figure: '27', label: '发言的界别' },
          ]}
        />
      </Shelf>
    </>
  );
}

function Lists() {
  const acts = (mine: boolean) => (
    <PostActs
      words={common}
      like={{ action: '/likes', count: '46', mine, words: common, fields: { post: '1' } }}
      reply={{ href: '#r', count: '12' }}
      more={
        <>
          <li>
            <a href="#edit">修改</a>
          </li>
          <li>
            <button type="button" className="danger">
              撤回
            </button>
          </li>
        </>
      }
    />
  );
  return (
    <>
      <Shelf title="行" flush>
        <Row href="#a" title="请各界别委员参加网络议政" end="7月2日" />
        <Row href="#b" title="社区活动走进样例街道" second="正在进行・318 人在看" icon="listen" tile strong />
        <Row href="#c" linked title="图书角建设办法（征求意见稿）" second="1.2 MB・1,204 人读过" lead={<FileKind kind="PDF" />} end="" />
        <Row title="没有链接的一行" end={<MoreLink href="#d">全部</MoreLink>} />
      </Shelf>
      <Shelf title="发言：自己的赞、修改过、审核中、回复" flush>
        <List
          label="发言"
          items={[
            {
              key: '1',
              node: (
                <Post
                  id="p1"
                  person={persons.member}
                  words={common}
                  edited
                  acts={acts(true)}
                  text={'第一行\n第二行：每季换一次书，结果告诉大家。'}
                />
              ),
            },
            {
              key: '2',
              node: (
                <Post
                  id="p2"
                  person={persons.long}
                  words={common}
                  held
                  acts={acts(false)}
                  text="名字再长也不截断，徽标自己换行。"
                  pictures={pictures.map((src, index) => ({ src, href: '#picture', alt: `现场照片 ${index + 1}` }))}
                />
              ),
            },
            {
              key: '3',
              node: (
                <Post
                  id="p3"
                  person={persons.netizen}
                  words={common}
                  reply
                  acts={acts(false)}
                  text="https://example.invalid/一个很长很长很长很长很长很长很长很长很长的地址/abcdefghijklmnopqrstuvwxyz0123456789"
                />
              ),
            },
          ]}
        />
        <Pager older="#older" newer="#newer" words={common} />
      </Shelf>
      <Shelf title="消息" flush>
        <NoticeRow
          icon="replied"
          title="樊知秋委员回复了您"
          second="“这一条我完全赞同”"
          time="09:20"
          href="#n1"
          unread
          unreadWord={common.unread}
        />
        <NoticeRow
          icon="refused"
          title="有一条发言没有公开，可以申诉"
          second="理由：含他人手机号码"
          time="16:40"
          href="#n2"
          unread={false}
          unreadWord={common.unread}
          acts={
            <Buttons even>
              <Button>申诉</Button>
              <Button>看说明</Button>
            </Buttons>
          }
        />
      </Shelf>
      <Shelf title="筛选与分栏" flush>
        <PageTabs
          label="本页内容"
          tabs={[
            { href: '#t1', label: '本期聚焦', current: true },
            { href: '#t2', label: '资料查阅', count: '6' },
            { href: '#t3', label: '网友互动', count: '312' },
          ]}
        />
        <Pad>
          <Chips
            label="筛选"
            chips={[
              { href: '#f1', label: '全部', count: '448', current: true },
              { href: '#f2', label: '委员', count: '191' },
              { href: '#f3', label: '网友', count: '257' },
            ]}
          />
        </Pad>
      </Shelf>
      <Shelf title="空状态" flush>
        <EmptyState
          title="您还没有公开的发言"
          second="发言公开后，会在这里看到谁回复了您。"
          ornament={<Hemicycle members={17} citizens={45} here />}
        >
          <ButtonLink look="primary" href="#go">
            看看正在征集的议题
          </ButtonLink>
          <ButtonLink look="quiet" href="#draft">
            继续写草稿（7月9日 10:21 保存）
          </ButtonLink>
        </EmptyState>
      </Shelf>
    </>
  );
}

function Rest() {
  return (
    <>
      <Shelf title="提示" flush>
        <Said tone="ok">已发布。审核通过后公开，通常在 2 个工作小时内。</Said>
        <Said tone="warn">征集已于 7月20日 18:00 结束，您可以继续看大家的发言。</Said>
        <Said tone="bad">还没有发出：网络断开了，内容已保存。</Said>
        <Pad>
          <Toast undo={{ label: common.undoIn(6) }}>已撤回发言</Toast>
        </Pad>
        <OfflineBand>{common.offline}</OfflineBand>
        <NewStrip href="#new">12 条新留言</NewStrip>
        <Pad>
          <ComposerRest href="#say" label="说说您的看法" picture={{ href: '#picture', label: '带照片' }} />
        </Pad>
      </Shelf>
      <Shelf title="二维码">
        <QrBlock
          path="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 9h3v3H9zM14 14h2v2h-2z"
          modules={21}
          label="二维码：打开样例议题"
          address="https://example.invalid/topics/1"
          caption="扫码参与"
        />
      </Shelf>
      <Shelf title="图表">
        <VisitsByDay />
      </Shelf>
      <Shelf title="图表：界别">
        <HorizontalBars
          title="教育、医卫两界占三分之一"
          subtitle="委员发言 191 条，按发言时界别"
          heads={{ label: '界别', value: '发言' }}
          number={number}
          bars={[
            { label: '教育界', value: 34 },
            { label: '医药卫生界', value: 31 },
            { label: '农工党', value: 17 },
            { label: '其他 19 个界别', value: 53, rest: true },
          ]}
        />
      </Shelf>
      <Shelf title="图表：小时">
        <LineChart
          title="晚上八点说话的人最多"
          subtitle="按小时的访问，7月2日至25日合计"
          labels={Array.from({ length: 24 }, (_, hour) => `${hour}时`)}
          series={[
            {
              tone: 'members',
              label: '委员',
              values: [4, 2, 1, 0, 0, 2, 8, 30, 90, 160, 210, 190, 120, 80, 150, 220, 230, 180, 150, 260, 320, 280, 120, 30],
            },
            {
              tone: 'public',
              label: '公众',
              values: [10, 6, 2, 1, 1, 4, 20, 60, 120, 180, 200, 210, 230, 160, 150, 180, 200, 220, 260, 380, 460, 420, 240, 90],
            },
          ]}
          spoken="委员和公众的访问都在 20 时最多：委员 320 次，公众 460 次"
          number={number}
          twin={null}
        />
      </Shelf>
    </>
  );
}

/** Every public piece, in the states that have a look of their own. */
export function Pieces() {
  return (
    <>
      <Controls />
      <Signs />
      <Lists />
      <Rest />
    </>
  );
}
