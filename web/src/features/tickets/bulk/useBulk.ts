import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import type { Job } from "@/api/types";
import { isOver } from "@/ui/JobStateTag";
import { useSay } from "@/ui/say";

import { bulkJobsQuery, startBulk, stopBulk, undoBulk, type Deed } from "./jobs";
import { useSeen } from "./seen";

export interface Bulk {
  /** One's own changes that are under way or have just ended, the oldest first. */
  jobs: readonly Job[];
  start: (tickets: readonly string[], deed: Deed) => void;
  stop: (job: Job) => void;
  undo: (job: Job) => void;
  putAway: (job: Job) => void;
  /** While the server is asked to begin. */
  starting: boolean;
}

/** Changes many tickets by the server, and follows what it does. */
export function useBulk(): Bulk {
  const client = useQueryClient();
  const can = useCan();
  const say = useSay();
  const { isSeen, putAway } = useSeen();
  const [starting, setStarting] = useState(false);
  const { data = [] } = useQuery({ ...bulkJobsQuery, enabled: can.enter });
  const again = () => client.invalidateQueries({ queryKey: keys.bulkJobs });
  const act = async (work: () => Promise<unknown>, read: readonly Job[]) => {
    setStarting(true);
    try {
      await work();
      putAway(read);
      await again();
    } catch (error) {
      say.error(error);
    } finally {
      setStarting(false);
    }
  };
  return {
    starting,
    jobs: data.filter((job) => !isSeen(job)).toReversed(),
    // What came of the one before has been read when the next is asked for.
    start: (tickets, deed) => void act(() => startBulk(tickets, deed), data.filter((job) => isOver(job.state))),
    undo: (job) => void act(() => undoBulk(job.id), [job]),
    stop: (job) => void act(() => stopBulk(job.id), []),
    putAway: (job) => putAway([job]),
  };
}
