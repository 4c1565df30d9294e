"""Files become records: readers turn rows into drafts, one driver writes them and can resume."""
