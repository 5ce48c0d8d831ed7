import { Button, IconButton } from '../../ui/Button.tsx';
import { Field, FieldGroup } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { RowTools } from '../parts/RowTools.tsx';
import { moved } from '../topics/order.ts';

export interface Sector {
  readonly id?: string | undefined;
  readonly name: string;
}
interface SectorsProps {
  sectors: readonly Sector[];
  onChange: (sectors: readonly Sector[]) => void;
  error: string | undefined;
}

/** 界别 of a term, in the order in which they are listed. */
export function Sectors({ sectors, onChange, error }: SectorsProps) {
  const say = useWords().members.terms;
  const rename = (place: number, name: string) => onChange(sectors.map((one, at) => (at === place ? { ...one, name } : one)));
  return (
    <FieldGroup id="sectors" legend={say.sectors} error={error}>
      {sectors.map(({ name }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place
        <div key={n} className="figure-row">
          <Field
            id={`sector-${n}`}
            name={`sector-${n}`}
            label={say.sector(n + 1)}
            value={name}
            maxLength={30}
            onChange={({ currentTarget: { value } }) => rename(n, value)}
          />
          <RowTools name={name} index={n} of={sectors.length} onMove={(by) => onChange(moved(sectors, n, by))}>
            <IconButton icon="trash" label={say.remove(name)} onClick={() => onChange(sectors.filter((_, at) => at !== n))} />
          </RowTools>
        </div>
      ))}
      <Button icon="plus" onClick={() => onChange([...sectors, { name: '' }])}>
        {say.addSector}
      </Button>
    </FieldGroup>
  );
}
