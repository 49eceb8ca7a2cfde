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
  "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 font-medium whitespace-nowrap select-none disabled:opacity-50";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  icon?: string;
  /** Shows that it works on it, and takes no second click. */
  busy?: boolean;
  small?: boolean;
}

/** `primary` at most once a screen. Only an icon: give `aria-label`. */
export function Button({ kind = "plain", icon, busy, small, className = "", children, disabled, ...rest }: Props) {
  const only = !children && icon;
  return (
    <button
      type="button"
      className={`${SHAPE} ${KINDS[kind]} ${small ? "h-7 px-2" : ""} ${only ? (small ? "w-7 px-0!" : "w-8 px-0!") : ""} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      title={only ? rest["aria-label"] : undefined}
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
    <Go to={to} className={`${SHAPE} ${KINDS[kind]}`}>
      {icon && <Icon name={icon} />}
      {children}
    </Go>
  );
}
