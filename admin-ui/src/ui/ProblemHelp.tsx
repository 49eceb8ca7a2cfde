import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { Button } from "./Button";
import { Icon } from "./icons";
import { copy } from "./values";
import { useToast } from "./Toast";

/** What to call a problem and what to do about it, in the reader's language where it is a known one. */
export function useWords(): (problem: Problem) => { title: string; help: string | undefined } {
  const { t, i18n } = useTranslation();
  const known = (key: string) => (i18n.exists(key) ? (t(key as never) as string) : undefined);
  return (problem) => ({ title: known(`problems.${problem.code}.title`) ?? problem.title, help: known(`problems.${problem.code}.help`) });
}

/** What went wrong, every single reason, what can be done about it, and the number to tell the operator. */
export function ProblemHelp({ problem: thrown, again }: { problem: unknown; again?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  if (!thrown) return null;
  const problem = Problem.from(thrown);
  const { title, help } = words(problem);
  const known = problem.status > 0 && !problem.code.startsWith("http-");
  return (
    <div role="alert" className="flex gap-3 rounded-md border border-bad/40 bg-bad-soft p-3">
      <Icon name="alarm" className="mt-0.5 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {problem.detail && <p className="break-words">{problem.detail}</p>}
        {problem.faults.length > 0 && (
          <ul className="mt-1 list-disc space-y-0.5 pl-4">
            {problem.faults.map((fault, n) => (
              <li key={n} className="break-words">
                {fault.pointer && <code className="font-mono text-xs">{fault.pointer}</code>} {fault.detail}
              </li>
            ))}
          </ul>
        )}
        {help && <p className="mt-1">{help}</p>}
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          {again && (
            <Button small icon="refresh" onClick={again}>
              {t("again")}
            </Button>
          )}
          {known && (
            <a className="underline" href={`/problems/${encodeURIComponent(problem.code)}`} target="_blank" rel="noopener noreferrer">
              {t("about", { code: problem.code })}
            </a>
          )}
          {problem.requestId && (
            <span className="inline-flex items-center gap-1">
              {t("request")} <code className="font-mono">{problem.requestId}</code>
              <Button
                kind="quiet"
                small
                icon="copy"
                aria-label={t("copyOf", { what: t("request") })}
                onClick={() => void copy(problem.requestId ?? "").then(() => toast(t("copied")))}
              />
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
