import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { Input } from "../ui/form";
import { Id } from "../ui/values";
import { target } from "./identity";

/** Whom it is about: given, or to be typed in. */
export function Who({ who }: { who?: string | undefined }) {
  const { t } = useTranslation("compliance");
  return who ? (
    <p className="flex items-center gap-2">
      <span className="text-muted">{t("about")}</span> <Id value={who} whole />
      <input type="hidden" name="who" value={who} />
    </p>
  ) : (
    <Input label={t("find.person")} hint={t("find.personHint")} name="who" required maxLength={254} autoFocus data-start="" spellCheck={false} />
  );
}

/** The same as the API wants it; a problem where it is nothing that names a person. */
export function whoOf(form: FormData, unreadable: string): NonNullable<ReturnType<typeof target>> {
  const it = target(String(form.get("who") ?? ""));
  if (!it) throw new Problem(0, "unreadable", unreadable, undefined, [], undefined, {});
  return it;
}
