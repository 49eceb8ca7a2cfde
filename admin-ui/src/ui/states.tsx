import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icons";
import { ProblemHelp } from "./ProblemHelp";

/** What will be here, and the one thing to do for it. */
export function EmptyState({ icon = "list", title, text, action }: { icon?: string; title: string; text?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center">
      <span className="grid size-10 place-items-center rounded-full bg-panel text-muted">
        <Icon name={icon} size={20} />
      </span>
      <p className="text-base font-semibold">{title}</p>
      {text && <p className="text-muted">{text}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

/** Grey bars where words will be. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="space-y-3 p-1">
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: lines }, (_, n) => (
        <div key={n} className={`skeleton h-4 ${["w-11/12", "w-3/4", "w-5/6", "w-2/3"][n % 4]}`} />
      ))}
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** What a query answered, or why not, or bars until it does (or what else waits): `<Loaded of={useQuery(…)}>{(batch) => …}</Loaded>`. */
export function Loaded<T>({ of, lines, waiting, children }: { of: Asked<T>; lines?: number; waiting?: ReactNode; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ProblemHelp problem={of.error} again={() => void of.refetch()} />;
  return waiting ?? <Skeleton {...(lines ? { lines } : {})} />;
}
