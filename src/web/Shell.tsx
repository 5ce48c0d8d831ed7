import type { PageCall } from './page-route.ts';
import { Said, ToastRegion } from './ui/Messages.tsx';
import { Page, type PageProps } from './ui/Page.tsx';

interface ShellProps extends Omit<PageProps, 'frame' | 'scripts'> {
  call: PageCall;
  /** The script of this page; every page has one, no page needs it. */
  island?: 'page' | 'topic' | 'compose' | 'key' | undefined;
  /** The topic whose visit this page view counts as. */
  visits?: string | undefined;
}

/** A public page with what all of them have: the line that is said once, the place of toasts, what scripts must know. */
export function Shell({ call, island = 'page', visits, children, ...page }: ShellProps) {
  return (
    <Page {...page} frame={call.frame} scripts={call.scripts(`${island}-${call.frame.words.locale}`)}>
      <SaidLine call={call} />
      {children}
      {visits === undefined ? null : (
        <noscript>
          <img src={`/topics/${visits}/visit.gif`} alt="" width="1" height="1" />
        </noscript>
      )}
      <ToastRegion />
      <div
        id="page-data"
        hidden
        data-me={call.person?.id}
        data-zone={call.zone}
        data-visits={visits}
        data-wechat={call.frame.wechat ? '' : undefined}
      />
    </Page>
  );
}

function SaidLine({ call: { said, frame } }: { call: PageCall }) {
  const sentence = said && Object.entries(frame.words.said).find(([what]) => what === said.what)?.[1];
  if (!said || !sentence) return null;
  return (
    <div data-said="">
      <Said tone="ok">
        <span data-sentence="">{sentence}</span>
        {said.what === 'withdrawn' && said.about ? (
          <form method="post" action={`/posts/${said.about}/restoring`}>
            <input type="hidden" name="back" value={frame.here} />
            <button type="submit" className="text-button">
              {frame.words.common.undo}
            </button>
          </form>
        ) : null}
      </Said>
    </div>
  );
}
