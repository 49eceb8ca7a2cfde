import type { Search } from "../../ui/url";

/** What the search of listings takes besides fields of the vertical; the address has them under the same names. */
export const CRITERIA = [
  "vertical", "state", "level", "channel", "certified", "exclusive",
  "score.gte", "score.lte", "price.gte", "price.lt", "age.lte", "source",
] as const;

const isCriterion = (name: string) => (CRITERIA as readonly string[]).includes(name) || /^attr\.[a-z0-9_]{1,60}$/.test(name);

/** The part of an address that asks for leads. */
export const criteriaOf = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([name, value]) => isCriterion(name) && value !== ""));

/** The criteria that narrow a facet itself: its own counts are made without them, so that one sees what else there is. */
export const ownOf = (facet: string): string[] =>
  facet === "score" ? ["score.gte", "score.lte"] : facet === "price" ? ["price.gte", "price.lt"] : [facet];

export const without = (search: Search, names: readonly string[]): Search =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name)));

/** Values of a list such as `CA,NY`; one with a comma stands in quotes. */
export const listed = (text: string | undefined): string[] =>
  text ? (text.match(/"[^"]*"|[^,]+/g) ?? []).map((one) => one.replace(/^"|"$/g, "")) : [];

const quoted = (value: string): string => (value.includes(",") ? `"${value}"` : value);

/** The list with a value put in or taken out; undefined when nothing is left. */
export function toggled(text: string | undefined, value: string): string | undefined {
  const before = listed(text);
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return after.length > 0 ? after.map(quoted).join(",") : undefined;
}

/** What to ask the facets for: one request for all that do not narrow themselves, one for each that does. */
export function facetRequests(criteria: Search, facets: readonly string[]): { facets: string[]; criteria: Search }[] {
  const narrowed = facets.filter((facet) => ownOf(facet).some((name) => criteria[name] !== undefined));
  const others = facets.filter((facet) => !narrowed.includes(facet));
  return [
    { facets: others.length > 0 ? others : ["level"], criteria },
    ...narrowed.map((facet) => ({ facets: [facet], criteria: without(criteria, ownOf(facet)) })),
  ];
}
