import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language } from "./texts";
import { chooseTheme, useChosenTheme, type Theme } from "./theme";

const BARE = "h-7 rounded-md border border-line bg-bg px-1.5 text-muted hover:text-ink";

/** Language and theme. */
export function Choices() {
  const { t, i18n } = useTranslation();
  const theme = useChosenTheme();
  return (
    <div className="flex gap-2">
      <select aria-label={t("language")} className={BARE} value={i18n.language} onChange={(event) => void chooseLanguage(event.target.value as Language)}>
        <option value="en">English</option>
        <option value="de">Deutsch</option>
      </select>
      <select aria-label={t("theme")} className={BARE} value={theme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
        <option value="system">{t("themes.system")}</option>
        <option value="light">{t("themes.light")}</option>
        <option value="dark">{t("themes.dark")}</option>
      </select>
    </div>
  );
}
