import { useTranslation } from "react-i18next";
import { Dialog } from "../ui/Dialog";
import { KeyHint } from "../ui/layout";
import type { Persona } from "./persona";

/** What the keyboard can do. */
export function Keys({ personas, close }: { personas: Persona[]; close: () => void }) {
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
  const screens = personas
    .flatMap((one) =>
      one.screens.filter((screen) => screen.key).map((screen) => [`g ${screen.key}`, t(`${one.name}:nav.${screen.label}` as never) as string] as const),
    )
    .filter(([letters], n, all) => n === all.findIndex(([first]) => first === letters)); // as the frame does: the first has the letter
  return (
    <Dialog title={t("keyboard")} onClose={close} wide>
      <div className="grid gap-6 sm:grid-cols-2">
        <Keyed title={t("keys.everywhere")} rows={everywhere} />
        <Keyed title={t("keys.lists")} rows={lists} />
        <Keyed title={t("keys.goTo")} rows={screens} />
      </div>
    </Dialog>
  );
}

function Keyed({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
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
    </section>
  );
}
