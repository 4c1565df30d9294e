"""What runs on a delegate's, a trustee's or a witness's own machine."""
