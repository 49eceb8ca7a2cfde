import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Input } from "../ui/form";
import { SmallTable } from "../ui/layout";
import { conditions, LEVELS, type Draft, type DraftRule } from "./draft";

let added = 0;

/** The rules of a scorecard as tables to write in. */
export function CardEditor({ draft, change }: { draft: Draft; change: (next: Draft) => void }) {
  const { t } = useTranslation("operator");
  const group = (n: number, next: Partial<Draft["groups"][number]>) => change({ ...draft, groups: draft.groups.map((one, m) => (m === n ? { ...one, ...next } : one)) });
  const rule = (n: number, key: string, next: Partial<DraftRule>) =>
    group(n, { rules: draft.groups[n]!.rules.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-3">
        {LEVELS.map((level) => (
          <div key={level} className="w-28">
            <Input
              label={t("trial.levelFrom", { level })}
              inputMode="numeric"
              className="text-right"
              value={draft.levels[level]}
              onChange={(event) => change({ ...draft, levels: { ...draft.levels, [level]: event.target.value } })}
            />
          </div>
        ))}
        {draft.groups.map((one, n) => (
          <div key={one.name} className="w-32">
            <Input label={t("trial.capOf", { group: one.name })} inputMode="numeric" className="text-right" value={one.cap} onChange={(event) => group(n, { cap: event.target.value })} />
          </div>
        ))}
      </div>
      {draft.groups.map((one, n) => (
        <div key={one.name}>
          <div className="mb-1 flex items-center gap-2">
            <h3 className="font-medium">{one.name}</h3>
            <Button
              small
              kind="quiet"
              icon="plus"
              className="ml-auto"
              onClick={() => group(n, { rules: [...one.rules, { key: `new ${++added}`, name: `rule-${added}`, label: "", points: "5", when: "{}" }] })}
            >
              {t("trial.addRule", { group: one.name })}
            </Button>
          </div>
          <SmallTable
            caption={one.name}
            head={[t("vertical.rule"), t("trial.label"), t("vertical.when"), { label: t("vertical.points"), right: true }, t("trial.take")]}
            rows={one.rules.map((it) => {
              const known = conditions(it.when) !== undefined;
              return [
                it.key === it.name ? (
                  <code className="font-mono text-xs whitespace-nowrap">{it.name}</code>
                ) : (
                  <Input bare label={t("trial.nameOf", { rule: it.name })} className="min-w-32 font-mono text-xs" value={it.name} onChange={(event) => rule(n, it.key, { name: event.target.value })} />
                ),
                <Input bare label={t("trial.labelOf", { rule: it.name })} className="min-w-44" value={it.label} onChange={(event) => rule(n, it.key, { label: event.target.value })} />,
                <Input
                  bare
                  label={t("trial.whenOf", { rule: it.name })}
                  className="min-w-64 font-mono text-xs"
                  spellCheck={false}
                  value={it.when}
                  error={known ? undefined : t("trial.noJson")}
                  onChange={(event) => rule(n, it.key, { when: event.target.value })}
                />,
                <div className="ml-auto w-16">
                  <Input bare label={t("trial.pointsOf", { rule: it.name })} inputMode="numeric" className="text-right" value={it.points} onChange={(event) => rule(n, it.key, { points: event.target.value })} />
                </div>,
                <Button small kind="quiet" icon="x" aria-label={t("trial.remove", { rule: it.name })} onClick={() => group(n, { rules: one.rules.filter((other) => other.key !== it.key) })} />,
              ];
            })}
          />
        </div>
      ))}
    </div>
  );
}
