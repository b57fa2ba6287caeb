"""For a team's own tests: contracts that fail a suite when documentation, recordings or configuration part from them.

With pytest nothing has to be imported: the plugin brings the fixtures `contracts` and `contract`. Elsewhere use
`contracts_in` and the `assert_` methods of `Contract`, which raise `ContractError`.
"""

from driftwatch.testing.contract import Contract, ContractError, Contracts, contracts_in

__all__ = ["Contract", "ContractError", "Contracts", "contracts_in"]
