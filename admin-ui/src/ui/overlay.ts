import { useEffect, useSyncExternalStore } from "react";

// Dialogs and drawers lie in the browser's top layer, where all else is inert: toasts and pop-ups go into the topmost.
const stack: HTMLElement[] = [];
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((one) => one());

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The topmost open dialog, or the page. */
export const useTop = (): HTMLElement => useSyncExternalStore(subscribe, () => stack.at(-1) ?? document.body);

/** Whether a dialog is open, so that keys of the page behind are not for it. */
export const overlaid = (): boolean => stack.length > 0;

/** Makes `element` the topmost while it is mounted. */
export function useOverlay(element: () => HTMLElement | null): void {
  useEffect(() => {
    const it = element();
    if (!it) return;
    stack.push(it);
    tell();
    return () => {
      stack.splice(stack.indexOf(it), 1);
      tell();
    };
    // eslint-disable-next-line -- once a life
  }, []);
}
