import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../ui/Button";
import { number } from "../ui/format";
import { Stat, Tiles } from "../ui/layout";
import { Loaded } from "../ui/states";
import { Num } from "../ui/values";
import { ongoing, useProgress } from "./progress";
import { Reasons } from "./Reasons";
import { Transfer } from "./Transfer";

/** Rows are being taken in, or have been. The address says which batch, so the page may be left and come back to. */
export function TakenStep({ id, again }: { id: string; again: () => void }) {
  const { t } = useTranslation("seller");
  const batch = useProgress(id);
  return (
    <Loaded of={batch}>
      {(it) =>
        ongoing(it) ? (
          <>
            <Transfer sent={undefined} batch={it} />
            <p className="mt-4 text-muted">{t("upload.mayLeave")}</p>
          </>
        ) : (
          <>
            <p className="mb-3 text-base font-semibold" role="status">
              {it.state === "failed" ? t("upload.failed", { problem: it.problem ?? "" }) : t("upload.done", { count: it.counts.accepted ?? 0, rows: number(it.counts.accepted ?? 0) })}
            </p>
            <div className="mb-6">
              <Tiles>
                <Stat label={t("batches.accepted")} value={<Num value={it.counts.accepted} />} />
                <Stat label={t("batches.rejected")} value={<Num value={it.counts.rejected} />} {...((it.counts.rejected ?? 0) > 0 ? { tone: "warn" as const } : {})} />
                <Stat label={t("batches.duplicates")} value={<Num value={it.counts.duplicates} />} />
                <Stat label={t("upload.unsellable")} value={<Num value={it.counts.unsellable} />} />
              </Tiles>
            </div>
            <Reasons batch={it} />
            {(it.counts.rejected ?? 0) > 0 && <p className="mb-4 max-w-3xl text-muted">{t("upload.correct")}</p>}
            <div className="flex gap-2">
              <ButtonLink to={`/seller/stock?batch=${id}`} kind="primary">
                {t("upload.seeLeads")}
              </ButtonLink>
              <ButtonLink to={`/seller/batches/${id}`}>{t("upload.seeBatch")}</ButtonLink>
              <Button icon="upload" onClick={again}>
                {t((it.counts.rejected ?? 0) > 0 ? "upload.corrected" : "upload.another")}
              </Button>
            </div>
          </>
        )
      }
    </Loaded>
  );
}
