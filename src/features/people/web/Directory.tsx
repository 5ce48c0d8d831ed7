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

const addressOf = (committee: string | undefined, by: Way): string => {
  const asked = new URLSearchParams({ ...(committee !== undefined && { committee }), ...(by !== 'sector' && { by }) }).toString();
  return `/members${asked === '' ? '' : `?${asked}`}`;
};

/** 委员名录: who sits today, by sector, special committee or group; within each by surname strokes. */
export function Directory({ call, data }: { call: PageCall; data: DirectoryData }) {
  const said = call.frame.words.directory;
  const { shown } = data;
  return (
    <Shell call={call} title={said.title} heading={said.title} place={{ back: { href: '/', label: said.home } }}>
      {shown ? (
        <Seats call={call} data={data} shown={shown} />
      ) : (
        <Section label={said.title}>
          <EmptyState title={said.none} second={said.noneSecond} />
        </Section>
      )}
    </Shell>
  );
}

interface SeatsProps {
  call: PageCall;
  data: DirectoryData;
  shown: NonNullable<DirectoryData['shown']>;
}
/** Which committee, in which order, and who sits there. */
function Seats({ call, data: { committees, way, count, shelves }, shown }: SeatsProps) {
  const said = call.frame.words.directory;
  const several = committees.length > 1;
  return (
    <>
      <Section label={said.committee}>
        {several ? (
          <Chips
            label={said.committee}
            chips={committees.map(({ id, shortName }) => ({ href: addressOf(id, way), label: shortName, current: id === shown.id }))}
          />
        ) : null}
        <Pad>
          <b>{shown.name}</b>
          <p className="second">{said.lead(count)}</p>
        </Pad>
      </Section>
      <PageTabs
        label={said.by}
        tabs={ways.map((one) => ({
          href: addressOf(several ? shown.id : undefined, one),
          label: said.ways[one],
          current: one === way,
        }))}
      />
      {shelves.map((shelf) => (
        <ShelfOf key={shelf.name ?? ''} call={call} shelf={shelf} way={way} />
      ))}
    </>
  );
}

function ShelfOf({ call, shelf: { name, members }, way }: { call: PageCall; shelf: Shelf; way: Way }) {
  const label = name ?? call.frame.words.directory.rest;
  return (
    <div>
      <DayHead>
        {label} {number(members.length)}
      </DayHead>
      <List label={label} items={members.map((one) => ({ key: one.id, node: <MemberRow call={call} member={one} way={way} /> }))} />
    </div>
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
