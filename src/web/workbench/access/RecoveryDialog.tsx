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
export function RecoveryDialog(props: Props) {
  const say = useWords().accessDesk.recovery;
  const recovering = useRecovering(props);
  const { typed, type, asked, fault, busy, act } = recovering;
  return (
    <Ask
      key={asked ? 'code' : 'start'}
      title={say.title(props.person.name)}
      act={{ label: asked ? say.act : say.start, busy, onAct: act }}
      mild={{ label: say.cancel, onMild: props.onClose }}
      focusField
    >
      <p className="second">{asked ? say.sent(asked.to) : say.lead}</p>
      {asked ? (
        <Line
          id="recovery-code"
          label={say.code}
          value={typed.code}
          onChange={type('code')}
          digits={6}
          error={fault.of('code', 'recovery-code')}
        />
      ) : (
        <Asked recovering={recovering} />
      )}
    </Ask>
  );
}

/** Why, what was looked at, and the number of the new phone. */
function Asked({ recovering: { typed, type, fault } }: { recovering: ReturnType<typeof useRecovering> }) {
  const say = useWords().accessDesk.recovery;
  return (
    <>
      <Line
        id="recovery-reason"
        label={say.reason}
        hint={say.reasonHint}
        value={typed.reason}
        onChange={type('reason')}
        error={fault.of('reason', 'recovery-reason')}
      />
      <Line
        id="recovery-checked"
        label={say.checked}
        hint={say.checkedHint}
        value={typed.checked}
        onChange={type('checked')}
        error={fault.at('checked') ?? fault.at('recovery-checked')}
      />
      <Line
        id="recovery-phone"
        label={say.phone}
        value={typed.phone}
        onChange={type('phone')}
        phone
        error={fault.at('phone') ?? fault.at('recovery-phone')}
      />
    </>
  );
}

const NOTHING = { phone: '', reason: '', checked: '', code: '' };
function useRecovering(props: Props) {
  const say = useWords().accessDesk.recovery;
  const [typed, setTyped] = useState(NOTHING);
  const type = (name: keyof typeof NOTHING) => (value: string) => setTyped({ ...typed, [name]: value });
  const [asked, setAsked] = useState<{ id: string; request: string; to: string } | null>(null);
  const fault = useFault();
  const starting = useStarting(props, typed, { onAsked: setAsked, onFault: fault.show });
  const completing = useCompleting(props, typed.code, fault.show);
  const act = () => {
    if (asked) return fault.missing([{ name: 'recovery-code', label: say.code, value: typed.code }]) || completing.mutate(asked);
    const fields = (['reason', 'checked', 'phone'] as const).map((name) => ({
      name: `recovery-${name}`,
      label: say[name],
      value: typed[name],
    }));
    return fault.missing(fields) || starting.mutate();
  };
  return { typed, type, asked, fault, busy: starting.isPending || completing.isPending, act };
}

/** Begins it, and sends the code to the new phone. */
function useStarting(
  { committee, person }: Props,
  { phone, reason, checked }: typeof NOTHING,
  on: { onAsked(asked: { id: string; request: string; to: string }): void; onFault(error: unknown): void },
) {
  const key = useRef(newKey());
  return useMutation({
    async mutationFn() {
      const input = { id: committee, personId: person.id, phone: phone.trim(), reason: reason.trim(), checked: checked.trim() };
      const { id } = await call(startRecovery, input, { key: key.current });
      return { id, ...(await call(requestRecoveryCode, { id })) };
    },
    onSuccess: on.onAsked,
    onError(error) {
      // Another try is another act: what was typed may have changed.
      key.current = newKey();
      on.onFault(error);
    },
  });
}
function useCompleting({ onClose }: Props, code: string, onFault: (error: unknown) => void) {
  const say = useWords().accessDesk.recovery;
  const { say: toast } = useToasts();
  return useMutation({
    mutationFn: ({ id, request }: { id: string; request: string }) => call(completeRecovery, { id, request, code: code.trim() }),
    async onSuccess({ told }) {
      toast(say.done(told));
      onClose();
      await Promise.all([['entrants'], ['recoveries']].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: onFault,
  });
}
