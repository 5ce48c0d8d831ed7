import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Chips, PageTabs } from '../../../web/ui/Chips.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { PersonMark } from '../../../web/ui/Person.tsx';
import { DayHead, List, Pad, Row, Section } from '../../../web/ui/Row.tsx';
import { number } from '../../../web/words/format.ts';
import { type PublicMember, type Shelf, type Way, ways } from '../directory-rules.ts';

export interface DirectoryData {
  readonly committees: readonly { readonly id: string; readonly name: string; readonly shortName: string }[];
  readonly shown: { readonly id: string; readonly name: string } | null;
  readonly way: Way;
  readonly count: number;
  readonly shelves: readonly Shelf[];
}

/** 委员名录: who sits today, by sector, special committee or group; within each by surname strokes. */
export function Directory({ call, data: { committees, shown, way, count, shelves } }: { call: PageCall; data: DirectoryData }) {
  const said = call.frame.words.directory;
  const address = (committee: string | undefined, by: Way) => {
    const asked = new URLSearchParams({ ...(committee !== undefined && { committee }), ...(by !== 'sector' && { by }) }).toString();
    return `/members${asked === '' ? '' : `?${asked}`}`;
  };
  const whose = committees.length > 1 ? shown?.id : undefined;
  return (
    <Shell call={call} title={said.title} heading={said.title} place={{ back: { href: '/', label: said.home } }}>
      {shown ? (
        <>
          <Section label={said.committee}>
            {committees.length > 1 ? (
              <Chips
                label={said.committee}
                chips={committees.map(({ id, shortName }) => ({ href: address(id, way), label: shortName, current: id === shown.id }))}
              />
            ) : null}
            <Pad>
              <b>{shown.name}</b>
              <p className="second">{said.lead(count)}</p>
            </Pad>
          </Section>
          <PageTabs
            label={said.by}
            tabs={ways.map((one) => ({ href: address(whose, one), label: said.ways[one], current: one === way }))}
          />
          {shelves.map(({ name, members }) => (
            <div key={name ?? ''}>
              <DayHead>
                {name ?? said.rest} {number(members.length)}
              </DayHead>
              <List
                label={name ?? said.rest}
                items={members.map((one) => ({ key: one.id, node: <MemberRow call={call} member={one} way={way} /> }))}
              />
            </div>
          ))}
        </>
      ) : (
        <Section label={said.title}>
          <EmptyState title={said.none} second={said.noneSecond} />
        </Section>
      )}
    </Shell>
  );
}

function MemberRow({ call, member, way }: { call: PageCall; member: PublicMember; way: Way }) {
  const said = call.frame.words.directory;
  const office = member.office ?? (member.standing ? said.standing : null);
  const second = [way === 'sector' ? null : member.sector, office].filter(Boolean).join('・');
  return (
    <Row
      href={`/members/${member.id}`}
      lead={<PersonMark kind="member" name={member.name} />}
      title={member.name}
      {...(second !== '' && { second })}
    />
  );
}
