"""The money of an agreement: what partners promise and bring, the ledger, envelopes and their allotment, statements."""
