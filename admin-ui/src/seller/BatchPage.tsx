import { useTranslation } from "react-i18next";
import { Screen } from "../ui/layout";
import { useParam } from "../ui/url";
import { BatchDetail } from "./BatchDetail";

/** One batch as a page. */
export default function BatchPage() {
  const { t } = useTranslation("seller");
  return (
    <Screen title={t("batches.id")}>
      <BatchDetail id={useParam("id")} />
    </Screen>
  );
}
