import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { save } from "../ui/csv";
import { Dialog } from "../ui/Dialog";
import { FormDialog } from "../ui/FormDialog";
import { Loaded } from "../ui/states";
import { useToast } from "../ui/Toast";
import { copy, Id, Status, Time } from "../ui/values";

const KEY = ["me", "totp"];

/** The second step of one's log-in: set up, recovery codes, removed. */
export function Authenticator() {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const toast = useToast();
  const state = useQuery({ queryKey: KEY, queryFn: () => ask(api.GET("/v1/me/totp")) });
  const [step, setStep] = useState<"password" | "remove" | "renew">();
  const [secret, setSecret] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<string[]>();
  const again = () => queries.invalidateQueries({ queryKey: KEY });
  const proof = (typed: string) => (/^\d{6}$/.test(typed) ? { code: typed } : { password: typed });
  return (
    <Loaded of={state} lines={2}>
      {(it) => (
        <div className="grid gap-3">
          <p className="text-muted">{t("totpWhat")}</p>
          {it.since ? (
            <>
              <p>
                <Status tone="good">{t("totpOn")}</Status> <Time at={it.since} /> · {t("codesLeft", { count: it.recovery_codes_left })}
              </p>
              <div className="flex gap-2">
                <Button onClick={() => setStep("renew")}>{t("renewCodes")}</Button>
                <Button kind="danger" onClick={() => setStep("remove")}>
                  {t("totpRemove")}
                </Button>
              </div>
            </>
          ) : (
            <>
              <p>
                <Status tone="warn">{t("totpOff")}</Status>
              </p>
              <div>
                <Button icon="lock" onClick={() => setStep("password")}>
                  {t("totpBegin")}
                </Button>
              </div>
            </>
          )}
          {step === "password" && (
            <FormDialog
              title={t("totpBegin")}
              confirm={t("next")}
              fields={[{ name: "password", label: t("old"), type: "password", required: true }]}
              onClose={() => setStep(undefined)}
              submit={async ({ password }) => setSecret(await ask(api.POST("/v1/me/totp", { body: { password: password ?? "" } })))}
            />
          )}
          {secret && !step && (
            <FormDialog
              title={t("totpBegin")}
              confirm={t("totpConfirm")}
              text={
                <>
                  <p className="mb-2">{t("totpSecret")}</p>
                  <p className="mb-2 rounded-md border border-line bg-panel p-3 text-center text-ink">
                    <Id value={secret.secret} whole />
                  </p>
                  <a className="text-accent underline" href={secret.uri}>
                    {t("totpOpen")}
                  </a>
                </>
              }
              fields={[{ name: "code", label: t("code"), hint: t("codeHint"), required: true }]}
              onClose={() => setSecret(undefined)}
              submit={async ({ code }) => {
                setCodes((await ask(api.POST("/v1/me/totp/confirm", { body: { code: code ?? "" } }))).recovery_codes);
                await again();
              }}
            />
          )}
          {step === "renew" && (
            <FormDialog
              title={t("renewCodes")}
              text={t("renewText")}
              confirm={t("renewCodes")}
              fields={[{ name: "code", label: t("passwordOrCode"), type: "password", required: true }]}
              onClose={() => setStep(undefined)}
              submit={async ({ code }) => {
                setCodes((await ask(api.POST("/v1/me/totp/recovery-codes", { body: proof(code ?? "") }))).recovery_codes);
                await again();
              }}
            />
          )}
          {step === "remove" && (
            <FormDialog
              title={t("totpRemove")}
              text={t("totpRemoveText")}
              confirm={t("totpRemove")}
              danger
              fields={[{ name: "code", label: t("passwordOrCode"), type: "password", required: true }]}
              onClose={() => setStep(undefined)}
              submit={async ({ code }) => {
                await ask(api.DELETE("/v1/me/totp", { body: proof(code ?? "") }));
                toast(t("totpRemoved"));
                await again();
              }}
            />
          )}
          {codes && !secret && !step && <Codes codes={codes} close={() => setCodes(undefined)} />}
        </div>
      )}
    </Loaded>
  );
}

function Codes({ codes, close }: { codes: string[]; close: () => void }) {
  const { t } = useTranslation("account");
  const toast = useToast();
  const text = codes.join("\n");
  return (
    <Dialog
      title={t("codes")}
      onClose={close}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy(text).then(() => toast(t("codesCopied")))}>
            {t("codesCopy")}
          </Button>
          <Button icon="download" onClick={() => save("galena-recovery-codes.txt", `${text}\n`, "text/plain")}>
            {t("codesSave")}
          </Button>
          <Button kind="primary" onClick={close}>
            {t("codesKept")}
          </Button>
        </>
      }
    >
      <p className="mb-3">{t("codesText")}</p>
      <ul className="grid grid-cols-2 gap-1 rounded-md border border-line bg-panel p-3 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
