import { sql } from 'kysely';
import type { Db } from '../kit/db.ts';
import { newId } from '../kit/ids.ts';
import type { Calendar } from './calendar.ts';
import { type Institution, insertRows, insertStaff } from './institution.ts';

/** Two who joined the office lately: one got a duty and gave it back, one waits for the first. */
const NEWCOMERS = { waits: { name: '黎小满', account: 'qz-newcomer' }, gaveBack: { name: '罗见初', account: 'qz-former' } } as const;

/**
 * The story of the duties: the three administrators stood at the founding, the rest was asked for and approved; one request waits,
 * one duty was revoked. Written as rows, since administrators act only with a sign-in that proved who they are.
 */
export async function grantStory(db: Db, city: Institution, secret: string, days: Calendar): Promise<void> {
  await foundedByRequest(db);
  const hire = (it: { name: string; account: string }) =>
    insertStaff(db, city, { ...it, office: '办公室', roles: [], secret, demo: true }, days.at(400, '09:00'));
  const [system, security] = [await holderOf(db, city, 'systemAdmin'), await holderOf(db, city, 'securityAdmin')];
  const common = { body_id: city.id, origin: 'request', requested_by: system };
  await insertRows(db, 'grant_request', [
    {
      ...common,
      id: newId(),
      person_id: await hire(NEWCOMERS.gaveBack),
      duty: 'moderator',
      why: '暑期发言多，审核人手不够',
      state: 'revoked',
      requested_at: days.at(40, '09:20'),
      decided_by: security,
      decided_at: days.at(40, '10:05'),
      decided_why: '同意，期限到征集结束',
      ended_by: security,
      ended_at: days.at(9, '17:30'),
      ended_why: '已调往研究室，不再参加审核',
    },
  ]);
  await insertRows(db, 'grant_request', [
    {
      ...common,
      id: newId(),
      person_id: await hire(NEWCOMERS.waits),
      duty: 'moderator',
      why: '两位审核员轮休，需要第三位',
      state: 'requested',
      requested_at: days.minutesAgo(95),
    },
  ]);
}

/** The duties that stood at the founding, but for the administrators', as if they had been asked for. */
async function foundedByRequest(db: Db): Promise<void> {
  await sql`
    update grant_request g set origin = 'request', why = '按岗位分工', requested_by = s.person_id, decided_by = a.person_id,
      decided_at = g.requested_at + interval '2 hours', decided_why = '同意，按岗位分工办理'
    from role_grant s, role_grant a
    where s.body_id = g.body_id and s.role = 'systemAdmin' and a.body_id = g.body_id and a.role = 'securityAdmin'
      and g.origin = 'founding' and g.duty not in ('systemAdmin', 'securityAdmin', 'auditAdmin')`.execute(db);
}

async function holderOf(db: Db, city: Institution, duty: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from role_grant where body_id = ${city.id} and role = ${duty}`.execute(db);
  return rows[0]?.id ?? '';
}
