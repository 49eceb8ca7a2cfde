import type { Persona, Screen } from "./persona";

/**
 * Where `g` and a letter lead: to the screen of the persona one is in, else to the first that has the letter. So whoever is buyer and
 * seller gets to both lists of returns by `g r`, to each from its own side.
 */
export function letters(personas: readonly Persona[], here: string | undefined): Map<string, { persona: Persona; screen: Screen }> {
  const found = new Map<string, { persona: Persona; screen: Screen }>();
  for (const persona of [...personas.filter((one) => one.name === here), ...personas.filter((one) => one.name !== here)]) {
    for (const screen of persona.screens) if (screen.key && !found.has(screen.key)) found.set(screen.key, { persona, screen });
  }
  return found;
}
