import { useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDoors } from "../api/session";
import { useModal } from "../ui/Dialog";
import { Icon } from "../ui/icons";
import { KeyHint } from "../ui/layout";
import { useGo } from "../ui/url";
import type { letters } from "./letters";
import type { Persona } from "./persona";
import { chooseLanguage } from "./texts";
import { chooseTheme } from "./theme";

interface Entry {
  id: string;
  label: string;
  group: string;
  icon: string;
  keys?: string;
  run: () => void;
}

const SHOWN_MAX = 12;

/** Every screen and action by name, and whatever has an id by its id. Ctrl-K or ⌘K. */
export default function Palette({ personas, keyed, close }: { personas: Persona[]; keyed: ReturnType<typeof letters>; close: () => void }) {
  const { t, i18n } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const go = useGo();
  const { logOut } = useDoors();
  const [typed, type] = useState("");
  const [at, setAt] = useState(0);
  useModal(ref, close);

  const entries = useMemo<Entry[]>(() => {
    const word = (persona: Persona, label: string) => t(`${persona.name}:nav.${label}` as never) as string;
    return [
      ...personas.flatMap((persona) => [
        ...persona.screens
          .filter((screen) => screen.nav)
          .map((screen) => ({
            id: screen.path,
            label: word(persona, screen.label),
            group: t(`personas.${persona.name}`),
            icon: screen.nav?.icon ?? "right",
            ...(screen.key && keyed.get(screen.key)?.screen === screen ? { keys: `g ${screen.key}` } : {}),
            run: () => go(screen.path),
          })),
        ...(persona.actions ?? []).map((action) => ({
          id: action.to,
          label: word(persona, action.label),
          group: t(`personas.${persona.name}`),
          icon: "plus",
          run: () => go(action.to),
        })),
      ]),
      ...(["light", "dark", "system"] as const).map((theme) => ({
        id: theme,
        label: `${t("theme")}: ${t(`themes.${theme}`)}`,
        group: t("console"),
        icon: theme === "dark" ? "moon" : "sun",
        run: () => chooseTheme(theme),
      })),
      { id: "language", label: i18n.language === "de" ? "English" : "Deutsch", group: t("console"), icon: "book", run: () => void chooseLanguage(i18n.language === "de" ? "en" : "de") },
      { id: "out", label: t("logOut"), group: t("console"), icon: "out", run: () => void logOut() },
    ];
    // eslint-disable-next-line
  }, [personas, keyed, i18n.language]);

  const found = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    const byId = personas.flatMap((one) => Object.entries(one.ids ?? {})).find(([prefix]) => wanted.startsWith(`${prefix}_`));
    const some = entries.filter((one) => wanted.split(/\s+/).every((part) => `${one.label} ${one.group}`.toLowerCase().includes(part)));
    const direct: Entry[] = byId ? [{ id: wanted, label: t("goTo", { what: wanted }), group: "", icon: "right", run: () => go(byId[1](wanted)) }] : [];
    return [...direct, ...some].slice(0, SHOWN_MAX);
  }, [typed, entries, personas, t, go]);

  const pick = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    setTimeout(entry.run); // after the focus has gone back
  };
  return (
    <dialog ref={ref} aria-label={t("palette")} className="mx-auto mt-[12vh] w-full max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-bg shadow-xl open:flex">
      <input
        role="combobox"
        aria-label={t("palette")}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        autoFocus
        className="h-12 w-full border-b border-line bg-bg px-4 text-base outline-none"
        placeholder={t("paletteHint")}
        value={typed}
        onChange={(event) => {
          type(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt((n) => Math.min(found.length - 1, n + 1));
          else if (event.key === "ArrowUp") setAt((n) => Math.max(0, n - 1));
          else if (event.key === "Enter") pick(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <ul role="listbox" id={id} aria-label={t("palette")} className="max-h-[50vh] overflow-auto p-2">
        {found.map((entry, n) => (
          <li
            key={entry.group + entry.id}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at}
            className={`flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 ${n === at ? "bg-accent-soft" : ""}`}
            onMouseMove={() => setAt(n)}
            onClick={() => pick(entry)}
          >
            <Icon name={entry.icon} className="text-muted" />
            <span className="flex-1 truncate">{entry.label}</span>
            {entry.keys && <KeyHint keys={entry.keys} />}
            <span className="text-xs text-muted">{entry.group}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-4 pb-4 text-muted">{t("paletteNothing")}</p>}
    </dialog>
  );
}
