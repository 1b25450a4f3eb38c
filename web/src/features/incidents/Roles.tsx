import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { answer, api, ifMatch } from "@/api/client";
import { keys } from "@/api/keys";
import { Person } from "@/ui/Person";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";

import styles from "./Incident.module.css";
import { rolesQuery } from "./queries";

/** Who does what in an incident; a choice is kept at once, and put back where the server refuses. */
export function Roles({ id, etag, fixed }: { id: string; etag: string; /** Whether they can only be read. */ fixed: boolean }) {
  const { t } = useTranslation("incidents");
  const client = useQueryClient();
  const say = useSay();
  const query = useQuery(rolesQuery(id));
  const give = useMutation({
    mutationFn: ({ role, username }: { role: string; username: string }) => answer(api.PUT("/api/v1/tickets/{id}/roles", { params: { path: { id } }, body: { roles: { [role]: username === "" ? null : username } }, headers: ifMatch(etag) })),
    onMutate: ({ role, username }) => {
      client.setQueryData(rolesQuery(id).queryKey, (before) => before?.map((one) => (one.role === role ? { ...one, username: username === "" ? null : username } : one)));
    },
    onSuccess: () => say.done(t("roleGiven")),
    onError: (error) => say.error(error),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.ticket(id) }), client.invalidateQueries({ queryKey: keys.incidentLists })]),
  });
  return (
    <QueryState query={query} loading={<Loading rows={3} />}>
      {(roles) => (
        <dl className={styles.facts}>
          {roles.map((one) => <div key={one.role}><dt>{one.name}</dt><dd className={styles.picker}>{fixed ? <Person username={one.username ?? ""} /> : <PersonPicker value={one.username ?? ""} label={one.name} placeholder={t("nobody")} onChange={(username) => give.mutate({ role: one.role, username })} />}</dd></div>)}
        </dl>
      )}
    </QueryState>
  );
}
