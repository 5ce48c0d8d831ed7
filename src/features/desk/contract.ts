import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer();

/** Duties of staff (DOMAIN §1.6), the three administrators last: they decide which rooms of the desk somebody sees. */
export const duties = ['editor', 'moderator', 'liaison', 'operator', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const;
export type Duty = (typeof duties)[number];

/** Kinds of work, by what has to be done. The words of the desk say each in a sentence. */
export const works = [
  'readings-wait',
  'readings-held',
  'appeals-wait',
  'topic-draft',
  'topic-opens',
  'topic-ends',
  'topic-over',
  'grants-wait',
  'peers-wait',
  'profiles-wait',
] as const;
export type Work = (typeof works)[number];

/** One piece of work: who (a duty at a body) must do what until when. */
export const Todo = Type.Object(
  {
    key: Type.String(),
    work: oneOf(works),
    committeeId: Id('委员会编号'),
    committee: Type.String(),
    topic: Maybe(Type.Object({ id: Id('议题编号'), title: Type.String() }, closed)),
    /** The shape and colour of its light. */
    urgency: oneOf(['ok', 'soon', 'late']),
    until: Maybe(Moment),
    /** Since when it waits. */
    since: Maybe(Moment),
    /** How many things, and of which kinds: members, netizens, flagged, mine. */
    counts: Type.Record(Type.String(), Count),
  },
  closed,
);

/** 今天: everything this person has to do, most urgent first. */
export const readTodos = endpoint({
  method: 'GET',
  path: '/desk/todos',
  input: Type.Object({}, closed),
  reply: Type.Object({ now: Moment, rows: Type.Array(Todo), doneToday: Count }, closed),
  refusals: [],
  by: ['signedIn'],
});

/** What the desk shows around every screen; asked again every 15 seconds for its counts. */
export const readDesk = endpoint({
  method: 'GET',
  path: '/desk',
  input: Type.Object({}, closed),
  reply: Type.Object(
    {
      now: Moment,
      /** The calendar of the house: dates are shown and entered on it, wherever the computer stands. */
      zone: Type.String(),
      siteName: Type.String(),
      /** The address that people open: links and codes that leave the desk. */
      publicUrl: Type.String(),
      demo: Type.Boolean(),
      /** What people call the government's single sign-on; null where there is none. */
      signOn: Maybe(Type.String()),
      /** Largest document that may be uploaded. */
      maxUploadMb: Type.Integer(),
      person: Type.Object({ id: Id('人员编号'), name: Type.String(), office: Maybe(Type.String()) }, closed),
      /** Committees at which this person has duties; none for everybody else. */
      bodies: Type.Array(
        Type.Object({ id: Id('委员会编号'), name: Type.String(), shortName: Type.String(), duties: Type.Array(oneOf(duties)) }, closed),
      ),
      counts: Type.Object({ todos: Count, waiting: Count }, closed),
    },
    closed,
  ),
  refusals: [],
  by: ['signedIn'],
});
