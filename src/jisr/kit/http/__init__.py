"""HTTP without police work: problems, pages, limits and the ground on which routes stand."""
