import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { Button } from "./Button";
import { useTop } from "./overlay";

interface More {
  tone?: "good" | "bad";
  /** Takes back what was just done. */
  undo?: () => void | Promise<void>;
}
type Show = (words: string, more?: More) => void;
interface Shown extends More {
  id: number;
  words: string;
}

const Context = createContext<Show>(() => {});
const STAYS_MS = 6000;
const STAYS_WITH_UNDO_MS = 10_000;
const MAX = 4;

/** Says in a corner what was done: `toast("Suspended", { undo: reinstate })`. What went wrong belongs where it happened, not here. */
export const useToast = (): Show => useContext(Context);

export function Toaster({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown[]>([]);
  const next = useRef(1);
  const top = useTop();
  const gone = (id: number) => setShown((all) => all.filter((one) => one.id !== id));
  const show = useCallback<Show>((words, more = {}) => {
    const id = next.current++;
    setShown((all) => [...all, { id, words, ...more }].slice(-MAX));
    setTimeout(() => gone(id), more.undo ? STAYS_WITH_UNDO_MS : STAYS_MS);
  }, []);
  const undo = async (one: Shown) => {
    gone(one.id);
    try {
      await one.undo?.();
      show(t("undone"));
    } catch (e) {
      show(Problem.from(e).title, { tone: "bad" });
    }
  };
  return (
    <Context value={show}>
      {children}
      {createPortal(
        <div role="status" aria-live="polite" className="pointer-events-none fixed right-4 bottom-4 z-50 flex flex-col items-end gap-2">
          {shown.map((one) => (
            <div
              key={one.id}
              className={`pointer-events-auto flex max-w-96 items-center gap-3 rounded-md border px-3 py-2 shadow-lg ${one.tone === "bad" ? "border-bad bg-bad-soft text-bad" : "border-line bg-panel"}`}
            >
              <span>{one.words}</span>
              {one.undo && (
                <Button small onClick={() => void undo(one)}>
                  {t("undo")}
                </Button>
              )}
              <Button kind="quiet" small icon="x" aria-label={t("close")} onClick={() => gone(one.id)} />
            </div>
          ))}
        </div>,
        top,
      )}
    </Context>
  );
}
