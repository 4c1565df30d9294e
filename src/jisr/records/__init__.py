"""People, documents, vehicles, vessels and firearms: who owns them and who may see them."""
