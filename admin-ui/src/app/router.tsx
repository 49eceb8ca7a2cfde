import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Skeleton } from "../ui/states";
import { parseSearch, stringifySearch } from "../ui/url";
import { Broken, Home, NotHere } from "./errors";
import { Frame } from "./Frame";
import { PERSONAS } from "./personas";

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere });

const screens = PERSONAS.flatMap((persona) => persona.screens).map((screen) =>
  createRoute({
    getParentRoute: () => root,
    path: screen.path,
    component: lazyRouteComponent(screen.load),
  }),
);

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

/** Every screen of every persona; {@link Frame} shows those of the caller's roles only. */
export const router = createRouter({
  routeTree: root.addChildren([home, ...screens]),
  basepath: "/console",
  parseSearch: (text) => parseSearch(text.replace(/^\?/, "")),
  stringifySearch,
  defaultPreload: "intent",
  defaultPendingComponent: () => (
    <div className="p-5">
      <Skeleton />
    </div>
  ),
  defaultErrorComponent: Broken,
  scrollRestoration: false,
});
