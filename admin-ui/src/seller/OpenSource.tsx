import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, ask } from "../api/client";
import { FormDialog } from "../ui/FormDialog";
import { useToast } from "../ui/Toast";

export const useSources = () => useQuery({ queryKey: ["sources"], queryFn: () => ask(api.GET("/v1/sources")), staleTime: 30_000 });

/** Names a source; `done` gets its code. */
export function OpenSource({ close, done }: { close: () => void; done?: (code: string) => void }) {
  const { t } = useTranslation("seller");
  const toast = useToast();
  const queries = useQueryClient();
  return (
    <FormDialog
      title={t("sources.open")}
      text={t("sources.aliasNote")}
      fields={[{ name: "code", label: t("sources.code"), hint: t("sources.codeHint"), required: true }]}
      confirm={t("sources.open")}
      onClose={close}
      submit={async ({ code = "" }) => {
        const source = await ask(api.POST("/v1/sources", { body: { code } }));
        await queries.invalidateQueries({ queryKey: ["sources"] });
        toast(t("sources.opened", { code: source.code }));
        done?.(source.code);
      }}
    />
  );
}
