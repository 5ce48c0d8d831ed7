import { Button } from '../../../src/web/ui/Button.tsx';
import { Chips } from '../../../src/web/ui/Chips.tsx';
import { DeskRow, QueueItem } from '../../../src/web/ui/desk/DeskRows.tsx';
import { DeskSearch, DeskShell, KeyBar } from '../../../src/web/ui/desk/DeskShell.tsx';
import { ListDetail, Panel, WithSide } from '../../../src/web/ui/desk/Layout.tsx';
import { Flagged, KeyedChoices, Remark, ReviewText } from '../../../src/web/ui/desk/Review.tsx';
import { Checkbox, TextArea } from '../../../src/web/ui/Field.tsx';
import { Person } from '../../../src/web/ui/Person.tsx';
import { PhaseRail } from '../../../src/web/ui/PhaseRail.tsx';
import { List } from '../../../src/web/ui/Row.tsx';
import { groups, shell } from './desk-setting.ts';
import { common, halfway, topic } from './sample.ts';

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
