import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { useToast } from "../ui/Toast";
import { copy } from "../ui/values";

/** Something secret that is shown now and never again. */
export function Once({ title, secret, note, close }: { title: string; secret: string; note: string; close: () => void }) {
  const { t } = useTranslation("developer");
  const toast = useToast();
  return (
    <Dialog title={title} onClose={close} footer={<Button onClick={close}>{t("once.kept")}</Button>}>
      <p className="mb-3">{note}</p>
      <div className="flex items-center gap-2 rounded-md border border-line bg-panel p-3">
        <code className="min-w-0 flex-1 font-mono break-all" data-secret>
          {secret}
        </code>
        <Button icon="copy" kind="primary" onClick={() => void copy(secret).then(() => toast(t("once.copied")))}>
          {t("once.copy")}
        </Button>
      </div>
    </Dialog>
  );
}

export function Docs() {
  const { t } = useTranslation("developer");
  return (
    <a className="text-accent underline" href="/docs" target="_blank" rel="noopener noreferrer">
      {t("docs")}
    </a>
  );
}
