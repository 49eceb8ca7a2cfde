import { Navigate, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/session";
import { ButtonLink } from "../ui/Button";
import { ProblemHelp } from "../ui/ProblemHelp";
import { EmptyState } from "../ui/states";
import { personasOf } from "./personas";

/** A screen threw: it is said in its place, the frame stays. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <div className="p-5">
      <h1 className="sr-only">{t("problems.console.title")}</h1>
      <ProblemHelp
        problem={error}
        again={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

export function NotHere() {
  const { t } = useTranslation();
  return <EmptyState icon="search" title={t("notHere")} text={t("notHereText")} action={<ButtonLink to="/">{t("home")}</ButtonLink>} />;
}

/** Where somebody lands: the first screen of their first persona. */
export function Home() {
  const to = personasOf(useMe()).flatMap((one) => one.screens)[0]?.path ?? "/account";
  return <Navigate {...({ to, replace: true } as unknown as ComponentProps<typeof Navigate>)} />;
}
