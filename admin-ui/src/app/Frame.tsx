import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { onSessionLost } from "../api/client";
import { useDoors, useMe, useSession, type Me } from "../api/session";
import { Button } from "../ui/Button";
import { Icon } from "../ui/icons";
import { useKeyPrefix, useKeys, useLeaveFields } from "../ui/keys";
import { KeyHint } from "../ui/layout";
import { MenuItem, Popover } from "../ui/Popover";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Badge } from "../ui/values";
import { Go, useGo } from "../ui/url";
import { Choices } from "./Choices";
import { NotHere } from "./errors";
import { letters } from "./letters";
import { Mark } from "./Mark";
import type { Persona, Screen } from "./persona";
import { PERSONAS, personasOf } from "./personas";
import { loadTexts, speaks } from "./texts";

const Keys = lazy(() => import("./Keys"));
const palette = () => import("./Palette");
const Palette = lazy(palette);
const Login = lazy(() => import("./Login"));

/** Everything around a screen; before that, the door. */
export function Frame() {
  const session = useSession();
  const { lost } = useDoors();
  useEffect(() => onSessionLost(lost));
  if (session.data) return <Inside key={session.data.party.id} me={session.data} />;
  if (session.data === null) return (
      <Suspense fallback={null}>
        <Login />
      </Suspense>
    );
  return session.error ? (
    <main className="mx-auto max-w-lg p-10">
      <ProblemHelp problem={session.error} again={() => void session.refetch()} />
    </main>
  ) : null;
}

function Inside({ me }: { me: Me }) {
  const personas = personasOf(me);
  const [ready, setReady] = useState(() => speaks(personas));
  useEffect(() => {
    if (!ready) void loadTexts(personas).then(() => setReady(true));
  }, []); // eslint-disable-line
  return ready ? <Rooms personas={personas} /> : null;
}

function Rooms({ personas }: { personas: Persona[] }) {
  const { t } = useTranslation();
  const go = useGo();
  const [over, setOver] = useState<"palette" | "keys">();
  const path = useLocation({ select: (location) => location.pathname });
  const [narrow, setNarrow] = useState(false);
  useEffect(() => setNarrow(false), [path]);

  useKeyPrefix("g");
  useLeaveFields();
  const theirs = PERSONAS.find((one) => path.startsWith(`/${one.name}`) || path.startsWith(`/console/${one.name}`));
  const keyed = useMemo(() => letters(personas, theirs?.name), [personas, theirs]);
  useKeys({ "?": () => setOver("keys"), ...Object.fromEntries([...keyed].map(([letter, { screen }]) => [`g ${letter}`, () => go(screen.path)])) });
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key === "k") {
        event.preventDefault();
        setOver("palette");
      }
    };
    document.addEventListener("keydown", down);
    void palette(); // after the first screen, before it is asked for
    return () => document.removeEventListener("keydown", down);
  }, []);

  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[3rem_1fr] md:grid-cols-[220px_1fr]">
      <a
        href="#main"
        className="sr-only z-50 rounded bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header className="col-span-full flex min-w-0 items-center gap-2 border-b border-line px-3 sm:gap-3 sm:px-4">
        <Button kind="quiet" small icon="list" aria-label={t("menu")} aria-expanded={narrow} className="md:hidden" onClick={() => setNarrow(!narrow)} />
        <Go to="/" className="flex items-center gap-2 font-semibold md:w-[196px]">
          <Mark size={20} /> <span className="max-sm:sr-only">Galena</span>
        </Go>
        <button
          type="button"
          className="flex h-8 max-w-md min-w-8 flex-1 items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-left text-muted hover:bg-hover"
          onClick={() => setOver("palette")}
        >
          <Icon name="search" size={14} />
          <span className="flex-1 truncate">{t("palette")}</span>
          <span className="max-sm:hidden">
            <KeyHint keys="Ctrl K" />
          </span>
        </button>
        <div className="ml-auto flex shrink-0 items-center gap-2">
          <Button kind="quiet" small className="max-sm:hidden" aria-label={t("keyboard")} title={t("keyboard")} onClick={() => setOver("keys")}>
            ?
          </Button>
          <Who />
        </div>
      </header>
      <Navigation personas={personas} path={path} open={narrow} />
      <main id="main" tabIndex={-1} className="relative min-h-0 min-w-0 overflow-hidden outline-none">
        {theirs && !personas.some((one) => one.name === theirs.name) ? <NotHere /> : <Outlet />}
      </main>
      <Suspense fallback={null}>
        {over === "palette" && <Palette personas={personas} keyed={keyed} close={() => setOver(undefined)} />}
        {over === "keys" && <Keys keyed={keyed} close={() => setOver(undefined)} />}
      </Suspense>
    </div>
  );
}

function Navigation({ personas, path, open }: { personas: Persona[]; path: string; open: boolean }) {
  const { t } = useTranslation();
  const here = path.replace(/^\/console/, "");
  const several = personas.filter((one) => one.role !== "anyone").length > 1;
  return (
    <nav
      aria-label={t("navigation")}
      className={`overflow-y-auto border-r border-line bg-panel p-2 ${open ? "absolute top-12 bottom-0 left-0 z-40 w-[220px]" : "hidden"} md:block`}
    >
      {personas.map((one) => {
        const shown = one.screens.filter((screen) => screen.nav);
        if (shown.length === 0) return null;
        return (
          <div key={one.name} className="mb-3">
            {(several || one.role === "anyone") && <p className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{t(`personas.${one.name}`)}</p>}
            <ul>
              {shown.map((screen, n) => (
                <li key={screen.path}>
                  {screen.nav?.group && screen.nav.group !== shown[n - 1]?.nav?.group && (
                    <p className="px-2 pt-3 pb-1 text-xs font-medium text-muted">{t(`${one.name}:nav.${screen.nav.group}` as never)}</p>
                  )}
                  <Entry persona={one} screen={screen} here={screen === nearest(shown, here)} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** The screen one is on, or the one from which one came to it. */
function nearest(screens: readonly Screen[], here: string): Screen | undefined {
  const above = screens.filter(({ path }) => here === path || here.startsWith(`${path}/`));
  return above.sort((a, b) => b.path.length - a.path.length)[0];
}

function Entry({ persona, screen, here }: { persona: Persona; screen: Screen; here: boolean }) {
  const { t } = useTranslation();
  return (
    <Go
      to={screen.path}
      aria-current={here ? "page" : undefined}
      className={`flex h-8 items-center gap-2 rounded-md px-2 ${here ? "bg-accent-soft font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink"}`}
    >
      <Icon name={screen.nav?.icon ?? ""} className={here ? "text-accent" : ""} />
      <span className="truncate">{t(`${persona.name}:nav.${screen.label}` as never)}</span>
    </Go>
  );
}

function Who() {
  const { t } = useTranslation();
  const me = useMe();
  const go = useGo();
  const { logOut } = useDoors();
  return (
    <>
      {me.test && <Badge tone="warn">{t("test")}</Badge>}
      <Popover label={me.party.name} icon="person" align="right">
        {(close) => (
          <div className="grid w-60 gap-2">
            <p>
              <span className="font-medium">{me.party.name}</span>
              <span className="block text-xs text-muted">
                {me.roles.map((role) => t(`personas.${role}`)).join(", ")} · {me.currency}
              </span>
            </p>
            <Choices />
            <hr className="border-line" />
            <MenuItem
              icon="gear"
              onClick={() => {
                close();
                go("/account");
              }}
            >
              {t("personas.account")}
            </MenuItem>
            <MenuItem icon="out" onClick={() => void logOut()}>
              {t("logOut")}
            </MenuItem>
          </div>
        )}
      </Popover>
    </>
  );
}
