import { useTranslation } from "react-i18next";
import { Screen } from "../ui/layout";
import { useParam } from "../ui/url";
import { PartnerDetail } from "./PartnerDetail";

/** One partner as a page. */
export default function PartnerPage() {
  const { t } = useTranslation("operator");
  return (
    <Screen title={t("partner.one")}>
      <PartnerDetail id={useParam("id")} />
    </Screen>
  );
}
