"""What proves the work of the network to those who supervise it: the ledger, explored."""
