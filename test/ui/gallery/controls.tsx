import { Button, ButtonLink, Buttons, IconButton } from '../../../src/web/ui/Button.tsx';
import { Uploads } from '../../../src/web/ui/Composer.tsx';
import { Checkbox, Field, FieldGroup, FileField, Radio, Select, TextArea } from '../../../src/web/ui/Field.tsx';
import { RefusalSummary } from '../../../src/web/ui/RefusalSummary.tsx';
import { common, pictures } from './sample.ts';
import { Shelf } from './shelf.tsx';

export function Controls() {
  return (
    <>
      <Shelf title="按钮：平常、进行中、次要、安静、危险">
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
          <ButtonLink href="#x" icon="share">
            转给朋友
          </ButtonLink>
          <IconButton icon="search" label="搜索" />
        </Buttons>
      </Shelf>
      <Shelf title="输入：平常、要改、计数">
        <RefusalSummary
          title={common.cannotPublish(2)}
          lines={[
            { field: 'title', sentence: '请写标题，30 个字以内' },
            { field: 'text', sentence: '请至少写 10 个字，现在是 6 个字' },
          ]}
        />
        <Field id="plain" name="plain" label="昵称" hint="发言旁边显示的名字" defaultValue="河边看书人" autoComplete="nickname" />
        <Field id="title" name="title" label="标题" error="请写标题，30 个字以内" required />
        <TextArea
          id="text"
          name="text"
          label="您的看法"
          defaultValue="我完全同意。"
          error="请至少写 10 个字，现在是 6 个字"
          saved={common.savedAt('14:03')}
          count={common.countOf('6', '500')}
        />
        <Select id="order" name="order" label="排列" choices={[{ value: 'new', label: '最新' }]} />
        <FieldGroup id="who" legend="谁可以看">
          <Radio name="who" value="all" label="所有人" defaultChecked />
          <Radio name="who" value="members" label="只有委员" hint="网友看不到这一条" />
        </FieldGroup>
        <Checkbox name="agree" label="我同意公开我的发言" />
        <FileField id="file" name="file" label="照片" hint="JPG 或 PNG，不超过 10 MB" optional={common.optional} accept="image/*" />
        <Uploads
          id="more"
          name="more"
          accept="image/*"
          addLabel="添加照片"
          removeLabel={(alt) => `去掉${alt}`}
          uploads={[
            { key: 'a', src: pictures[0], alt: '照片 1' },
            { key: 'b', src: pictures[1], alt: '照片 2', wrong: true },
          ]}
        />
      </Shelf>
    </>
  );
}
