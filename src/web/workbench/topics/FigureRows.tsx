import { TOPIC } from '../../../features/deliberations/contract.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { RowTools } from '../parts/RowTools.tsx';
import { figureField } from './checks.ts';
import type { FigureDraft } from './draft.ts';
import { moved } from './order.ts';

interface FigureRowsProps {
  figures: readonly FigureDraft[];
  onChange: (figures: FigureDraft[]) => void;
  errorAt: (field: string) => string | undefined;
}

/** 关键数据: value and what it is, in the order in which they are shown. */
export function FigureRows({ figures, onChange, errorAt }: FigureRowsProps) {
  const say = useWords().desk.editor;
  return (
    <>
      <p className="second">{say.figuresHint}</p>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
        <div key={index} className="figure-row">
          <FigureFields
            figure={figure}
            index={index}
            onChange={(change) => onChange(figures.map((one, i) => (i === index ? { ...one, ...change } : one)))}
            errorAt={errorAt}
          />
          <RowTools name={say.figure(index + 1)} index={index} of={figures.length} onMove={(by) => onChange(moved(figures, index, by))}>
            <IconButton icon="trash" label={say.removeFigure(index + 1)} onClick={() => onChange(figures.filter((_, i) => i !== index))} />
          </RowTools>
        </div>
      ))}
      {figures.length < TOPIC.figures ? (
        <Button icon="plus" onClick={() => onChange([...figures, { value: '', label: '' }])}>
          {say.addFigure}
        </Button>
      ) : null}
    </>
  );
}

interface FigureFieldsProps {
  figure: FigureDraft;
  index: number;
  onChange: (change: Partial<FigureDraft>) => void;
  errorAt: FigureRowsProps['errorAt'];
}
function FigureFields({ figure, index, onChange, errorAt }: FigureFieldsProps) {
  const say = useWords().desk.editor;
  const labels = { value: say.figureValue(index + 1), label: say.figureLabel(index + 1) };
  return (['value', 'label'] as const).map((part) => (
    <Field
      key={part}
      id={figureField(index, part)}
      name={figureField(index, part)}
      label={labels[part]}
      value={figure[part]}
      onChange={(event) => onChange({ [part]: event.currentTarget.value })}
      error={errorAt(figureField(index, part))}
    />
  ));
}
