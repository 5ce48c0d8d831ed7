import { Button, ButtonLink, Buttons, IconButton } from '../../../src/web/ui/Button.tsx';
import { HorizontalBars } from '../../../src/web/ui/charts/HorizontalBars.tsx';
import { DeskTable } from '../../../src/web/ui/desk/DeskRows.tsx';
import { DeskShell } from '../../../src/web/ui/desk/DeskShell.tsx';
import { Columns, Definitions, Panel, Skeleton, StateLine } from '../../../src/web/ui/desk/Layout.tsx';
import { EmptyState } from '../../../src/web/ui/EmptyState.tsx';
import { Checkbox, Field, Select } from '../../../src/web/ui/Field.tsx';
import { KeyFigures } from '../../../src/web/ui/KeyFigures.tsx';
import { OfflineBand, Toast } from '../../../src/web/ui/Messages.tsx';
import { groups, shell } from './desk-setting.ts';
import { common, number, topic } from './sample.ts';
import { VisitsByDay } from './visits.tsx';

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
