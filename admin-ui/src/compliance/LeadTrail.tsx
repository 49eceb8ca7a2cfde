import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { Screen } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useParam } from "../ui/url";
import { WithPurpose } from "./bits";
import { Person } from "./Person";
import { TrailView } from "./TrailView";

/** What happened to one lead. Each loading is on record, so it is done once and not again by itself. */
export default function LeadTrail() {
  const { t } = useTranslation("compliance");
  const id = useParam("id");
  return (
    <Screen title={t("nav.trail")} wide>
      <WithPurpose>{(purpose) => <One key={`${id} ${purpose}`} id={id} purpose={purpose} />}</WithPurpose>
    </Screen>
  );
}

function One({ id, purpose }: { id: string; purpose: string }) {
  const trail = useQuery({
    queryKey: ["trail", id, purpose],
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: () => ask(api.GET("/v1/leads/{id}/trail", { params: { path: { id }, query: { purpose } } })),
  });
  return (
    <Loaded of={trail} lines={14}>
      {(one) => (
        <>
          <Person subject={one.consent.subject} name={one.consent.name} erased={one.consent.erased} purpose={purpose} lead={one.lead.id} />
          <TrailView trail={one} purpose={purpose} />
        </>
      )}
    </Loaded>
  );
}
