"""Who belongs to the network and what each may do: members, bureaus, officers, agreements."""
