import { TOPIC } from '../../../features/deliberations/contract.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
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
  const set = (index: number, change: Partial<FigureDraft>) =>
    onChange(figures.map((one, i) => (i === index ? { ...one, ...change } : one)));
  return (
    <>
      <p className="second">{say.figuresHint}</p>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
        <div key={index} className="figure-row">
          <Field
            id={figureField(index, 'value')}
            name={figureField(index, 'value')}
            label={say.figureValue(index + 1)}
            value={figure.value}
            onChange={(event) => set(index, { value: event.currentTarget.value })}
            error={errorAt(figureField(index, 'value'))}
          />
          <Field
            id={figureField(index, 'label')}
            name={figureField(index, 'label')}
            label={say.figureLabel(index + 1)}
            value={figure.label}
            onChange={(event) => set(index, { label: event.currentTarget.value })}
            error={errorAt(figureField(index, 'label'))}
          />
          <div className="row-tools">
            {index > 0 ? (
              <IconButton icon="up" label={say.up(say.figure(index + 1))} onClick={() => onChange(moved(figures, index, -1))} />
            ) : null}
            {index < figures.length - 1 ? (
              <IconButton icon="down" label={say.down(say.figure(index + 1))} onClick={() => onChange(moved(figures, index, 1))} />
            ) : null}
            <IconButton icon="trash" label={say.removeFigure(index + 1)} onClick={() => onChange(figures.filter((_, i) => i !== index))} />
          </div>
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
