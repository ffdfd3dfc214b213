"""What only programs use: tokens, webhooks, limits of requests, posted checks."""
