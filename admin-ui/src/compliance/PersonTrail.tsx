import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { date } from "../ui/format";
import { Screen, Tabs } from "../ui/layout";
import { Loaded } from "../ui/states";
import { useParam } from "../ui/url";
import { WithPurpose } from "./bits";
import { Person } from "./Person";
import { TrailView } from "./TrailView";

/** All leads of one person that the officer may know, the newest first. */
export default function PersonTrail() {
  const { t } = useTranslation("compliance");
  const id = useParam("id");
  return (
    <Screen title={t("nav.person")} wide>
      <WithPurpose>{(purpose) => <One key={`${id} ${purpose}`} id={id} purpose={purpose} />}</WithPurpose>
    </Screen>
  );
}

function One({ id, purpose }: { id: string; purpose: string }) {
  const person = useQuery({
    queryKey: ["trail", id, purpose],
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    queryFn: () => ask(api.GET("/v1/subjects/{id}/trail", { params: { path: { id }, query: { purpose } } })),
  });
  return (
    <Loaded of={person} lines={14}>
      {({ leads }) => {
        const newest = leads[0];
        if (!newest) return null;
        return (
          <>
            <Person subject={id} name={newest.consent.name} erased={newest.consent.erased} purpose={purpose} />
            {leads.length === 1 ? (
              <TrailView trail={newest} purpose={purpose} />
            ) : (
              <Tabs
                name="lead"
                tabs={leads.map((trail) => ({
                  id: trail.lead.id,
                  label: `${trail.lead.vertical} · ${date(trail.lead.received_at)}`,
                  content: () => <TrailView key={trail.lead.id} trail={trail} purpose={purpose} />,
                }))}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
