import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDoors } from "../api/session";
import { Problem } from "../api/problem";
import { Button } from "../ui/Button";
import { Input } from "../ui/form";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Choices } from "./Choices";
import { Mark } from "./Mark";

/** Password, then the number of an authenticator where the account has one. Stands at any address: after it one is where one was. */
export default function Login() {
  const { t } = useTranslation();
  const { logIn } = useDoors();
  const [step, setStep] = useState<"password" | "totp">("password");
  const [given, setGiven] = useState({ email: "", password: "" });
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { email, password } = step === "password" ? { email: String(form.get("email")).trim(), password: String(form.get("password")) } : given;
    setBusy(true);
    setProblem(undefined);
    try {
      await logIn(email, password, step === "totp" ? String(form.get("totp")).replace(/\s/g, "") : undefined);
    } catch (e) {
      const why = Problem.from(e);
      if (why.code === "totp-required") {
        setGiven({ email, password });
        setStep("totp");
      } else {
        setProblem(why);
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="grid h-dvh place-items-center overflow-auto bg-panel p-6">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <Mark />
          <h1 className="text-xl font-semibold">Galena</h1>
        </div>
        <form className="grid gap-4 rounded-lg border border-line bg-bg p-6" onSubmit={(event) => void submit(event)}>
          {step === "password" ? (
            <>
              <Input label={t("email")} name="email" type="text" inputMode="email" autoComplete="username" required autoFocus defaultValue={given.email} />
              <Input label={t("password")} name="password" type="password" autoComplete="current-password" required />
            </>
          ) : (
            <Input label={t("totp")} hint={t("totpHint")} name="totp" inputMode="numeric" autoComplete="one-time-code" required autoFocus maxLength={20} />
          )}
          {problem && <ProblemHelp problem={problem} />}
          <Button kind="primary" type="submit" busy={busy}>
            {t("logIn")}
          </Button>
          {step === "totp" && (
            <Button kind="quiet" onClick={() => setStep("password")}>
              {t("back")}
            </Button>
          )}
        </form>
        <div className="mt-4 flex justify-between text-xs text-muted">
          <span>{t("loginNote")}</span>
          <Choices />
        </div>
      </div>
    </main>
  );
}
