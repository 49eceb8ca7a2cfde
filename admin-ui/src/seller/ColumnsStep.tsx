import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../api/client";
import { Button } from "../ui/Button";
import { percent } from "../ui/format";
import { Status, type Tone } from "../ui/values";
import { samples } from "./sniff";
import { TARGETS, targetsOf, twice } from "./targets";
import type { Chosen } from "./Upload";

const SAMPLES = 3;
const SURE = 80;

interface Props {
  chosen: Chosen;
  guess: Schema<"Batch">;
  vertical: Schema<"Vertical"> | undefined;
  columns: Record<string, string | null>;
  set: (column: string, target: string | null) => void;
  back: () => void;
  next: () => void;
}

/** Where each column goes: as the server guesses or remembers, until somebody says otherwise. */
export function ColumnsStep({ chosen, guess, vertical, columns, set, back, next }: Props) {
  const { t } = useTranslation("seller");
  const rows = (guess.mapping ?? []).flatMap((one) =>
    one.column === undefined ? [] : [{ column: one.column, guessed: one.target ?? null, target: (Object.hasOwn(columns, one.column) ? columns[one.column] : one.target) ?? null, confidence: one.confidence ?? 0, how: one.how ?? "" }],
  );
  const double = twice(rows);
  const reaches = rows.some((row) => row.target === "phone" || row.target === "email");
  const missing = (vertical?.fields ?? []).filter((field) => field.required && !rows.some((row) => row.target === `attr.${field.name}`));
  return (
    <>
      <p className="mb-3 max-w-3xl text-muted">{t("upload.columnsText")}</p>
      <div role="status">
        <ul className="mb-3 space-y-1">
          {!reaches && <li><Status tone="bad">{t("upload.noContact")}</Status></li>}
          {double.size > 0 && <li><Status tone="bad">{t("upload.twice", { targets: [...double].join(", ") })}</Status></li>}
          {missing.map((field) => (
            <li key={field.name}><Status tone="warn">{t("upload.missingField", { field: field.label ?? field.name })}</Status></li>
          ))}
        </ul>
      </div>
      <div className="overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t("batches.mapping")}>
        <table className="w-full">
          <caption className="sr-only">{t("batches.mapping")}</caption>
          <thead className="bg-panel text-left text-muted">
            <tr>
              {[t("batches.column"), t("upload.samples"), t("upload.goesTo"), t("upload.how")].map((label) => (
                <th key={label} scope="col" className="px-3 py-1.5 font-medium">{label}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.column} className="border-t border-line align-top">
                <th scope="row" className="max-w-48 px-3 py-2 text-left font-medium break-words">{row.column}</th>
                <td className="px-3 py-2 text-xs text-muted">
                  {samples(chosen.sniffed, row.column, SAMPLES).map((value) => (
                    <span key={value} className="block max-w-72 truncate" title={value}>{value}</span>
                  ))}
                </td>
                <td className="w-64 px-3 py-1.5">
                  <Target column={row.column} value={row.target} vertical={vertical} set={(target) => set(row.column, target)} wrong={row.target !== null && double.has(row.target)} />
                </td>
                <td className="px-3 py-2">
                  <How how={Object.hasOwn(columns, row.column) && row.target !== row.guessed ? "given" : row.how} confidence={row.confidence} target={row.target} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-4 flex justify-between gap-2">
        <Button onClick={back}>{t("upload.back")}</Button>
        <Button kind="primary" disabled={!reaches || double.size > 0} onClick={next}>
          {t("upload.toCheck")}
        </Button>
      </div>
    </>
  );
}

function Target({ column, value, vertical, set, wrong }: { column: string; value: string | null; vertical: Schema<"Vertical"> | undefined; set: (target: string | null) => void; wrong: boolean }) {
  const { t } = useTranslation("seller");
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="sr-only">{t("upload.targetOf", { column })}</label>
      <select
        id={id}
        value={value ?? ""}
        aria-invalid={wrong || undefined}
        className="h-8 w-full rounded-md border border-line-strong bg-bg px-2 text-ink aria-invalid:border-bad"
        onChange={(event) => set(event.target.value === "" ? null : event.target.value)}
      >
        <option value="">{t("upload.ignored")}</option>
        <optgroup label={t("upload.person")}>
          {TARGETS.map((target) => (
            <option key={target} value={target}>{t(`targets.${target.replace(".", "_") as "phone"}`)}</option>
          ))}
        </optgroup>
        {vertical && (
          <optgroup label={vertical.name}>
            {targetsOf(vertical).map((target) => (
              <option key={target.value} value={target.value}>{target.label}</option>
            ))}
          </optgroup>
        )}
      </select>
    </>
  );
}

function How({ how, confidence, target }: { how: string; confidence: number; target: string | null }) {
  const { t, i18n } = useTranslation("seller");
  const tone: Tone = target === null ? "off" : how === "guessed" && confidence < SURE ? "warn" : "good";
  const words = i18n.exists(`upload.hows.${how}`, { ns: "seller" }) ? t(`upload.hows.${how as "guessed"}`) : how;
  return <Status tone={tone}>{how === "guessed" && target !== null ? `${words} ${percent(confidence / 100)}` : words}</Status>;
}
