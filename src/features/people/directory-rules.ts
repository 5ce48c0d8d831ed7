/** What of a member is public: decided here once, for every page that shows members. */
export interface PublicMember {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly office: string | null;
  readonly standing: boolean;
  readonly subCommittees: readonly { readonly name: string; readonly duty: string | null }[];
}
/** Name, sector, office in the committee, special committees; never a number, an employer, an age or a party membership. */
export const publicOf = ({ id, name, sector, office, standing, subCommittees }: PublicMember): PublicMember => ({
  id,
  name,
  sector,
  office,
  standing,
  subCommittees: subCommittees.map(({ name: at, duty }) => ({ name: at, duty })),
});

export const ways = ['sector', 'subCommittee', 'group'] as const;
export type Way = (typeof ways)[number];
interface Listed extends PublicMember {
  readonly sectorSort: number;
  readonly subCommittees: readonly { readonly name: string; readonly sort: number; readonly duty: string | null }[];
  readonly groups: readonly { readonly name: string; readonly sort: number }[];
}
export interface Shelf {
  /** Null: those who are in none. */
  readonly name: string | null;
  readonly members: readonly PublicMember[];
}
/** Members on shelves in the committee's own order, within each as they came: by surname strokes. */
export function shelvesOf(members: readonly Listed[], way: Way): Shelf[] {
  const shelves = new Map<string, { sort: number; members: PublicMember[] }>();
  const rest: PublicMember[] = [];
  for (const member of members) {
    const places =
      way === 'sector' ? [{ name: member.sector, sort: member.sectorSort }] : way === 'group' ? member.groups : member.subCommittees;
    for (const { name, sort } of places) {
      const shelf = shelves.get(name) ?? { sort, members: [] };
      shelf.members.push(publicOf(member));
      shelves.set(name, shelf);
    }
    if (places.length === 0) rest.push(publicOf(member));
  }
  const ordered = [...shelves].sort(([a, x], [b, y]) => x.sort - y.sort || (a < b ? -1 : 1));
  const found: Shelf[] = ordered.map(([name, shelf]) => ({ name, members: shelf.members }));
  return rest.length > 0 ? [...found, { name: null, members: rest }] : found;
}
