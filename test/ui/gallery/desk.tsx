import { Button, ButtonLink, Buttons, IconButton } from '../../../src/web/ui/Button.tsx';
import { Chips } from '../../../src/web/ui/Chips.tsx';
import { HorizontalBars } from '../../../src/web/ui/charts/HorizontalBars.tsx';
import { DeskRow, DeskTable, QueueItem } from '../../../src/web/ui/desk/DeskRows.tsx';
import { DeskSearch, DeskShell, KeyBar } from '../../../src/web/ui/desk/DeskShell.tsx';
import { Columns, Definitions, ListDetail, Panel, Skeleton, StateLine, WithSide } from '../../../src/web/ui/desk/Layout.tsx';
import { Flagged, KeyedChoices, Remark, ReviewText } from '../../../src/web/ui/desk/Review.tsx';
import { EmptyState } from '../../../src/web/ui/EmptyState.tsx';
import { Checkbox, Field, Select, TextArea } from '../../../src/web/ui/Field.tsx';
import { KeyFigures } from '../../../src/web/ui/KeyFigures.tsx';
import { OfflineBand, Toast } from '../../../src/web/ui/Messages.tsx';
import { Person } from '../../../src/web/ui/Person.tsx';
import { PhaseRail } from '../../../src/web/ui/PhaseRail.tsx';
import { List } from '../../../src/web/ui/Row.tsx';
import { common, halfway, number, site, topic } from './sample.ts';
import { VisitsByDay } from './visits.tsx';

const groups = (current: string) =>
  [
    {
      places: [
        { href: '#today', label: '今天', icon: 'sun', count: '12' },
        { href: '#topics', label: '网络议政', icon: 'chat' },
        { href: '#moderation', label: '审核', icon: 'shield', count: '14' },
      ] as const,
    },
    {
      label: '管理',
      places: [
        { href: '#statistics', label: '统计', icon: 'chart' },
        { href: '#health', label: '运行状况', icon: 'pulse' },
        { href: '#sign-ins', label: '我的登录', icon: 'key' },
      ] as const,
    },
  ].map((group) => ({ ...group, places: group.places.map((place) => ({ ...place, current: place.href === `#${current}` })) }));
const shell = { siteName: site, demo: true, words: common, person: { name: '方舒', role: '教科卫体委 工作人员', href: '#me' } };

const todo = [
  {
    urgency: 'late',
    words: '超期 2 天',
    kind: '申诉',
    title: '网友“南坡十八”不服“与议题无关”，须由另一人复核',
    second: '原审核人 郭一萍・7月13日提出',
    act: '再提醒',
  },
  {
    urgency: 'late',
    words: '超期 1 天',
    kind: '申诉',
    title: '网友“河边看书人”不服“重复发布”，须由另一人复核',
    second: '原审核人 郭一萍・7月14日提出',
    act: '复核',
  },
  { urgency: 'soon', words: '今天 18:00', kind: '议题', title: '征集今天 18:00 截止，还没有写截止说明', second: topic, act: '去写' },
  {
    urgency: 'soon',
    words: '今天',
    kind: '审核',
    title: '14 条发言待审，最久已等 22 分钟',
    second: '网友 13 条，委员 1 条・2 条疑含手机号',
    act: '去审核',
  },
  {
    urgency: 'ok',
    words: '剩 1 天',
    kind: '材料',
    title: '资料“阅读空间调研报告”有新版等您确认',
    second: '第 3 版，昨天 17:20 上传',
    act: '查看',
  },
  { urgency: 'ok', words: '剩 5 天', kind: '议题', title: '下一期议题还是草稿', second: '缺截止时间', act: '继续写' },
] as const;

export function TodayScreen() {
  return (
    <DeskShell
      {...shell}
      groups={groups('today')}
      title="7月21日 星期二"
      state="12 件待办，2 件已超期"
      tools={
        <>
          <DeskSearch label="找议题、人" value="" onChange={() => {}} onSearch={() => {}} />
          <Button look="primary" icon="plus">
            新建议题
          </Button>
        </>
      }
    >
      <WithSide
        side={
          <>
            <Panel>
              <p className="second">正在进行的议题</p>
              <h2>{topic}</h2>
              <PhaseRail stations={halfway} words={common} />
            </Panel>
            <Panel title="运行状况">
              <p>昨晚备份 03:00，正常</p>
              <p className="second">磁盘还剩 61%・没有积压的通知</p>
            </Panel>
          </>
        }
      >
        <Panel
          flush
          tools={
            <Chips
              label="待办"
              chips={[
                { href: '#t', label: '待办', count: '12', current: true },
                { href: '#d', label: '已办', count: '41' },
              ]}
            />
          }
        >
          <List
            items={todo.map(({ urgency, words, act, ...rest }, index) => ({
              key: `${index}`,
              node: (
                <DeskRow
                  {...rest}
                  light={{ urgency, words }}
                  current={index === 1}
                  act={<Button look={index === 1 ? 'ink' : 'secondary'}>{act}</Button>}
                />
              ),
            }))}
          />
        </Panel>
      </WithSide>
    </DeskShell>
  );
}

const queue = [
  {
    kind: 'netizen',
    name: '坡上老陈',
    preview: '我孩子在××小学，班主任电话 138……',
    age: { urgency: 'soon', words: '22 分钟' },
    flag: '疑含手机号',
  },
  { kind: 'netizen', name: '春风化雨 2026', preview: '建议每处配一位管理员，每周记录开门时间', age: { urgency: 'soon', words: '19 分钟' } },
  {
    kind: 'netizen',
    name: '江边',
    preview: '某某书店送购书券，加微信……',
    age: { urgency: 'ok', words: '12 分钟' },
    flag: '疑似广告，近 1 小时 4 条相同',
  },
  {
    kind: 'member',
    name: '谢样行・科协界',
    preview: '先发后审：被 3 人举报“数据不实”',
    age: { urgency: 'ok', words: '9 分钟' },
    locked: '黄样群在看',
  },
  { kind: 'netizen', name: '木子家的小满', preview: '作业能不能少用平板？每天要上传三次', age: { urgency: 'ok', words: '刚刚' } },
] as const;
const reasons = [
  '含他人手机号、住址等信息',
  '与议题无关',
  '广告、推销',
  '辱骂、人身攻击',
  '没有依据的指控',
  '重复发布',
  '个人诉求，转信访渠道',
  '涉密或不宜公开',
  '其他，请写明',
];

export function ModerationScreen() {
  return (
    <DeskShell
      {...shell}
      bare
      groups={groups('moderation')}
      title="审核"
      state={
        <Chips
          label="审核"
          chips={[
            { href: '#w', label: '待审', count: '14', current: true },
            { href: '#h', label: '暂缓', count: '2' },
            { href: '#a', label: '申诉', count: '1' },
            { href: '#d', label: '已处理' },
          ]}
        />
      }
      tools={<span className="second">今天已审 173 条，平均 4 分钟</span>}
    >
      <ListDetail
        listLabel="待审"
        detailLabel="发言"
        list={
          <>
            <div className="queue-tools">
              <Checkbox label="全选 14 条" />
              <span>先到先审</span>
            </div>
            {queue.map((item, index) => (
              <QueueItem
                key={item.name}
                {...item}
                current={index === 0}
                selected={index === 1}
                select={<Checkbox bare label={`选中${item.name}`} defaultChecked={index === 1} />}
              />
            ))}
          </>
        }
        detail={
          <>
            <Panel>
              <Person
                kind="netizen"
                name="坡上老陈"
                badge={['网友']}
                meta={['今天 09:19', '示例省', '手机已验证', '第 3 次发言，前 2 次均公开']}
              />
              <ReviewText>
                我孩子在<Flagged>××小学三年级</Flagged>，去年借过书，学校到期末才把单子发下来。班主任电话 <Flagged>138 0000 0000</Flagged>
                ，可以去核实。
              </ReviewText>
              <Remark>
                <b>含 1 个疑似手机号</b>，属于他人信息。可请作者删去后再发，也可不公开。
              </Remark>
            </Panel>
            <KeyedChoices
              name="reason"
              legend="不公开的理由"
              hint="作者会看到理由和申诉办法"
              chosen="0"
              onChoose={() => {}}
              choices={reasons.map((label, index) => ({ value: `${index}`, label, shortcut: `${index + 1}` }))}
            />
            <TextArea
              id="note"
              name="note"
              label="写给作者的话"
              hint="会连同理由一起发出"
              defaultValue="请删去班主任的电话和班级后再发，我们会优先审核。"
            />
          </>
        }
        acts={
          <>
            <Button shortcut="A">通过并公开</Button>
            <Button look="ink" shortcut="R">
              不公开，告知作者
            </Button>
            <Button shortcut="H">暂缓</Button>
            <span className="second">处理后自动到下一条</span>
          </>
        }
      />
      <KeyBar
        label="按键"
        keys={[
          { keys: ['J', 'K'], does: '上下' },
          { keys: ['?'], does: '全部按键' },
        ]}
      />
    </DeskShell>
  );
}

export function StatisticsScreen() {
  return (
    <DeskShell
      {...shell}
      groups={groups('statistics')}
      title={topic}
      state="7月2日至25日"
      tools={
        <>
          <StateLine tone="ok">与原始日志复算一致，7月26日 06:00</StateLine>
          <Button icon="download">Excel</Button>
        </>
      }
    >
      <Panel>
        <KeyFigures
          figures={[
            { label: '访问', figure: '7,529', sum: '委员 3,363 + 公众 4,166' },
            { label: '发言', figure: '448', sum: '委员 191 + 网友 257' },
            { label: '发言的界别', figure: '27', sum: '全部 27 个界别' },
            { label: '点赞', figure: '8,678', sum: '登录 6,004 + 访客 2,674' },
          ]}
        />
      </Panel>
      <Columns wide>
        <Panel>
          <VisitsByDay height={300} level={2} />
        </Panel>
        <Panel>
          <HorizontalBars
            level={2}
            title="教育、医卫两界占三分之一"
            subtitle="委员发言 191 条，按发言时界别"
            heads={{ label: '界别', value: '发言' }}
            number={number}
            bars={[
              ['教育界', 34],
              ['医药卫生界', 31],
              ['农工党', 17],
              ['妇联界', 15],
              ['民进', 13],
              ['科协界', 11],
              ['体育界', 9],
              ['九三学社', 8],
            ]
              .map(([label, value]) => ({ label: `${label}`, value: Number(value) }))
              .concat([{ label: '其他 19 个界别', value: 53, rest: true } as never])}
          />
        </Panel>
      </Columns>
      <Definitions
        title="口径"
        terms={[
          { term: '访问', meaning: '停顿超过 30 分钟算新的一次，身份以开始时为准。' },
          { term: '发言', meaning: '已公开的发言，不含撤回的。' },
          { term: '点赞', meaning: '一人对一条算一次，取消的减去。' },
        ]}
      />
      <Panel title="表" flush>
        <DeskTable
          caption="议题"
          rows={[
            { name: topic, posts: 448 },
            { name: '样例议题二', posts: 37 },
            { name: '样例议题三', posts: 22 },
          ]}
          rowKey={({ name }) => name}
          isCurrent={({ posts }) => posts === 37}
          isSelected={({ posts }) => posts === 22}
          columns={[
            { key: 'name', label: '议题', cell: ({ name }) => name },
            { key: 'posts', label: '发言', number: true, cell: ({ posts }) => posts },
          ]}
        />
      </Panel>
    </DeskShell>
  );
}

/** Pieces that only desks have, in the states that have a look of their own. */
export function DeskPieces() {
  return (
    <DeskShell {...shell} groups={groups('')} title="样品" state="工作台的部件">
      <Panel title="按钮">
        <Buttons>
          <Button look="primary">发布</Button>
          <Button look="primary" busy>
            正在发布
          </Button>
          <Button>请假</Button>
          <Button look="quiet">看全文</Button>
          <Button look="danger" icon="trash">
            删除
          </Button>
          <Button look="ink" shortcut="R">
            不公开
          </Button>
          <IconButton icon="more" label="更多" />
        </Buttons>
      </Panel>
      <Panel title="输入">
        <Field id="a" name="a" label="标题" hint="不超过 20 个字" defaultValue="样例" />
        <Field id="b" name="b" label="截止" type="datetime-local" error="截止时间要晚于开始时间" />
        <Select id="c" name="c" label="谁先审" choices={[{ value: 'a', label: '网友的发言先审后发' }]} />
        <Checkbox label="委员的发言先发后审" hint="可以随时改" />
        <Field id="d" name="d" label="验证码" inputMode="numeric" optional={common.optional} />
      </Panel>
      <Panel title="空">
        <EmptyState level={3} title="还没有待审的发言">
          <ButtonLink look="quiet" href="#done">
            看已处理的 173 条
          </ButtonLink>
        </EmptyState>
      </Panel>
      <Panel title="还在取" flush>
        <Skeleton rows={3} label="正在取数据" />
      </Panel>
      <StateLine tone="warn">还有 2 封通知没有发出</StateLine>
      <StateLine tone="bad">昨晚没有备份</StateLine>
      <Toast undo={{ label: common.undoIn(6) }}>已撤回发言</Toast>
      <OfflineBand>{common.offline}</OfflineBand>
    </DeskShell>
  );
}
