import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import ui from "../ui/en";
import type { Persona } from "./persona";

export type Language = "en" | "de";
const KEY = "galena.language";

/** The same keys with other words: German must have each key of English. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

const loaded = new Set<string>();

export function language(): Language {
  const chosen = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2);
  return chosen === "de" ? "de" : "en";
}

/** Texts of the frame are there when this is done; those of personas come by {@link loadTexts}. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    ns: ["ui"],
    defaultNS: "ui",
    resources: { en: { ui } },
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  });
  await speak(language());
}

const own = async (spoken: Language): Promise<void> => {
  if (spoken === "de" && !i18next.hasResourceBundle("de", "ui")) {
    i18next.addResourceBundle("de", "ui", (await import("../ui/de")).default);
  }
};

/** Whether the words of these personas are there. */
export const speaks = (personas: readonly Persona[]): boolean =>
  personas.every((one) => [i18next.language, "en"].every((lng) => loaded.has(`${lng} ${one.name}`)));

/** The words of these personas, in the language spoken and in English for want of others. */
export async function loadTexts(personas: readonly Persona[]): Promise<void> {
  const spoken = i18next.language as Language;
  await Promise.all(
    personas.flatMap((one) => {
      known.add(one);
      return [...new Set<Language>([spoken, "en"])].map(async (lng) => {
        const mark = `${lng} ${one.name}`;
        if (loaded.has(mark)) return;
        i18next.addResourceBundle(lng, one.name, (await one.texts[lng]()).default);
        loaded.add(mark);
      });
    }),
  );
}

const known = new Set<Persona>();

async function speak(lng: Language): Promise<void> {
  await own(lng);
  await i18next.changeLanguage(lng);
  await loadTexts([...known]);
  document.documentElement.lang = lng;
}

export async function chooseLanguage(lng: Language): Promise<void> {
  localStorage.setItem(KEY, lng);
  await own(lng);
  await Promise.all([...known].map(async (one) => {
    const mark = `${lng} ${one.name}`;
    if (!loaded.has(mark)) i18next.addResourceBundle(lng, one.name, (await one.texts[lng]()).default);
    loaded.add(mark);
  }));
  await speak(lng);
}
