import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../../api/client";
import { Problem } from "../../api/problem";
import { useMe } from "../../api/session";
import { Button } from "../../ui/Button";
import { Dialog, useConfirm } from "../../ui/Dialog";
import { Input } from "../../ui/form";
import { money } from "../../ui/format";
import { Section } from "../../ui/layout";
import { ProblemHelp } from "../../ui/ProblemHelp";
import { Status, Time } from "../../ui/values";
import { minor } from "./minor";

type Setting = Schema<"AutomaticTopUp">;

/** The wallet fills itself up when it is low, from a saved card. */
export function Automatic() {
  const { t } = useTranslation("buyer");
  const queries = useQueryClient();
  const confirm = useConfirm();
  const [editing, setEditing] = useState(false);
  const setting = useQuery({
    queryKey: ["automatic-topup"],
    queryFn: async ({ signal }): Promise<Setting | null> => {
      try {
        return await ask(api.GET("/v1/wallet/automatic-topup", { signal }));
      } catch (e) {
        if (Problem.from(e).status === 404) return null;
        throw e;
      }
    },
  });
  const it = setting.data;
  const stop = () =>
    confirm({
      title: t("automatic.stop"),
      effects: [t("automatic.stopEffect")],
      confirm: t("automatic.stop"),
      run: async () => {
        await api.DELETE("/v1/wallet/automatic-topup");
        await queries.invalidateQueries({ queryKey: ["automatic-topup"] });
      },
    });
  return (
    <Section
      title={t("automatic.title")}
      actions={
        <>
          {it && <Button kind="quiet" onClick={stop}>{t("automatic.stop")}</Button>}
          <Button onClick={() => setEditing(true)}>{t(it ? "automatic.change" : "automatic.setUp")}</Button>
        </>
      }
    >
      {setting.error ? <ProblemHelp problem={setting.error} again={() => void setting.refetch()} /> : null}
      {it ? (
        <p className="flex flex-wrap gap-x-4">
          <Status tone={it.stopped_at ? "bad" : "good"}>{t(it.stopped_at ? "automatic.stopped" : "automatic.on")}</Status>
          <span>{t("automatic.rule", { threshold: money(it.threshold), amount: money(it.amount) })}</span>
          {it.stopped_at && (
            <span className="text-bad">
              {it.stopped_because === "no-card" ? t("automatic.noCard") : t("automatic.tooOften")} <Time at={it.stopped_at} />
            </span>
          )}
        </p>
      ) : (
        it === null && <p className="text-muted">{t("automatic.off")}</p>
      )}
      {editing && <Edit now={it ?? undefined} close={() => setEditing(false)} />}
    </Section>
  );
}

function Edit({ now, close }: { now: Setting | undefined; close: () => void }) {
  const { t } = useTranslation("buyer");
  const { currency } = useMe();
  const queries = useQueryClient();
  const [threshold, setThreshold] = useState(now ? String(now.threshold.amount / 100) : "");
  const [amount, setAmount] = useState(now ? String(now.amount.amount / 100) : "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const below = minor(threshold, currency);
  const by = minor(amount, currency);
  const save = async () => {
    if (below === undefined || by === undefined) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(api.PUT("/v1/wallet/automatic-topup", { body: { threshold: { amount: below, currency }, amount: { amount: by, currency } } }));
      await queries.invalidateQueries({ queryKey: ["automatic-topup"] });
      close();
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("automatic.title")}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t("buy.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={below === undefined || by === undefined} onClick={() => void save()}>
            {t("automatic.save")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Input label={t("automatic.threshold", { currency })} inputMode="decimal" autoFocus value={threshold} onChange={(event) => setThreshold(event.target.value)} />
        <Input label={t("automatic.amount", { currency })} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} hint={t("automatic.hint")} />
        {problem !== undefined && <ProblemHelp problem={problem} />}
      </div>
    </Dialog>
  );
}
