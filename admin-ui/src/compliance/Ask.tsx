import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { ProblemHelp } from "../ui/ProblemHelp";

interface Props {
  title: string;
  /** What will happen, each in a line. */
  effects?: string[];
  /** The deed, on the button. */
  confirm: string;
  danger?: boolean;
  onClose: () => void;
  /** What it throws is shown in the window, which stays open with all that was entered. */
  run: (form: FormData) => Promise<unknown>;
  children: ReactNode;
}

/** A form in a window: native fields by their names, what will happen, and what went wrong. */
export function Ask({ title, effects, confirm, danger, onClose, run, children }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    run(new FormData(event.currentTarget))
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="space-y-4" onSubmit={submit} autoComplete="off">
        {children}
        {effects && (
          <ul className="list-disc space-y-1 rounded-md border border-line bg-panel py-3 pr-3 pl-7">
            {effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        )}
        {problem !== undefined && <ProblemHelp problem={problem} />}
        <div className="flex justify-end gap-2 border-t border-line pt-4">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind={danger ? "danger" : "primary"} type="submit" busy={busy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A text field of a form, without spaces around it; undefined where it is empty. */
export function textOf(form: FormData, name: string): string | undefined {
  const value = String(form.get(name) ?? "").trim();
  return value === "" ? undefined : value;
}
