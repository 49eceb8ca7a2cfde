import { useTranslation } from "react-i18next";
import { Select } from "../ui/form";
import { useUrl } from "../ui/url";
import { firstDay } from "./days";

const DAYS = ["7", "28", "91"] as const;
const USUAL = "28";

/** The first day of the period chosen in the address, as the API takes it; none for the usual four weeks. */
export function usePeriod(): { days: string; query: { from?: string } } {
  const [search] = useUrl();
  const days = DAYS.find((one) => one === search["days"]) ?? USUAL;
  return { days, query: days === USUAL ? {} : { from: firstDay(Number(days), new Date()) } };
}

/** How far back the figures go. */
export function PeriodPicker() {
  const { t } = useTranslation();
  const [, change] = useUrl();
  const { days } = usePeriod();
  return (
    <Select
      label={t("period.label")}
      bare
      value={days}
      className="w-36"
      options={DAYS.map((value) => ({ value, label: t(`period.d${value}`) }))}
      onChange={(event) => change({ days: event.target.value === USUAL ? undefined : event.target.value }, { replace: true })}
    />
  );
}
