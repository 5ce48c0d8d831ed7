import { Button, ButtonLink, Buttons, IconButton } from '../../../src/web/ui/Button.tsx';
import { Chips, PageTabs } from '../../../src/web/ui/Chips.tsx';
import { ComposerRest, Uploads } from '../../../src/web/ui/Composer.tsx';
import { BottomSheet, SheetFoot } from '../../../src/web/ui/Dialog.tsx';
import { FieldGroup, TextArea } from '../../../src/web/ui/Field.tsx';
import { Hemicycle } from '../../../src/web/ui/Hemicycle.tsx';
import { KeyFigures } from '../../../src/web/ui/KeyFigures.tsx';
import { Page } from '../../../src/web/ui/Page.tsx';
import { PhaseRail } from '../../../src/web/ui/PhaseRail.tsx';
import { Post } from '../../../src/web/ui/Post.tsx';
import { RefusalSummary } from '../../../src/web/ui/RefusalSummary.tsx';
import { FileKind, List, MoreLink, Pad, Row, Section, SectionHead } from '../../../src/web/ui/Row.tsx';
import { TopicHead } from '../../../src/web/ui/TopicHead.tsx';
import { common, persons, pictures, site, stations, topic } from './sample.ts';
import { acts, frame, type Setting } from './setting.tsx';

const undated = stations.map(({ name, state }) => ({ name, state }));
export function HomeScreen(setting: Setting) {
  const care = setting.look === 'care';
  return (
    <Page
      frame={frame(setting)}
      title={site}
      place={{ root: 'home' }}
      head={
        <TopicHead
          home
          phase={care ? ['正在征集意见，还有 7 天'] : ['正在征集意见', '还有 7 天']}
          title={topic}
          meta={care ? undefined : ['7月2日至20日', '已有 312 条发言，27 个界别参加']}
          ornament={<Hemicycle members={130} citizens={182} />}
        >
          <PhaseRail stations={undated} words={common} />
          <Buttons even>
            <ButtonLink look="primary" href="#say">
              我来说一说
            </ButtonLink>
            {care ? null : <ButtonLink href="#read">看大家怎么说</ButtonLink>}
          </Buttons>
        </TopicHead>
      }
    >
      {care ? (
        <Section label="可以做的事">
          <Row href="#a" icon="reply" title="看大家怎么说" second="已有 312 条发言" />
          <Row href="#b" icon="file" title="看资料" second="6 份" />
          <Row href="#c" icon="bell" title="我的消息" second="3 条新消息" />
          <Row href="#d" icon="route" title="我的发言" second="1 条有人回复" />
        </Section>
      ) : (
        <>
          <Section label="正在进行">
            <Row href="#live" icon="listen" tile strong title="“样例街道商量日”本周六" second="7月18日 星期六 09:00" />
          </Section>
          <Section>
            <SectionHead title="议题">
              <MoreLink href="#all">全部</MoreLink>
            </SectionHead>
            <Row href="#1" title="示例市第二十次网络议政定于7月28日开始，欢迎参加" end="7月10日" />
            <Row href="#2" title="教室照明专题调研情况" end="7月9日" />
            <Row href="#3" title="请各界别委员参加图书角网络议政" end="7月2日" />
          </Section>
        </>
      )}
    </Page>
  );
}

export function TopicScreen(setting: Setting) {
  return (
    <Page
      frame={frame(setting)}
      title={topic}
      place={{ back: { href: '/', label: '首页' } }}
      tools={<IconButton icon="share" label="转给朋友" />}
      foot={{ kind: 'composer', content: <ComposerRest href="#say" label="说说您的看法" picture={{ href: '#p', label: '带照片' }} /> }}
      head={
        <TopicHead title="把社区图书角办到家门口" meta={['示例市政协教科卫体和文化文史委员会', '还有 7 天']}>
          <PhaseRail stations={stations} words={common} />
        </TopicHead>
      }
    >
      <PageTabs
        label="本页内容"
        tabs={[
          { href: '#focus', label: '本期聚焦', current: true },
          { href: '#files', label: '资料查阅', count: '6' },
          { href: '#posts', label: '网友互动', count: '312' },
        ]}
      />
      <Section id="focus" label="本期聚焦">
        <Pad>
          <p>示例市政协今年 3 月起赴两县三市调研，现就“书从哪里来、谁来管、怎么用”听取委员和市民意见。</p>
          <KeyFigures
            figures={[
              { figure: '36.0%', label: '城区' },
              { figure: '71.6%', label: '县城' },
              { figure: '81.0%', label: '乡镇' },
            ]}
          />
          <p className="split">
            <span className="note">没有图书角的社区，示例调查 2018 年</span>
            <MoreLink link href="#full">
              读全文
            </MoreLink>
          </p>
        </Pad>
      </Section>
      <Section id="files">
        <SectionHead title="资料查阅">
          <MoreLink href="#files">全部 6 份</MoreLink>
        </SectionHead>
        <Row href="#f1" linked title="图书角建设实施办法" second="1.2 MB・1,204 人读过" lead={<FileKind kind="PDF" />} end="" />
        <Row
          href="#f2"
          linked
          title="示例市社区阅读空间情况调研报告"
          second="第 2 版・860 KB・647 人读过"
          lead={<FileKind kind="DOC" />}
          end=""
        />
      </Section>
      <Section id="posts">
        <SectionHead title="网友互动">
          <Chips
            plain
            label="排列"
            chips={[
              { href: '#new', label: '最新', current: true },
              { href: '#hot', label: '最热' },
              { href: '#members', label: '只看委员' },
            ]}
          />
        </SectionHead>
        <List
          items={[
            {
              key: '1',
              node: (
                <Post
                  id="p1"
                  person={persons.member}
                  words={common}
                  text="建议把图书从一年一换改为一季一换，书单直接贴在楼道，并在两周内告知居民。只换不告，等于没换。"
                  acts={acts('46', '12', true)}
                />
              ),
            },
            {
              key: '2',
              node: (
                <Post
                  id="p2"
                  person={persons.netizen}
                  words={common}
                  text="孩子二年级，放学没有地方看书。能不能把图书角的开门时间也纳入检查？"
                  acts={acts('128', '31')}
                />
              ),
            },
            {
              key: '3',
              node: (
                <Post
                  id="p3"
                  person={persons.long}
                  words={common}
                  text="乡镇的图书角最该先换灯。我走访的三处，桌面照度不到 300 勒克斯。"
                  acts={acts('73', '9')}
                />
              ),
            },
          ]}
        />
      </Section>
    </Page>
  );
}

export function ThreadScreen(setting: Setting) {
  return (
    <Page
      frame={frame(setting)}
      title="樊知秋的发言"
      errorCount={2}
      place={{ back: { href: '/topics/1', label: '议题' } }}
      tools={<IconButton icon="share" label="转给朋友" />}
      overlay={
        <BottomSheet id="compose" title="回复 樊知秋" putAway={<a href="#thread">{common.putAway}</a>}>
          <form method="post" action="#">
            <RefusalSummary
              title={common.cannotPublish(2)}
              lines={[
                { field: 'text', sentence: '请至少写 10 个字，现在是 6 个字' },
                { field: 'pictures', sentence: '第 2 张照片超过 10 MB，请换一张' },
              ]}
            />
            <TextArea
              id="text"
              name="text"
              label="您的回复"
              defaultValue="我完全同意。"
              error="请至少写 10 个字，现在是 6 个字"
              saved={common.savedAt('14:03')}
              count={common.countOf('6', '500')}
            />
            <FieldGroup id="pictures-group" legend="照片" hiddenLegend error="第 2 张照片超过 10 MB，请换一张">
              <Uploads
                id="pictures"
                name="pictures"
                accept="image/*"
                addLabel="添加照片"
                removeLabel={(alt) => `去掉${alt}`}
                uploads={[
                  { key: 'a', src: pictures[0], alt: '照片 1' },
                  { key: 'b', src: pictures[1], alt: '照片 2', wrong: true },
                ]}
              />
            </FieldGroup>
            <SheetFoot
              act={
                <Button look="primary" type="submit">
                  发布
                </Button>
              }
            >
              以“河边看书人”发表，审核通过后公开
            </SheetFoot>
          </form>
        </BottomSheet>
      }
    >
      <Section label="发言">
        <h1 className="crumb">{topic}</h1>
        <Post
          id="p1"
          person={persons.member}
          words={common}
          text="建议把图书从一年一换改为一季一换，书单直接贴在楼道，并在两周内告知居民。只换不告，等于没换。"
          acts={acts('46', '12', true)}
        />
      </Section>
    </Page>
  );
}
