import type { ButtonHTMLAttributes } from "react";
import { Icon } from "./icons";
import { Go } from "./url";

type Kind = "primary" | "plain" | "quiet" | "danger";
const KINDS: Record<Kind, string> = {
  primary: "bg-accent text-accent-ink border-accent hover:opacity-90",
  plain: "bg-bg text-ink border-line hover:bg-hover",
  quiet: "bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink",
  danger: "bg-bg text-bad border-line hover:bg-bad-soft",
};
const SHAPE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none disabled:opacity-50 aria-disabled:opacity-50";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  icon?: string;
  /** Shows that it works on it, and takes no second click. */
  busy?: boolean;
  small?: boolean;
  /** Where the focus is when a dialog opens. */
  "data-start"?: boolean;
}

/** `primary` at most once a screen. Only an icon: give `aria-label`. */
export function Button({ kind = "plain", icon, busy, small, className = "", children, onClick, ...rest }: Props) {
  const size = !children && icon ? (small ? "size-7" : "size-8") : small ? "h-7 px-2" : "h-8 px-3";
  return (
    <button
      type="button"
      className={`${SHAPE} ${KINDS[kind]} ${size} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined} // a disabled button would lose the focus
      title={children ? undefined : rest["aria-label"]}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      {...rest}
    >
      {icon && <Icon name={busy ? "refresh" : icon} className={busy ? "animate-spin" : ""} />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ to, kind = "plain", icon, children }: { to: string; kind?: Kind; icon?: string; children: string }) {
  return (
    <Go to={to} className={`${SHAPE} ${KINDS[kind]} h-8 px-3`}>
      {icon && <Icon name={icon} />}
      {children}
    </Go>
  );
}
