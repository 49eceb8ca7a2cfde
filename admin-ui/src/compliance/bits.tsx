import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Combobox } from "../ui/form";
import { Card } from "../ui/layout";
import { useUrl } from "../ui/url";

const KEY = "galena.purpose";

/** Why somebody looks at a person, as records of access keep it: in the address, so that it stays with the page. */
export function usePurpose(): [string, (purpose: string) => void] {
  const [search, change] = useUrl();
  return [
    search["purpose"] ?? "",
    (purpose) => {
      sessionStorage.setItem(KEY, purpose);
      change({ purpose }, { replace: true });
    },
  ];
}

export const lastPurpose = (): string => sessionStorage.getItem(KEY) ?? "";
export const keepPurpose = (purpose: string): void => sessionStorage.setItem(KEY, purpose);

/** The usual reasons, to choose from or to write another. */
export function usePurposes(): string[] {
  const { t } = useTranslation("compliance");
  return (["complaint", "access", "regulator", "dispute", "audit"] as const).map((one) => t(`purposes.${one}`));
}

/** Asks what for before anything of a person is shown. */
export function WithPurpose({ children }: { children: (purpose: string) => ReactNode }) {
  const { t } = useTranslation("compliance");
  const [purpose, setPurpose] = usePurpose();
  const [text, setText] = useState(lastPurpose());
  const purposes = usePurposes();
  if (purpose.trim() !== "") return <>{children(purpose)}</>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") setPurpose(text.trim());
  };
  return (
    <Card className="max-w-lg">
      <form className="space-y-4" onSubmit={submit}>
        <Combobox
          label={t("purpose")}
          hint={t("purposeHint")}
          options={purposes}
          value={text}
          maxLength={500}
          required
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
        <Button kind="primary" type="submit">
          {t("show")}
        </Button>
      </form>
    </Card>
  );
}

/** Hands the browser a file that was made or fetched here. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
