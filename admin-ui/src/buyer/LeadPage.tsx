import { useTranslation } from "react-i18next";
import { ButtonLink } from "../ui/Button";
import { Screen } from "../ui/layout";
import { useParam } from "../ui/url";
import { LeadDetail } from "./leads/LeadDetail";

/** One bought lead as a page. */
export default function LeadPage() {
  const { t } = useTranslation("buyer");
  return (
    <Screen title={t("find.lead")} actions={<ButtonLink to="/buyer/leads" icon="left">{t("nav.leads")}</ButtonLink>}>
      <LeadDetail id={useParam("id")} />
    </Screen>
  );
}
