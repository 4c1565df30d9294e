"""Tools that know no police work: database, clock, words, console."""
