import { useTranslation } from "react-i18next";
import { PeriodPicker, usePeriod } from "../reports/period";
import { LEVELS, Prices } from "../reports/Prices";
import { usePrices, useSpeed, type Level, type PriceRow } from "../reports/reports";
import { Speed } from "../reports/Speed";
import { Select } from "../ui/form";
import { money, percent } from "../ui/format";
import { Screen, Stat, Tiles } from "../ui/layout";
import { EmptyState, Loaded } from "../ui/states";
import { Go, useGo, useUrl } from "../ui/url";
import { Money } from "../ui/values";
import { useVerticals } from "./find/useVerticals";
import { busiest, standing } from "./market";

/** What leads cost on the market, and how fast one is oneself. */
export default function Market() {
  const { t } = useTranslation("buyer");
  const [search, change] = useUrl();
  const { query } = usePeriod();
  const verticals = useVerticals();
  const alone = search["exclusive"] === "true";
  const prices = usePrices({ ...query, ...(alone ? { exclusive: true } : {}) });
  const vertical = search["vertical"] ?? busiest(prices.data?.data ?? []) ?? verticals.data?.data[0]?.code ?? "";
  const speed = useSpeed({ ...query, vertical }, /^[a-z0-9-]{2,40}$/.test(vertical));
  const rows = (prices.data?.data ?? []).filter((row) => row.vertical === vertical);
  const known = rows.some((row) => row.median_asked !== null || row.median_sold !== null);
  return (
    <Screen
      wide
      title={t("nav.market")}
      actions={
        <>
          <Select
            bare
            label={t("find.vertical")}
            className="w-44"
            value={vertical}
            options={(verticals.data?.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
            onChange={(event) => change({ vertical: event.target.value }, { replace: true })}
          />
          <Select
            bare
            label={t("market.kind")}
            className="w-44"
            value={alone ? "true" : "false"}
            options={(["false", "true"] as const).map((value) => ({ value, label: t(`market.kinds.${value}`) }))}
            onChange={(event) => change({ exclusive: event.target.value === "true" ? "true" : undefined }, { replace: true })}
          />
          <PeriodPicker />
        </>
      }
    >
      <Loaded of={prices} lines={8}>{() => (known ? <Known rows={rows} vertical={vertical} alone={alone} /> : <EmptyState icon="chart" title={t("market.emptyTitle")} text={t("market.emptyText")} />)}</Loaded>
      {speed.isEnabled && <Loaded of={speed}>{({ data }) => <Speed rows={data} />}</Loaded>}
    </Screen>
  );
}

function Known({ rows, vertical, alone }: { rows: readonly PriceRow[]; vertical: string; alone: boolean }) {
  const { t } = useTranslation("buyer");
  const go = useGo();
  const find = (level: Level) => `/buyer/find?vertical=${encodeURIComponent(vertical)}&level=${level}${alone ? "&exclusive=true" : ""}`;
  return (
    <>
      <Tiles>
        {LEVELS.map((level) => {
          const { asked, sold, change } = standing(rows, level);
          return (
            <Stat
              key={level}
              label={t(`levels.${level}`)}
              value={<Money value={asked} />}
              note={[sold && t("market.soldFor", { price: money(sold) }), change !== undefined && t("market.since", { change: (change > 0 ? "+" : "") + percent(change) })].filter(Boolean).join(" · ")}
              to={
                <Go className="shrink-0 text-accent underline" to={find(level)} aria-label={t("market.findOf", { level: t(`levels.${level}`) })}>
                  {t("market.find")}
                </Go>
              }
            />
          );
        })}
      </Tiles>
      <div className="my-4">
        <Prices rows={rows} words={(level) => t(`levels.${level}`)} onPick={(row) => go(find(row.level))} />
        <p className="mt-1 text-xs text-muted">{t("market.note")}</p>
      </div>
    </>
  );
}
