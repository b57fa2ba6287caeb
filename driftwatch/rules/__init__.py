"""Changes to findings: the catalogue of rules, and the policy that a user lays over it."""
