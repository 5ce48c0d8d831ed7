import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { makeUnitLink } from '../../../features/access/unit-contract.ts';
import { call, newKey } from '../../call.ts';
import { Select } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { refresh } from '../queries.ts';
import { Line, useFault } from './dialogs.tsx';
import type { LinkUnit } from './queries.ts';

interface NewProps {
  committee: string;
  units: readonly LinkUnit[];
  onClose: () => void;
}
/** 新建直达链接: begins with the contact that the roster has; the number stays masked and is taken unless another one is typed. */
export function NewLink(props: NewProps) {
  const say = useWords().accessDesk.unitLinks.form;
  const { units, onClose } = props;
  const { unit, choose, name, setName, phone, setPhone, fault, busy, act } = useMaking(props);
  return (
    <Ask title={say.title} act={{ label: say.act, busy, onAct: act }} mild={{ label: say.cancel, onMild: onClose }} focusField>
      <Select
        id="link-unit"
        name="link-unit"
        label={say.unit}
        value={unit?.id ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
        choices={units.map((one) => ({ value: one.id, label: one.name }))}
        error={fault.at('unitId', true)}
      />
      <Line id="link-name" label={say.name} value={name} onChange={setName} error={fault.at('name') ?? fault.at('link-name')} />
      <Line
        id="link-phone"
        label={say.phone}
        hint={unit?.phone ? say.standing(unit.phone) : undefined}
        value={phone}
        onChange={setPhone}
        phone
        error={fault.at('phone') ?? fault.at('link-phone')}
      />
    </Ask>
  );
}

function useMaking({ committee, units, onClose }: NewProps) {
  const say = useWords().accessDesk.unitLinks.form;
  const { say: toast } = useToasts();
  const [unitId, setUnit] = useState(units[0]?.id ?? '');
  const unit = units.find(({ id }) => id === unitId);
  // What was typed counts; until then the name goes with the unit.
  const [typed, setName] = useState<string>();
  const name = typed ?? unit?.clerk ?? '';
  const [phone, setPhone] = useState('');
  const fault = useFault();
  const making = useMutation({
    mutationFn: () => {
      const to = phone.trim() === '' ? {} : { phone: phone.trim() };
      return call(makeUnitLink, { id: committee, unitId, name: name.trim(), ...to }, { key: newKey() });
    },
    async onSuccess() {
      toast(say.done);
      onClose();
      await refresh(['unit-links']);
    },
    onError: fault.show,
  });
  const needed = [
    { name: 'link-name', label: say.name, value: name },
    ...(unit?.phone ? [] : [{ name: 'link-phone', label: say.phone, value: phone }]),
  ];
  const act = () => fault.missing(needed) || making.mutate();
  const choose = (id: string) => {
    setUnit(id);
    setName(undefined);
  };
  return { unit, choose, name, setName, phone, setPhone, fault, busy: making.isPending, act };
}
