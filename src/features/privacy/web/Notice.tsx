import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { List, Pad, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { date } from '../../../web/words/format.ts';
import { type Block, blocksOf } from '../rules.ts';

export interface NoticeShown {
  readonly version: number;
  readonly effectiveOn: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly changed: { readonly zh: string; readonly en: string };
}
export interface PurposeShown {
  readonly kind: string;
  readonly basis: 'consent' | 'service' | 'duty';
  readonly until: 'own' | 'record' | 'law' | number;
}
export interface NoticeData {
  /** Null when this platform has published none: then the text of the program. */
  readonly shown: NoticeShown | null;
  readonly text: { readonly zh: string; readonly en: string };
  readonly current: number | null;
  readonly versions: readonly NoticeShown[];
  readonly purposes: readonly PurposeShown[];
  readonly phones: readonly { readonly name: string; readonly phone: string }[];
}

export const dayIn = (call: PageCall, day: string): string => date(new Date(`${day}T12:00:00Z`), standpoint(call));

/** 隐私政策: the version in force, the table that the program clears up by, whom to call, every earlier version. */
export function Notice({ call, data }: { call: PageCall; data: NoticeData }) {
  const { locale, privacy } = call.frame.words;
  const said = privacy.page;
  const { shown, text, versions } = data;
  const place = call.person ? { back: { href: '/mine', label: said.back } } : { back: { href: '/', label: call.frame.words.trouble.home } };
  return (
    <Shell call={call} title={said.title} heading={said.title} place={place}>
      <Section label={said.title}>
        <Pad>
          <p className="second">{shown ? said.version(shown.version, dayIn(call, shown.effectiveOn)) : said.unpublished}</p>
        </Pad>
        <Blocks text={text[locale]} />
      </Section>
      {shown && shown.version > 1 ? (
        <Section>
          <SectionHead title={said.changed} />
          <Blocks text={shown.changed[locale]} />
        </Section>
      ) : null}
      <Kinds call={call} purposes={data.purposes} />
      <Section>
        <SectionHead title={said.contact} />
        <Pad>
          {data.phones.length === 0 ? (
            <p>{said.noPhone}</p>
          ) : (
            data.phones.map(({ name, phone }) => <p key={name}>{said.phone(name, phone)}</p>)
          )}
        </Pad>
      </Section>
      {versions.length > 1 ? <Versions call={call} data={data} /> : null}
    </Shell>
  );
}

function Versions({ call, data: { versions, current, shown } }: { call: PageCall; data: NoticeData }) {
  const { locale, privacy } = call.frame.words;
  const said = privacy.page;
  return (
    <Section>
      <SectionHead title={said.earlier} />
      <List
        label={said.earlier}
        items={versions
          .filter(({ version }) => version !== shown?.version)
          .map(({ version, effectiveOn, changed }) => ({
            key: String(version),
            node: (
              <Row
                href={version === current ? '/privacy' : `/privacy?version=${version}`}
                title={said.version(version, dayIn(call, effectiveOn))}
                second={version === current ? said.now : changed[locale]}
              />
            ),
          }))}
      />
    </Section>
  );
}

function Kinds({ call, purposes }: { call: PageCall; purposes: readonly PurposeShown[] }) {
  const { page: said, kinds, basis, until } = call.frame.words.privacy;
  const named = new Map(Object.entries(kinds));
  return (
    <Section>
      <SectionHead title={said.kinds} />
      <List
        label={said.kinds}
        items={purposes.map((one) => ({
          key: one.kind,
          node: (
            <Row
              title={named.get(one.kind)?.name ?? one.kind}
              second={
                <>
                  {said.purpose}：{named.get(one.kind)?.purpose}
                  <br />
                  {said.basis}：{basis[one.basis]}
                  <br />
                  {said.until}：{typeof one.until === 'number' ? until.days(one.until) : until[one.until]}
                </>
              }
            />
          ),
        }))}
      />
    </Section>
  );
}

/** The plain lines of a notice; no markup of whoever wrote it. */
export function Blocks({ text }: { text: string }) {
  return (
    <>
      {blocksOf(text).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's parts have no other name
        <BlockShown key={i} block={block} />
      ))}
    </>
  );
}
function BlockShown({ block }: { block: Block }) {
  if (block.kind === 'heading') return <SectionHead title={block.text} />;
  if (block.kind === 'paragraph')
    return (
      <Pad>
        <p className="prose">{block.text}</p>
      </Pad>
    );
  return (
    <Pad>
      <ul>
        {block.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Pad>
  );
}
