import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "./Button";

interface Props {
  label: string;
  icon?: string;
  /** Only the icon is seen. */
  bare?: boolean;
  align?: "left" | "right";
  /** Open from outside, such as by a key. */
  openBy?: { open: boolean; set: (open: boolean) => void };
  children: (close: () => void) => ReactNode;
}

/** A button and a box that opens below it; closed by Esc, by a click elsewhere, by leaving it with Tab. */
export function Popover({ label, icon, bare, align = "left", openBy, children }: Props) {
  const own = useState(false);
  const [open, set] = openBy ? [openBy.open, openBy.set] : own;
  const ref = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const first = box.current?.querySelector<HTMLElement>("input, select, textarea, button, a[href]");
    first?.focus();
    const outside = (event: MouseEvent) => {
      if (!ref.current?.contains(event.target as Node)) set(false);
    };
    document.addEventListener("mousedown", outside);
    return () => document.removeEventListener("mousedown", outside);
    // eslint-disable-next-line
  }, [open]);
  return (
    <div
      ref={ref}
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        event.stopPropagation();
        set(false);
        ref.current?.querySelector("button")?.focus();
      }}
      onBlur={(event) => {
        if (open && event.relatedTarget && !ref.current?.contains(event.relatedTarget)) set(false);
      }}
    >
      <Button aria-haspopup="dialog" aria-expanded={open} onClick={() => set(!open)} {...(icon ? { icon } : {})} {...(bare ? { "aria-label": label, kind: "quiet" } : {})}>
        {bare ? undefined : label}
      </Button>
      {open && (
        <div ref={box} className={`absolute top-9 z-30 min-w-56 rounded-lg border border-line bg-bg p-3 shadow-lg ${align === "right" ? "right-0" : "left-0"}`}>
          {children(() => set(false))}
        </div>
      )}
    </div>
  );
}

/** A line of a pop-up menu. */
export function MenuItem({ icon, children, onClick, danger }: { icon?: string; children: ReactNode; onClick: () => void; danger?: boolean }) {
  return (
    <Button kind="quiet" className={`w-full justify-start! ${danger ? "text-bad" : ""}`} onClick={onClick} {...(icon ? { icon } : {})}>
      {children}
    </Button>
  );
}
