import { createContext, useCallback, useContext, useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { useOverlay } from "./overlay";
import { ProblemHelp } from "./ProblemHelp";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the bottom. */
  footer?: ReactNode;
  wide?: boolean;
}

/** A window over the page: the browser keeps the focus in it, Esc closes it, and the focus goes back to where it was. */
export function Dialog({ title, onClose, children, footer, wide }: Props) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(ref, onClose);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={`m-auto max-h-[85vh] w-full flex-col rounded-lg border border-line bg-bg shadow-xl open:flex ${wide ? "max-w-3xl" : "max-w-lg"}`}
    >
      <header className="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        <Button kind="quiet" small icon="x" aria-label={t("close")} onClick={onClose} />
      </header>
      <div className="min-h-0 overflow-auto p-5">{children}</div>
      {footer && <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">{footer}</footer>}
    </dialog>
  );
}

/** Opens the element as a modal for as long as it is mounted. */
export function useModal(ref: React.RefObject<HTMLDialogElement | null>, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  useOverlay(() => ref.current);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    // React's autoFocus comes before the window is open; what is asked first is where one starts
    (dialog.querySelector<HTMLElement>("[data-start]") ?? dialog.querySelector<HTMLElement>(":is(input, select, textarea)"))?.focus();
    const cancel = (event: Event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      close.current();
    };
    const click = (event: MouseEvent) => {
      if (event.target !== dialog) return;
      const box = dialog.getBoundingClientRect();
      if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) close.current();
    };
    const closed = (event: Event) => event.target === dialog && !dialog.open && close.current(); // Esc twice: the browser does not ask again
    dialog.addEventListener("close", closed);
    dialog.addEventListener("cancel", cancel);
    dialog.addEventListener("mousedown", click);
    return () => {
      dialog.removeEventListener("close", closed);
      dialog.removeEventListener("cancel", cancel);
      dialog.removeEventListener("mousedown", click);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      // What one came from may be gone by now, such as the button of what was just decided: then one starts anew where it was.
      if (document.activeElement === document.body) ([...document.querySelectorAll<HTMLElement>("dialog[open] [data-start]")].at(-1) ?? document.getElementById("main"))?.focus();
    };
  }, [ref]);
}

export interface Question {
  title: string;
  text?: ReactNode;
  /** What will happen, each in a line. */
  effects?: string[];
  /** The word on the button: the deed, not "OK". */
  confirm: string;
  danger?: boolean;
  /** Done before the window closes; what it throws is shown in the window. */
  run: () => Promise<unknown> | void;
}

const Context = createContext<(question: Question) => void>(() => {});

/** Asks before something that cannot be undone: `confirm({ title, effects: […], confirm: t("suspend"), run })`. */
export const useConfirm = () => useContext(Context);

export function Confirming({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const ask = useCallback((one: Question) => setQuestion(one), []);
  return (
    <Context value={ask}>
      {children}
      {question && <Confirm question={question} close={() => setQuestion(undefined)} />}
    </Context>
  );
}

/** After what was just answered is on the page, such as that a button is gone: the focus goes to what is there then. */
const drawn = () => new Promise((done) => setTimeout(done));

function Confirm({ question, close }: { question: Question; close: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await question.run();
      await drawn();
      close();
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={question.title}
      onClose={close}
      footer={
        <>
          <Button data-start onClick={close}>
            {t("cancel")}
          </Button>
          <Button kind={question.danger ? "danger" : "primary"} busy={busy} onClick={() => void run()}>
            {question.confirm}
          </Button>
        </>
      }
    >
      {question.text && <div className="mb-3">{question.text}</div>}
      {question.effects && (
        <ul className="list-disc space-y-1 pl-5">
          {question.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {problem !== undefined && <div className="mt-3"><ProblemHelp problem={problem} /></div>}
    </Dialog>
  );
}
