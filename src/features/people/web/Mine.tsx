import type { PageCall } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { standpoint } from '../../../web/standpoint.ts';
import { ButtonLink } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Hemicycle } from '../../../web/ui/Hemicycle.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { IconName } from '../../../web/ui/icons.ts';
import { Person } from '../../../web/ui/Person.tsx';
import { Pad, Row, Section } from '../../../web/ui/Row.tsx';
import { date } from '../../../web/words/format.ts';

export interface MineData {
  readonly name: string;
  readonly kind: 'member' | 'netizen' | 'staff';
  readonly standing: readonly { readonly committee: string; readonly place: string | null }[];
  /** The last seat of somebody who sits nowhere any more. */
  readonly past: { readonly committee: string; readonly ordinal: number; readonly sector: string; readonly endedOn: string } | null;
  readonly published: number;
  readonly waiting: number;
  readonly email: string | null;
  readonly logins: number;
  readonly desk: boolean;
  /** Came by the link of a unit. */
  readonly unit: boolean;
}

/** 我的. Null for strangers. */
export function Mine({ call, data }: { call: PageCall; data: MineData | null }) {
  const said = call.frame.words.people.mine;
  return (
    <Shell call={call} title={said.title} heading={said.title} place={{ root: 'mine' }} unlisted>
      {data ? <Known call={call} data={data} /> : <Stranger call={call} />}
      <Settings call={call} />
      {data ? <SignOut call={call} /> : null}
    </Shell>
  );
}

function Settings({ call }: { call: PageCall }) {
  const { words, look } = call.frame;
  const said = words.people.mine;
  const other = look === 'care' ? 'normal' : 'care';
  return (
    <Section label={said.settings}>
      <Row href="/members" icon="people" title={words.directory.title} />
      <SettingRow call={call} name="look" value={other} icon="letters" label={said[other]} />
      <SettingRow
        call={call}
        name="lang"
        value={words.common.otherLanguage.locale}
        icon="chat"
        label={words.common.otherLanguage.name}
        lang={words.common.otherLanguage.tag}
      />
      <Row href="/privacy" icon="shield" title={words.privacy.mine.notice} second={words.privacy.mine.noticeSecond} />
    </Section>
  );
}

function SignOut({ call }: { call: PageCall }) {
  const said = call.frame.words.people.mine;
  return (
    <Section label={said.signOut}>
      <form method="post" action="/logout" data-sign-out="">
        <button type="submit" className="row row-button">
          <span className="row-lead">
            <Icon name="out" />
          </span>
          <span className="row-body">{said.signOut}</span>
        </button>
      </form>
    </Section>
  );
}

function Stranger({ call }: { call: PageCall }) {
  const said = call.frame.words.people.mine;
  return (
    <Section label={said.signIn}>
      <EmptyState title={said.strangerTitle} second={said.strangerSecond} ornament={<Hemicycle members={17} citizens={45} here />}>
        <ButtonLink look="primary" href="/login?next=/mine">
          {said.signIn}
        </ButtonLink>
      </EmptyState>
    </Section>
  );
}

const endOf = (call: PageCall, endedOn: string) => date(new Date(`${endedOn}T00:00:00Z`), { ...standpoint(call), timeZone: 'UTC' });

/** Name and standing; who sat until the term ended is told what that means, and is no mere netizen. */
function Who({ call, data: { name, kind, standing, past } }: { call: PageCall; data: MineData }) {
  const said = call.frame.words.people.mine;
  const [first] = standing;
  // Seats at two levels have a sector each.
  const several = standing.length > 1;
  return (
    <Section label={name}>
      <Pad>
        <Person
          kind={kind === 'netizen' ? 'netizen' : kind === 'member' ? 'member' : 'unit'}
          name={name}
          badge={past ? [said.former, past.sector] : [said.kinds[kind], ...(first?.place && !several ? [first.place] : [])]}
          meta={past ? [past.committee] : standing.map(({ committee, place }) => (several && place ? `${committee}　${place}` : committee))}
        />
        {past ? <p className="second">{said.formerSecond(past.ordinal, endOf(call, past.endedOn), kind)}</p> : null}
      </Pad>
    </Section>
  );
}

function Known({ call, data }: { call: PageCall; data: MineData }) {
  const said = call.frame.words.people.mine;
  const { kind, published, waiting, email, logins, desk } = data;
  return (
    <>
      <Who call={call} data={data} />
      <Section label={said.posts}>
        {data.unit ? (
          <Row href="/unit" icon="building" title={call.frame.words.access.unit.title} second={call.frame.words.access.unit.topics} />
        ) : null}
        {desk ? <Row href="/desk/" icon="building" title={said.desk} second={said.deskSecond} /> : null}
        <Row
          href="/mine/posts"
          icon="posts"
          title={said.posts}
          second={published + waiting === 0 ? said.noPosts : said.postsSecond(published, waiting)}
        />
        {kind === 'member' ? (
          <Row
            href="/mine/profile"
            icon="person"
            title={call.frame.words.directory.mine.row}
            second={call.frame.words.directory.mine.rowSecond}
          />
        ) : null}
        <Row href="/mine/email" icon="bell" title={said.email} second={email ? said.emailOn(email) : said.emailOff} />
        <Row href="/mine/security" icon="lock" title={call.frame.words.factors.title} second={said.securitySecond} />
        {call.frame.wechat ? (
          <Row href="/mine/wechat" icon="chat" title={call.frame.words.wechat.title} second={call.frame.words.wechat.second} />
        ) : null}
        <Row href="/mine/logins" icon="key" title={said.logins} second={said.loginsSecond(logins)} />
        <Row href="/mine/data" icon="file" title={call.frame.words.privacy.mine.row} second={call.frame.words.privacy.mine.rowSecond} />
      </Section>
    </>
  );
}

interface SettingRowProps {
  call: PageCall;
  name: string;
  value: string;
  icon: IconName;
  label: string;
  lang?: string;
}
/** A setting as a row that is a button: it works without script. */
function SettingRow({ call, name, value, icon, label, lang }: SettingRowProps) {
  return (
    <form method="post" action="/look">
      <input type="hidden" name={name} value={value} />
      <input type="hidden" name="back" value={call.frame.here} />
      <button type="submit" className="row row-button" {...(lang !== undefined && { lang })}>
        <span className="row-lead">
          <Icon name={icon} />
        </span>
        <span className="row-body">{label}</span>
      </button>
    </form>
  );
}
