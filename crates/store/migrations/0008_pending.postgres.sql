-- What was written lately stands in a list that every search reads from end to end: in one of 4 MiB, as it comes, for longer
-- than in the index itself. A shorter list is folded in more often, by whoever writes the terms.
ALTER INDEX ticket_search_terms SET (gin_pending_list_limit = 1024);
