"""Projects put before the bodies: what is proposed, recommended, decided and announced."""
