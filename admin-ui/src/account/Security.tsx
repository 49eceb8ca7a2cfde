import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Input } from "../ui/form";
import { Card, Code, Screen, Section } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { copy, Facts, Status, Time } from "../ui/values";
import { QrCode } from "./QrCode";

const KEY = ["account", "totp"];

/** The second step of one's log-in: an authenticator, and codes for the day the telephone is gone. */
export default function Security() {
  const { t } = useTranslation("account");
  const standing = useQuery({ queryKey: KEY, queryFn: () => ask(api.GET("/v1/me/totp")) });
  const [step, setStep] = useState<"enrol" | "renew" | "remove">();
  const [codes, setCodes] = useState<string[]>();
  const close = () => setStep(undefined);
  return (
    <Screen title={t("nav.security")}>
      <Section title={t("totp.title")}>
        <Loaded of={standing} lines={3}>
          {({ since, recovery_codes_left: left }) => (
            <Card className="max-w-2xl space-y-4">
              <Facts
                rows={[
                  [t("totp.standing"), since ? <Status tone="good">{t("totp.on")} <Time at={since} /></Status> : <Status tone="warn">{t("totp.off")}</Status>],
                  since ? [t("totp.left"), left] : null,
                ]}
              />
              <p className="text-muted">{since ? t("totp.onText") : t("totp.offText")}</p>
              {since ? (
                <div className="flex flex-wrap gap-2">
                  <Button icon="refresh" onClick={() => setStep("renew")}>
                    {t("totp.renew")}
                  </Button>
                  <Button kind="danger" onClick={() => setStep("remove")}>
                    {t("totp.remove")}
                  </Button>
                </div>
              ) : (
                <Button kind="primary" icon="shield" onClick={() => setStep("enrol")}>
                  {t("totp.setUp")}
                </Button>
              )}
            </Card>
          )}
        </Loaded>
        {codes && <Codes codes={codes} done={() => setCodes(undefined)} />}
      </Section>
      {step === "enrol" && <Enrol onClose={close} done={setCodes} />}
      {step === "renew" && <Prove title={t("totp.renew")} text={t("totp.renewText")} onClose={close} run={async (shown) => setCodes((await ask(api.POST("/v1/me/totp/recovery-codes", { body: shown }))).recovery_codes)} />}
      {step === "remove" && <Prove title={t("totp.remove")} text={t("totp.removeText")} danger onClose={close} run={(shown) => ask(api.DELETE("/v1/me/totp", { body: shown }))} />}
    </Screen>
  );
}

/** Password, then the picture, then a code that shows that it works. */
function Enrol({ onClose, done }: { onClose: () => void; done: (codes: string[]) => void }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const [secret, setSecret] = useState<{ secret: string; uri: string }>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    const next = async () => {
      if (!secret) {
        setSecret(await ask(api.POST("/v1/me/totp", { body: { password: String(form.get("password")) } })));
        return;
      }
      const code = String(form.get("code")).replace(/\s/g, "");
      const { recovery_codes } = await ask(api.POST("/v1/me/totp/confirm", { body: { code } }));
      await queries.invalidateQueries({ queryKey: KEY });
      done(recovery_codes);
      onClose();
    };
    next()
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t("totp.setUp")} onClose={onClose}>
      <form className="space-y-4" onSubmit={submit}>
        {secret ? (
          <>
            <p>{t("totp.scan")}</p>
            <div className="flex flex-wrap items-start gap-5">
              <QrCode text={secret.uri} label={t("totp.picture")} />
              <div className="min-w-0 flex-1 space-y-2">
                <p className="text-muted">{t("totp.byHand")}</p>
                <Code value={secret.secret.replace(/(.{4})(?=.)/g, "$1 ")} label={t("totp.secret")} />
              </div>
            </div>
            <Input key="code" label={t("totp.code")} hint={t("totp.codeHint")} name="code" inputMode="numeric" autoComplete="one-time-code" pattern="\s*([0-9]\s*){6}" required autoFocus data-start="" />
          </>
        ) : (
          <Input key="password" label={t("totp.password")} hint={t("totp.passwordHint")} name="password" type="password" autoComplete="current-password" required autoFocus data-start="" />
        )}
        <ProblemHelp problem={problem} />
        <div className="flex justify-end border-t border-line pt-4">
          <Button kind="primary" type="submit" busy={busy}>
            {secret ? t("totp.turnOn") : t("totp.next")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks for the password, since a session alone is not enough. */
function Prove({ title, text, danger, onClose, run }: { title: string; text: string; danger?: boolean; onClose: () => void; run: (shown: { password: string }) => Promise<unknown> }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    setBusy(true);
    setProblem(undefined);
    run({ password })
      .then(async () => {
        toast(t("totp.done"));
        await queries.invalidateQueries({ queryKey: KEY });
        onClose();
      })
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="space-y-4" onSubmit={submit}>
        <p>{text}</p>
        <Input label={t("totp.password")} hint={t("totp.passwordHint")} name="password" type="password" autoComplete="current-password" required autoFocus data-start="" />
        <ProblemHelp problem={problem} />
        <div className="flex justify-end border-t border-line pt-4">
          <Button kind={danger ? "danger" : "primary"} type="submit" busy={busy}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Codes({ codes, done }: { codes: string[]; done: () => void }) {
  const { t } = useTranslation("account");
  const toast = useToast();
  return (
    <Card className="mt-4 max-w-2xl space-y-3">
      <h3 className="font-semibold">{t("totp.codes")}</h3>
      <p className="text-muted">{t("totp.codesText")}</p>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono" aria-label={t("totp.codes")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button icon="copy" onClick={() => void copy(codes.join("\n")).then(() => toast(t("totp.copied")))}>
          {t("totp.copy")}
        </Button>
        <Button onClick={done}>{t("totp.kept")}</Button>
      </div>
    </Card>
  );
}
