import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { useMe } from "../api/session";
import { ButtonLink } from "../ui/Button";
import { Icon } from "../ui/icons";

/** What does not come about because nobody said who they are on documents, and where to say it. Nothing where all is said. */
export function CompanyHint({ lacks }: { lacks: "invoices" | "statements" | "documents" }) {
  const { t } = useTranslation("account");
  const me = useMe();
  const profile = useProfile(me.profile_saved === true && lacks === "statements");
  const why = !me.profile_saved ? lacks : lacks === "statements" && profile.data && !profile.data.self_billing ? "selfBilling" : undefined;
  if (me.profile_saved === undefined || !why) return null;
  return (
    <div role="note" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-warn/40 not-last:mb-4 bg-warn-soft px-3 py-2">
      <Icon name="alarm" className="text-warn" />
      <p className="min-w-60 flex-1">{t(`company.hints.${why}`)}</p>
      <ButtonLink to="/account/company">{t("company.toCompany")}</ButtonLink>
    </div>
  );
}

/** Who one is on documents; asked for only where it is known that something is there. */
export const useProfile = (saved: boolean) =>
  useQuery({ queryKey: ["profile"], enabled: saved, queryFn: ({ signal }) => ask(api.GET("/v1/profile", { signal })) });
