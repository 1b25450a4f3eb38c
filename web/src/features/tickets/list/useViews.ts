import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, api, ifVersion } from "@/api/client";
import { keys } from "@/api/keys";
import type { View, ViewWish } from "@/api/types";

/** One's own views and those that are shared with one. */
export function useViews() {
  return useQuery({
    queryKey: keys.views,
    queryFn: async ({ signal }) => {
      const found: View[] = [];
      for (let page = 1; ; page += 1) {
        const { items, total } = await answer(api.GET("/api/v1/views", { params: { query: { page, pageSize: 100 } }, signal }));
        found.push(...items);
        if (items.length === 0 || found.length >= total) return found;
      }
    },
    staleTime: 60_000,
  });
}

/** Makes a view, changes one as it was read, removes one. */
export function useViewChanges() {
  const client = useQueryClient();
  const settled = () => client.invalidateQueries({ queryKey: keys.views });
  const replaced = (view: View) => client.setQueryData<View[]>(keys.views, (all = []) => [...all.filter((one) => one.uuid !== view.uuid), view]);
  return {
    create: useMutation({ mutationFn: (body: ViewWish) => answer(api.POST("/api/v1/views", { body })), onSuccess: replaced, onSettled: settled }),
    update: useMutation({
      mutationFn: ({ view, body }: { view: View; body: ViewWish }) => answer(api.PUT("/api/v1/views/{uuid}", { params: { path: { uuid: view.uuid } }, body, headers: ifVersion(view.version) })),
      onSuccess: replaced, onSettled: settled,
    }),
    remove: useMutation({ mutationFn: (view: View) => answer(api.DELETE("/api/v1/views/{uuid}", { params: { path: { uuid: view.uuid } } })), onSettled: settled }),
  };
}
