"""The attacker: what can be worked out from what is public, written apart from the protection.

`attack` knows the plan, every frame of every release and how cells add up, perhaps also one
partner's own rows, and answers with the range each number must lie in. `narrowed` then tells which
of these ranges are narrower than was promised: none, when a release is safe. It shares nothing with
`protect` and `verify` but the rules, so that it is a second opinion.
"""

from shared_metrics.disclosure.attack.attacker import Attacker, attack
from shared_metrics.disclosure.attack.clues import clues_from, own_parts
from shared_metrics.disclosure.attack.needs import narrowed, needs

__all__ = ["Attacker", "attack", "clues_from", "narrowed", "needs", "own_parts"]
