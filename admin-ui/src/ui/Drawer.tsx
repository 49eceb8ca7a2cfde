import { useId, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { useModal } from "./Dialog";
import { useKeys } from "./keys";
import { useGo } from "./url";

interface Props {
  title: ReactNode;
  onClose: () => void;
  /** The same content as a page of its own. */
  page?: string;
  /** To the row before and after it, by `k` and `j` and by buttons. */
  previous?: (() => void) | undefined;
  next?: (() => void) | undefined;
  children: ReactNode;
}

/** One thing of a list, from the right over it. Which one stands in the address, so it can be sent to somebody. */
export function Drawer({ title, onClose, page, previous, next, children }: Props) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const go = useGo();
  useModal(ref, onClose);
  useKeys({ j: () => next?.(), k: () => previous?.() }, true);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className="mr-0 ml-auto h-dvh max-h-none w-full max-w-[min(44rem,calc(100vw-3rem))] flex-col border-l border-line bg-bg open:flex"
    >
      <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line pr-3 pl-5">
        <h2 id={id} className="min-w-0 truncate text-base font-semibold">
          {title}
        </h2>
        <div className="ml-auto flex">
          {(previous || next) && (
            <>
              <Button kind="quiet" small icon="up" aria-label={t("previous")} disabled={!previous} onClick={previous} />
              <Button kind="quiet" small icon="down" aria-label={t("next")} disabled={!next} onClick={next} />
            </>
          )}
          {page && <Button kind="quiet" small icon="expand" aria-label={t("asPage")} onClick={() => go(page)} />}
          <Button kind="quiet" small icon="x" aria-label={t("close")} onClick={onClose} />
        </div>
      </header>
      <div data-start className="min-h-0 flex-1 overflow-auto p-5 outline-none" tabIndex={-1}>
        {children}
      </div>
    </dialog>
  );
}
