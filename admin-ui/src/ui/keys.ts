import { useEffect, useRef } from "react";
import { overlaid } from "./overlay";

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type));

const PREFIX_MS = 1200;
let prefix: { key: string; at: number } | undefined;

/**
 * Keys of the page: `{ j: next, "g b": batches }`. Nothing happens while somebody types or holds Ctrl, Alt or Meta, nor while a dialog is
 * open unless `inDialog`.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>, inDialog = false): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (overlaid() !== inDialog) return;
      const two = prefix && Date.now() - prefix.at < PREFIX_MS ? current.current[`${prefix.key} ${event.key}`] : undefined;
      const one = prefix && Date.now() - prefix.at < PREFIX_MS ? undefined : current.current[event.key];
      if (two || one) {
        event.preventDefault();
        prefix = undefined;
        (two ?? one)?.(event);
      }
    };
    document.addEventListener("keydown", down);
    return () => document.removeEventListener("keydown", down);
  }, [inDialog]);
}

/** Esc leaves the field one is in, so that the keys of the page are heard again. */
export function useLeaveFields(): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !overlaid() && typing(event.target)) (event.target as HTMLElement).blur();
    };
    document.addEventListener("keydown", down);
    return () => document.removeEventListener("keydown", down);
  }, []);
}

/** Remembers `g` for the letter that follows. */
export function useKeyPrefix(key: string): void {
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || overlaid()) return;
      const pending = prefix && Date.now() - prefix.at < PREFIX_MS;
      if (event.key === key && !pending) prefix = { key, at: Date.now() };
      else setTimeout(() => (prefix = undefined));
    };
    document.addEventListener("keydown", down, true);
    return () => document.removeEventListener("keydown", down, true);
  }, [key]);
}
