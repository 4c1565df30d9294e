"""How people and machines show who they are: tokens, sessions, passkeys, national providers."""
