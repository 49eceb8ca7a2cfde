import { Link, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { parseSearch, type Search } from "./search";

export { parseSearch, stringifySearch, type Search } from "./search";

/** The search of the address, and a way to change some of it; undefined takes a parameter away. */
export function useUrl(): [Search, (change: Record<string, string | undefined>, how?: { replace?: boolean }) => void] {
  const search = useLocation({ select: (location) => location.search }) as unknown as Search;
  const navigate = useNavigate();
  const change = (some: Record<string, string | undefined>, how?: { replace?: boolean }) => {
    void navigate({
      to: ".",
      replace: how?.replace ?? false,
      search: ((before: Search) => without({ ...before, ...some })) as never,
    } as never);
  };
  return [search, change];
}

const without = (search: Record<string, string | undefined>): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== "")) as Search;

/** A value of the path, such as `id` of `/seller/batches/$id`. */
export const useParam = (name: string): string => (useParams({ strict: false }) as Record<string, string | undefined>)[name] ?? "";

/** Goes to `/seller/batches?state=done`. */
export function useGo(): (to: string, how?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return (to, how) => {
    const [path, query] = to.split("?");
    void navigate({ to: path, search: parseSearch(query ?? ""), replace: how?.replace ?? false } as never);
  };
}

/** A link inside the console: `<Go to="/seller/batches?state=done">`. */
export function Go({ to, children, ...rest }: { to: string; children: ReactNode } & Omit<ComponentProps<"a">, "href">) {
  const [path, query] = to.split("?");
  const props = { to: path, search: parseSearch(query ?? ""), ...rest };
  return <Link {...(props as unknown as ComponentProps<typeof Link>)}>{children}</Link>;
}

/** A link to somewhere else; anything but http and https is shown as text. */
export function Away({ href, children }: { href: string; children?: ReactNode }) {
  return /^https?:\/\//i.test(href) ? (
    <a className="text-accent underline" href={href} target="_blank" rel="noopener noreferrer">
      {children ?? href}
    </a>
  ) : (
    <>{children ?? href}</>
  );
}
