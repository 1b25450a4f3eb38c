/** Which page stands where: the features' own lists, joined. */
import type { QueryClient } from "@tanstack/react-query";
import { createBrowserRouter, redirect, type RouteObject } from "react-router";

import { isRefusal } from "@/api/error";
import { instanceQuery, profileQuery, rightsQuery } from "@/api/queries";
import { onSessionEnd } from "@/api/session";

import { features } from "./features";
import { CrashPage, Lost, RouteError } from "./shell/errors";
import { Shell } from "./shell/Shell";
import { Blank } from "./shell/Blank";

const loginPath = (location: { pathname: string; search: string }) => {
  const here = `${location.pathname}${location.search}`;
  return here === "/" ? "/login" : `/login?next=${encodeURIComponent(here)}`;
};

/** Lets in who is logged in; an administrator goes through the guide first where nobody has. */
function guard(client: QueryClient) {
  return async ({ request }: { request: Request }) => {
    const url = new URL(request.url);
    try {
      const [rights, instance] = await Promise.all([client.query({ ...rightsQuery, staleTime: "static" }), client.query({ ...instanceQuery, staleTime: "static" }), client.query({ ...profileQuery, staleTime: "static" })]);
      if (!instance.setUp && rights.admin && url.pathname === "/") return redirect("/welcome");
      return null;
    } catch (error) {
      if (isRefusal(error, 401)) return redirect(loginPath(url));
      throw error;
    }
  };
}

export function makeRouter(client: QueryClient) {
  const routes: RouteObject[] = [
    {
      id: "frame",
      path: "/",
      loader: guard(client),
      shouldRevalidate: () => false,
      Component: Shell,
      ErrorBoundary: CrashPage,
      HydrateFallback: Blank,
      children: [
        { ErrorBoundary: RouteError, children: [...features.flatMap((feature) => feature.routes), { path: "*", Component: Lost }] },
      ],
    },
    ...features.flatMap((feature) => feature.outside ?? []).map((route) => ({ ...route, ErrorBoundary: CrashPage, HydrateFallback: Blank })),
  ];
  const router = createBrowserRouter(routes);
  onSessionEnd(() => {
    const { location } = router.state;
    if (location.pathname === "/login") return;
    client.clear();
    void router.navigate(loginPath(location), { replace: true });
  });
  return router;
}
