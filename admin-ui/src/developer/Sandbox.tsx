import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { Input, Select } from "../ui/form";
import { Card, Screen, Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { Time } from "../ui/values";
import { Docs } from "./Once";
import { TRIGGERS } from "./types";

/** Where no real money is: events at a click, and a clock that can be put forward. */
export default function Sandbox() {
  const { t } = useTranslation("developer");
  return (
    <Screen title={t("nav.sandbox")} actions={<Docs />}>
      <Trigger />
      <Clock />
    </Screen>
  );
}

function Trigger() {
  const { t } = useTranslation("developer");
  const toast = useToast();
  const [type, setType] = useState<string>(TRIGGERS[0] ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(api.POST("/v1/test/trigger/{event}", { params: { path: { event: type } } }));
      toast(t("sandbox.triggered", { type }));
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("sandbox.trigger")}>
      <Card className="max-w-xl">
        <p className="mb-3 text-muted">{t("sandbox.triggerNote")}</p>
        <div className="flex items-end gap-2">
          <div className="flex-1">
            <Select label={t("deliveries.type")} value={type} options={TRIGGERS.map((value) => ({ value, label: value }))} onChange={(event) => setType(event.target.value)} />
          </div>
          <Button kind="primary" busy={busy} onClick={() => void run()}>
            {t("sandbox.send")}
          </Button>
        </div>
        {problem !== undefined && (
          <div className="mt-3">
            <ProblemHelp problem={problem} />
          </div>
        )}
      </Card>
    </Section>
  );
}

const DAY_MS = 86_400_000;

function Clock() {
  const { t } = useTranslation("developer");
  const queries = useQueryClient();
  const toast = useToast();
  const [to, setTo] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const clock = useQuery({ queryKey: ["test-clock"], queryFn: ({ signal }) => ask(api.GET("/v1/test/clock", { signal })) });
  const put = async (at: Date) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(api.POST("/v1/test/clock", { body: { advance_to: at.toISOString() } }));
      toast(t("sandbox.moved"));
      await queries.invalidateQueries();
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("sandbox.clock")}>
      <Card className="max-w-xl">
        <p className="mb-3 text-muted">{t("sandbox.clockNote")}</p>
        <Loaded of={clock} lines={2}>
          {(it) => (
            <>
              <p className="mb-3">
                {t("sandbox.now")}{" "}
                <strong>
                  <Time at={it.now} absolute />
                </strong>
              </p>
              <div className="mb-3 flex flex-wrap gap-2">
                {[1, 7, 30].map((days) => (
                  <Button key={days} busy={busy} onClick={() => void put(new Date(new Date(it.now).getTime() + days * DAY_MS))}>
                    {t("sandbox.ahead", { count: days })}
                  </Button>
                ))}
              </div>
              <form
                className="flex items-end gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  void put(new Date(to));
                }}
              >
                <div className="flex-1">
                  <Input label={t("sandbox.to")} type="datetime-local" required value={to} onChange={(event) => setTo(event.target.value)} />
                </div>
                <Button type="submit" busy={busy} disabled={!to}>
                  {t("sandbox.put")}
                </Button>
              </form>
            </>
          )}
        </Loaded>
        {problem !== undefined && (
          <div className="mt-3">
            <ProblemHelp problem={problem} />
          </div>
        )}
      </Card>
    </Section>
  );
}
