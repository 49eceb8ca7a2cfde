import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { number } from "../ui/format";
import { Icon } from "../ui/icons";
import { Screen, Section, SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState, Loaded } from "../ui/states";
import { None, Time } from "../ui/values";

/** Is what is stored what was logged? Every event is replayed; what differs is named. */
export default function Audit() {
  const { t } = useTranslation("operator");
  const queries = useQueryClient();
  const last = useQuery({
    queryKey: ["log", "audit"],
    queryFn: async () => {
      try {
        return await ask(api.GET("/v1/log/audit"));
      } catch (e) {
        if (Problem.from(e).status === 404) return null;
        throw e;
      }
    },
  });
  const run = useMutation({
    mutationFn: () => ask(api.POST("/v1/log/audit")),
    onSuccess: (done) => queries.setQueryData(["log", "audit"], done),
  });
  const button = (
    <Button kind="primary" icon="shield" busy={run.isPending} onClick={() => run.mutate()}>
      {t("audit.run")}
    </Button>
  );
  return (
    <Screen title={t("nav.audit")} actions={button}>
      <ProblemHelp problem={run.error} again={() => run.mutate()} />
      <Loaded of={last}>
        {(it) =>
          it === null ? (
            <EmptyState icon="shield" title={t("audit.emptyTitle")} text={t("audit.emptyText")} />
          ) : (
            <>
              <div role="status" className={`mb-6 flex items-start gap-3 rounded-lg border p-4 ${it.sound ? "border-good/40 bg-good-soft" : "border-bad/40 bg-bad-soft"}`}>
                <Icon name={it.sound ? "check" : "alarm"} size={20} className={it.sound ? "text-good" : "text-bad"} />
                <div>
                  <p className="text-base font-semibold">{t(it.sound ? "audit.sound" : "audit.unsound", { count: it.findings.length })}</p>
                  <p>
                    {t("audit.replayed", { events: number(it.events) })} <Time at={it.at} />
                  </p>
                </div>
              </div>
              {it.findings.length > 0 && (
                <Section title={t("audit.findings")}>
                  <SmallTable
                    caption={t("audit.findings")}
                    head={[{ label: t("audit.event"), right: true }, t("audit.what")]}
                    rows={it.findings.map((finding) => [finding.event ?? <None key="none" />, finding.what])}
                  />
                </Section>
              )}
              <p className="text-muted">{t("audit.note")}</p>
            </>
          )
        }
      </Loaded>
    </Screen>
  );
}
