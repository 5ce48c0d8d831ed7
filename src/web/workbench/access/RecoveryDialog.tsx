import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { completeRecovery, requestRecoveryCode, startRecovery } from '../../../features/access/recovery-contract.ts';
import { call, newKey } from '../../call.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { client } from '../queries.ts';
import { Line, useFault } from './dialogs.tsx';

interface Props {
  committee: string;
  person: { readonly id: string; readonly name: string };
  onClose: () => void;
}
/** 手机遗失: what was checked, the new phone, and the code that the person reads aloud. */
export function RecoveryDialog({ committee, person, onClose }: Props) {
  const say = useWords().accessDesk.recovery;
  const { say: toast } = useToasts();
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState<{ id: string; request: string; to: string } | null>(null);
  const key = useRef(newKey());
  const fault = useFault();
  const starting = useMutation({
    async mutationFn() {
      const input = { id: committee, personId: person.id, phone: phone.trim(), reason: reason.trim(), checked: checked.trim() };
      const { id } = await call(startRecovery, input, { key: key.current });
      return { id, ...(await call(requestRecoveryCode, { id })) };
    },
    onSuccess: setAsked,
    onError(error) {
      // Another try is another act: what was typed may have changed.
      key.current = newKey();
      fault.show(error);
    },
  });
  const completing = useMutation({
    mutationFn: ({ id, request }: { id: string; request: string }) => call(completeRecovery, { id, request, code: code.trim() }),
    async onSuccess({ told }) {
      toast(say.done(told));
      onClose();
      await Promise.all([['entrants'], ['recoveries']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: fault.show,
  });
  const act = () => {
    if (asked) return fault.missing([{ name: 'recovery-code', label: say.code, value: code }]) || completing.mutate(asked);
    const fields = [
      { name: 'recovery-reason', label: say.reason, value: reason },
      { name: 'recovery-checked', label: say.checked, value: checked },
      { name: 'recovery-phone', label: say.phone, value: phone },
    ];
    return fault.missing(fields) || starting.mutate();
  };
  return (
    <Ask
      key={asked ? 'code' : 'start'}
      title={say.title(person.name)}
      act={{ label: asked ? say.act : say.start, busy: starting.isPending || completing.isPending, onAct: act }}
      mild={{ label: say.cancel, onMild: onClose }}
      focusField
    >
      <p className="second">{asked ? say.sent(asked.to) : say.lead}</p>
      {asked ? (
        <Line
          id="recovery-code"
          label={say.code}
          value={code}
          onChange={setCode}
          digits={6}
          error={fault.at('code', true) ?? fault.at('recovery-code')}
        />
      ) : (
        <>
          <Line
            id="recovery-reason"
            label={say.reason}
            hint={say.reasonHint}
            value={reason}
            onChange={setReason}
            error={fault.at('reason', true) ?? fault.at('recovery-reason')}
          />
          <Line
            id="recovery-checked"
            label={say.checked}
            hint={say.checkedHint}
            value={checked}
            onChange={setChecked}
            error={fault.at('checked') ?? fault.at('recovery-checked')}
          />
          <Line
            id="recovery-phone"
            label={say.phone}
            value={phone}
            onChange={setPhone}
            phone
            error={fault.at('phone') ?? fault.at('recovery-phone')}
          />
        </>
      )}
    </Ask>
  );
}
