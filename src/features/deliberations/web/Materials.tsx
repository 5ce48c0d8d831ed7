import type { Static } from 'typebox';
import type { PageCall } from '../../../web/page-route.ts';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { FileKind, List, Row, Section, SectionHead } from '../../../web/ui/Row.tsx';
import { fileSize, number } from '../../../web/words/format.ts';
import type { TopicView } from '../contract.ts';

/** By media type: what people call the file. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/pdf/, 'PDF'],
  [/wordprocessing|msword/, 'DOC'],
  [/spreadsheet|ms-excel/, 'XLS'],
  [/presentation|ms-powerpoint/, 'PPT'],
  [/ofd/, 'OFD'],
];
const kindOf = (type: string): string => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'FILE';

/** 资料查阅: each with its version, size and readers. */
export function Materials({ topic, call }: { topic: Static<typeof TopicView>; call: PageCall }) {
  const said = call.frame.words.deliberations.topic;
  return (
    <Section id="materials">
      <SectionHead title={said.materials} />
      {topic.materials.length === 0 ? (
        <EmptyState level={3} title={said.noMaterials} second={said.noMaterialsSecond} />
      ) : (
        <List
          label={said.materials}
          items={topic.materials.map(({ id, title, version, type, size, readers, url }) => ({
            key: id,
            node: (
              <Row
                href={url}
                linked
                title={title}
                second={said.material(version, fileSize(size), number(readers))}
                lead={<FileKind kind={kindOf(type)} />}
                end=""
              />
            ),
          }))}
        />
      )}
    </Section>
  );
}
