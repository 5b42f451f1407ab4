"""The money of an agreement: what partners promise and bring, envelopes by objective and year, and a ledger that is only added to."""
