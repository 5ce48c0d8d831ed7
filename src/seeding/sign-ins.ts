import { sql } from 'kysely';
import type { Db } from '../kit/db.ts';
import { type SealKey, unseal } from '../kit/seal.ts';
import { DEMO_PASSWORD } from './people.ts';

const DUTIES: Readonly<Record<string, string>> = {
  editor: '议题编辑',
  moderator: '审核',
  liaison: '委员联络',
  operator: '运行维护',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditAdmin: '审计管理员',
};

/** How to sign in to the demo, as it stands in the database; empty when the demo was removed. */
export async function signIns(db: Db, sealKey: SealKey): Promise<string> {
  const accounts = await sql<{ account: string; name: string; place: string | null; role: string | null }>`
    select convert_from(i.sealed, 'UTF8') as account, p.name, coalesce(c.short_name, s.short_name) as place, g.role
    from identity i join person p on p.id = i.person_id
    left join role_grant g on g.person_id = p.id left join org c on c.id = g.body_id
    left join lateral (select o.short_name from membership m join org o on o.id = m.committee_id where m.person_id = p.id order by m.from_on, o.level limit 1) s on true
    where i.kind = 'account' and p.demo order by place desc nulls last, g.role is null, g.role, account`.execute(db);
  if (accounts.rows.length === 0) return '';
  const phones = await sql<{ sealed: Buffer; nickname: string }>`
    select i.sealed, p.nickname from identity i join person p on p.id = i.person_id
    where i.kind = 'phone' and p.demo and p.nickname is not null
    order by (select count(*) from notice n where n.person_id = p.id and n.read_at is null) desc, p.nickname limit 3`.execute(db);
  const rows = accounts.rows.map(({ account, name, place, role }) => {
    const who = role ? DUTIES[role] : place === null ? '机关工作人员，还没有职责' : '委员';
    return `  ${account.padEnd(15)}${place === null ? '' : `${place}  `}${who} ${name}`;
  });
  const numbers = phones.rows.map(({ sealed, nickname }) => `  ${unseal(sealKey, sealed)}    网友 ${nickname}`);
  return [
    `演示账号（虚构的人；密码都是 ${DEMO_PASSWORD}）  demo accounts, all with this password`,
    ...rows,
    '用手机号登录，验证码显示在这个窗口里；别的手机号第一次登录会成为新网友  phones: the code appears in this window',
    ...numbers,
  ].join('\n');
}
