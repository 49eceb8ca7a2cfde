import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog";
import { KeyHint } from "../ui/layout";
import type { letters } from "./letters";

/** What the keyboard can do from where one is. */
export default function Keys({ keyed, close }: { keyed: ReturnType<typeof letters>; close: () => void }) {
  const { t } = useTranslation();
  const everywhere = [
    ["Ctrl K", t("palette")],
    ["?", t("keyboard")],
    ["Esc", t("keys.escape")],
  ] as const;
  const lists = [
    ["j  k", t("keys.move")],
    ["Enter", t("keys.open")],
    ["x", t("keys.select")],
    ["/", t("keys.filter")],
  ] as const;
  const found = [...keyed];
  const several = new Set(found.map(([, { persona }]) => persona).filter((one) => one.role !== "anyone")).size > 1;
  const screens = found.map(([letter, { persona, screen }]) => {
    const name = t(`${persona.name}:nav.${screen.label}` as never) as string;
    return [`g ${letter}`, several && persona.role !== "anyone" ? `${name} · ${t(`personas.${persona.name}`)}` : name] as const;
  });
  return (
    <Dialog title={t("keyboard")} onClose={close} wide>
      <div className="grid gap-6 sm:grid-cols-2">
        <Keyed title={t("keys.everywhere")} rows={everywhere} />
        <Keyed title={t("keys.lists")} rows={lists} />
        <Keyed title={t("keys.goTo")} rows={screens} note={several ? t("keys.shared") : undefined} />
      </div>
    </Dialog>
  );
}

function Keyed({ title, rows, note }: { title: string; rows: readonly (readonly [string, string])[]; note?: string | undefined }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      <dl className="grid grid-cols-[5rem_1fr] gap-y-1.5">
        {rows.map(([keys, words]) => (
          <div key={keys} className="contents">
            <dt>
              <KeyHint keys={keys} />
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {note && <p className="mt-2 text-xs text-muted">{note}</p>}
    </section>
  );
}
