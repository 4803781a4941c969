# SPDX-License-Identifier: MIT
"""Who is fastest, and by how much."""

from dataclasses import dataclass

TIERS = {"fast": 4.0, "high": 1.0, "exact": 0.5}  # what each promises, in ulp


@dataclass
class Standing:
    """One of our kernels among the others of its instruction set, at the function's main size."""

    ours: object
    fastest_peer: object  # at any accuracy
    accurate_peer: object  # the fastest that keeps what our tier promises, special values included


def nanoseconds(function, candidate):
    return candidate.times[function.main_size].minimum


def copies(function, candidate):
    return candidate.times[function.main_size].copies


def rivals(run, function, isa):
    """Those one would choose from on that instruction set. A library that chooses by itself takes the widest."""
    widest = isa == run.isas[0]
    return [c for c in function.compared if c.isa in (isa, "generic") or (widest and not c.isa)]


def fastest(function, candidates):
    return min(candidates, key=lambda c: nanoseconds(function, c), default=None)


def fastest_right(run, function, isa):
    return fastest(function, [c for c in rivals(run, function, isa) if (c.ours or c.peer) and c.right])


def standing(run, function, isa, tier):
    """None where the function has no such tier."""
    among = rivals(run, function, isa)
    ours = fastest(function, [c for c in among if c.ours and c.tier == tier and c.isa == isa])
    if ours is None:
        return None
    peers = [c for c in among if c.peer]
    accurate = [c for c in peers if not c.faults and c.ulp <= TIERS[tier]]
    return Standing(ours, fastest(function, peers), fastest(function, accurate))


def ratio(function, ours, peer):
    """Above 1 where ours is faster."""
    return nanoseconds(function, peer) / nanoseconds(function, ours)


def pareto(function, candidates):
    """Those to which no other is both faster and more accurate, by time."""
    front = []
    for c in sorted(candidates, key=lambda c: (nanoseconds(function, c), c.ulp)):
        if not front or c.ulp < front[-1].ulp:
            front.append(c)
    return front


def of_libraries(run, function):
    """One candidate per library, the fastest on the widest instruction set, or at all if it has none there; and all
    our tiers on that set."""
    chosen = {}
    ranked = rivals(run, function, run.isas[0])
    for c in sorted(ranked, key=lambda c: (c.isa == "generic", nanoseconds(function, c))):
        if c.ours and c.isa != run.isas[0]:
            continue
        chosen.setdefault(c.name if c.ours else style_key(c.library), c)
    order = {id(c): i for i, c in enumerate(function.candidates)}
    return sorted(chosen.values(), key=lambda c: order[id(c)])


def style_key(library):
    """A library's variants, such as SLEEF u10 and SLEEF u35, are one library."""
    return library if library == "plain loop" else library.split()[0]
