import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { activateAtMeeting, requestMeetingCode } from '../../../features/access/contract.ts';
import { call } from '../../call.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { client } from '../queries.ts';
import { Line, useFault } from './dialogs.tsx';
import type { Entrant } from './queries.ts';

interface Props {
  committee: string;
  person: Entrant;
  onClose: () => void;
}
/** 现场激活: their phone, and the code that they read aloud. */
export function MeetingDialog(props: Props) {
  const say = useWords().accessDesk.meeting;
  const { phone, setPhone, code, setCode, asked, fault, busy, act } = useMeeting(props);
  return (
    <Ask
      key={asked ? 'code' : 'phone'}
      title={say.title(props.person.name)}
      act={{ label: asked ? say.act : say.getCode, busy, onAct: act }}
      mild={{ label: say.cancel, onMild: props.onClose }}
      focusField
    >
      <p className="second">{asked ? say.sent(asked.to) : say.lead}</p>
      {asked ? (
        <Line id="meeting-code" label={say.code} value={code} onChange={setCode} digits={6} error={fault.of('code', 'meeting-code')} />
      ) : (
        <Line id="meeting-phone" label={say.phone} value={phone} onChange={setPhone} phone error={fault.of('phone', 'meeting-phone')} />
      )}
    </Ask>
  );
}

/** First the code is asked for, then the person is in. */
function useMeeting({ committee, person, onClose }: Props) {
  const say = useWords().accessDesk.meeting;
  const { say: toast } = useToasts();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState<{ request: string; to: string } | null>(null);
  const fault = useFault();
  const asking = useMutation({
    mutationFn: () => call(requestMeetingCode, { id: committee, personId: person.id, phone: phone.trim() }),
    onSuccess: setAsked,
    onError: fault.show,
  });
  const activating = useMutation({
    mutationFn: (request: string) => call(activateAtMeeting, { id: committee, personId: person.id, request, code: code.trim() }),
    async onSuccess(done) {
      toast(say.done(person.name, done.phone));
      onClose();
      await client.invalidateQueries({ queryKey: ['entrants'] });
    },
    onError: fault.show,
  });
  const act = () => {
    if (!asked) return fault.missing([{ name: 'meeting-phone', label: say.phone, value: phone }]) || asking.mutate();
    return fault.missing([{ name: 'meeting-code', label: say.code, value: code }]) || activating.mutate(asked.request);
  };
  return { phone, setPhone, code, setCode, asked, fault, busy: asking.isPending || activating.isPending, act };
}
