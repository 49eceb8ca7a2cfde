import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Select } from "../ui/form";
import { ProblemHelp } from "../ui/ProblemHelp";
import { useToast } from "../ui/Toast";
import { useUrl } from "../ui/url";
import { Badge, Id } from "../ui/values";
import { saveFile } from "./bits";
import { NewErasure } from "./NewErasure";
import { NewHold } from "./NewHold";
import { NewRevocation } from "./NewRevocation";

interface Props {
  subject: string;
  name: string | null;
  erased: boolean;
  purpose: string;
  /** Where only one lead of the person is shown. */
  lead?: string;
}

type Open = "revoke" | "erase" | "hold" | "dossier";

/** Who it is, why one looks, and what an officer can do for the person. */
export function Person({ subject, name, erased, purpose, lead }: Props) {
  const { t } = useTranslation("compliance");
  const [, change] = useUrl();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <div className="mb-5 flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line pb-4">
      <div className="min-w-0">
        <p className="text-lg font-semibold break-words">
          {name ?? t("nobodysName")} {erased && <Badge tone="warn">{t("erased")}</Badge>}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 text-muted">
          <Id value={subject} />
          <span className="break-words">{t("lookingFor", { purpose })}</span>
          <button type="button" className="text-accent underline" onClick={() => change({ purpose: undefined })}>
            {t("otherPurpose")}
          </button>
        </p>
      </div>
      <div className="ml-auto flex flex-wrap gap-2">
        <Button icon="return" onClick={() => setOpen("revoke")}>
          {t("withdraw")}
        </Button>
        <Button icon="download" onClick={() => setOpen("dossier")}>
          {t("dossier.title")}
        </Button>
        <Button icon="lock" onClick={() => setOpen("hold")}>
          {t("hold")}
        </Button>
        <Button icon="ban" kind="danger" onClick={() => setOpen("erase")}>
          {t("erase")}
        </Button>
      </div>
      {open === "revoke" && <NewRevocation who={lead ?? subject} onClose={close} />}
      {open === "erase" && <NewErasure who={subject} onClose={close} />}
      {open === "hold" && <NewHold who={subject} onClose={close} />}
      {open === "dossier" && <DossierOf subject={subject} purpose={purpose} onClose={close} />}
    </div>
  );
}

/** What is held of the person, for the person. */
function DossierOf({ subject, purpose, onClose }: { subject: string; purpose: string; onClose: () => void }) {
  const { t } = useTranslation("compliance");
  const { t: ui } = useTranslation();
  const toast = useToast();
  const [format, setFormat] = useState<"pdf" | "json">("pdf");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const fetchIt = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { purpose, format };
      const file = await ask(api.POST("/v1/subjects/{id}/export", { params: { path: { id: subject } }, body, parseAs: "blob" }));
      saveFile(`${subject}.${format}`, file as unknown as Blob);
      toast(t("dossier.done"));
      onClose();
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("dossier.title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button kind="primary" icon="download" busy={busy} onClick={() => void fetchIt()}>
            {t("dossier.fetch")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <p>{t("dossier.text")}</p>
        <Select
          label={t("dossier.format")}
          value={format}
          onChange={(event) => setFormat(event.target.value === "json" ? "json" : "pdf")}
          options={[
            { value: "pdf", label: t("dossier.pdf") },
            { value: "json", label: t("dossier.json") },
          ]}
        />
        <ProblemHelp problem={problem} />
      </div>
    </Dialog>
  );
}
