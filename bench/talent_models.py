"""Talent scheduling for public solvers: the instance, what is taken out of it for all of them, and the models.

Total pay is what everybody is paid for his own scenes, in any order, plus what he is paid for waiting between them. The models are of
the reduced instance, and their orders are unfolded and priced on the whole one.
"""

import time
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

import didppy
from ortools.sat.python import cp_model

Literal = cp_model.LiteralT


@dataclass(frozen=True)
class Talent:
    """Who plays in which scenes, what each is paid a day, and the days of each scene."""

    plays: list[frozenset[int]]  # the scenes of each actor
    wages: list[int]
    days: list[int]

    def pay(self, order: list[int]) -> int:
        """By the definition: everybody is paid from his first to his last scene."""
        if sorted(order) != list(range(len(self.days))):
            raise ValueError(f"no order of the scenes: {order}")
        total = 0
        for scenes, wage in zip(self.plays, self.wages, strict=True):
            places = [place for place, scene in enumerate(order) if scene in scenes]
            if places:
                total += wage * sum(self.days[scene] for scene in order[places[0] : places[-1] + 1])
        return total

    def least(self) -> int:
        """What everybody is paid for his own scenes."""
        return sum(wage * self.days[scene] for scenes, wage in zip(self.plays, self.wages, strict=True) for scene in scenes)

    def casts(self) -> list[frozenset[int]]:
        return [frozenset(actor for actor, scenes in enumerate(self.plays) if scene in scenes) for scene in range(len(self.days))]

    def text(self) -> str:
        """In the format of the instances."""
        rows = [[int(scene in scenes) for scene in range(len(self.days))] + [wage] for scenes, wage in zip(self.plays, self.wages, strict=True)]
        lines = [["reduced"], [len(self.days)], [len(self.plays)], *rows, self.days]
        return "\n".join(" ".join(map(str, line)) for line in lines) + "\n"


@dataclass(frozen=True)
class Reduced:
    """The part of an instance that has to be ordered, and the instance's scenes of each of its scenes."""

    talent: Talent
    members: list[list[int]]
    free: list[int]  # scenes for which nobody waits if they come first

    def whole(self, order: list[int]) -> list[int]:
        return self.free + [scene for group in order for scene in self.members[group]]


@dataclass(frozen=True)
class Found:
    """What a solver says: no order where it found none. `value` is its own count on the reduced instance."""

    order: list[int] | None
    value: int | None
    proved: bool
    seconds: float


def read(path: Path) -> Talent:
    """Name; scenes; actors; of each actor a 0 or 1 a scene, then the wage; a duration a scene."""
    numbers = [int(word) for word in path.read_text(encoding="utf-8").split("\n", 1)[1].split()]
    scenes, actors, numbers = numbers[0], numbers[1], numbers[2:]
    rows = [numbers[at * (scenes + 1) : (at + 1) * (scenes + 1)] for at in range(actors)]
    plays = [frozenset(scene for scene in range(scenes) if row[scene]) for row in rows]
    return Talent(plays, [row[scenes] for row in rows], numbers[actors * (scenes + 1) :])


def reduce(talent: Talent) -> Reduced:
    """Scenes with equal casts become one, actors with equal scenes too; who never waits is left out. Again, until nothing changes."""
    members, free = [[scene] for scene in range(len(talent.days))], []
    while True:
        groups: dict[frozenset[int], list[int]] = {}
        for cast, scenes in zip(talent.casts(), members, strict=True):
            (groups.setdefault(cast, []) if cast else free).extend(scenes)
        actors: dict[frozenset[int], int] = {}
        for actor, wage in enumerate(talent.wages):
            scenes = frozenset(at for at, cast in enumerate(groups) if actor in cast)
            if wage and 1 < len(scenes) < len(groups):
                actors[scenes] = actors.get(scenes, 0) + wage
        days = dict(zip(map(tuple, members), talent.days, strict=True))
        joined = [sum(length for old, length in days.items() if set(old) <= set(group)) for group in groups.values()]
        smaller = Talent(list(actors), list(actors.values()), joined)
        if len(smaller.days) == len(talent.days) and len(smaller.wages) == len(talent.wages):
            return Reduced(smaller, list(groups.values()), free)
        talent, members = smaller, list(groups.values())


def sequence(talent: Talent, seconds: float, workers: int) -> Found:
    """CP-SAT on the linear order: which of two scenes comes first, transitive; who waits over which scene."""
    began, model, count = time.perf_counter(), cp_model.CpModel(), len(talent.days)
    before = pairs(model, count)
    for one, two, three in combinations(range(count), 3):
        model.add_bool_or(~before[one, two], ~before[two, three], before[one, three])
        model.add_bool_or(before[one, two], before[two, three], ~before[one, three])
    costs = []
    for scenes, wage in zip(talent.plays, talent.wages, strict=True):
        for scene in set(range(count)) - scenes:
            costs.append(wage * talent.days[scene] * waits(model, before, scenes, scene))
    model.minimize(sum(costs))
    solver, status = run(model, seconds - (time.perf_counter() - began), workers)
    proved, spent = status == cp_model.OPTIMAL, time.perf_counter() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, None, False, spent)
    rank = [sum(solver.boolean_value(before[other, scene]) for other in range(count) if other != scene) for scene in range(count)]
    order = sorted(range(count), key=rank.__getitem__)
    return Found(order, talent.least() + round(solver.objective_value), proved, spent)


def pairs(model: cp_model.CpModel, count: int) -> dict[tuple[int, int], Literal]:
    """Does one scene come before another? A film shot backwards costs the same, so that one pair is given."""
    before: dict[tuple[int, int], Literal] = {}
    for one, two in combinations(range(count), 2):
        before[one, two] = model.new_bool_var(f"{one} before {two}")
        before[two, one] = ~before[one, two]
    if count > 1:
        model.add_bool_or(before[0, 1])
    return before


def waits(model: cp_model.CpModel, before: dict[tuple[int, int], Literal], scenes: frozenset[int], scene: int) -> cp_model.IntVar:
    """Does somebody who plays in the scenes wait over this one: has he come, and is he to play again?"""
    come, again, wait = (model.new_bool_var("") for _ in range(3))
    for other in scenes:
        model.add_implication(before[other, scene], come)
        model.add_implication(before[scene, other], again)
    model.add_bool_or(~come, ~again, wait)
    for one, other in permutations(scenes, 2):
        model.add(wait >= before[one, scene] - before[other, scene])
    return wait


def intervals(talent: Talent, seconds: float, workers: int) -> Found:
    """CP-SAT on start days: scenes that do not overlap, and each actor's stay around his own."""
    began, model, count, last = time.perf_counter(), cp_model.CpModel(), len(talent.days), sum(talent.days)
    starts = [model.new_int_var(0, last - days, "") for days in talent.days]
    model.add_no_overlap(model.new_fixed_size_interval_var(start, days, "") for start, days in zip(starts, talent.days, strict=True))
    if count > 1:
        model.add(starts[0] < starts[1])
    stays = []
    for scenes, wage in zip(talent.plays, talent.wages, strict=True):
        come, leave = model.new_int_var(0, last, ""), model.new_int_var(0, last, "")
        model.add_min_equality(come, [starts[scene] for scene in scenes])
        model.add_max_equality(leave, [starts[scene] + talent.days[scene] for scene in scenes])
        model.add(leave - come >= sum(talent.days[scene] for scene in scenes))
        stays.append(wage * (leave - come))
    model.minimize(sum(stays))
    solver, status = run(model, seconds - (time.perf_counter() - began), workers)
    spent = time.perf_counter() - began
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, None, False, spent)
    order = sorted(range(count), key=lambda scene: solver.value(starts[scene]))
    return Found(order, round(solver.objective_value), status == cp_model.OPTIMAL, spent)


def run(model: cp_model.CpModel, seconds: float, workers: int) -> tuple[cp_model.CpSolver, int]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = workers
    return solver, solver.solve(model)


def states(talent: Talent, seconds: float, threads: int) -> Found:
    """didppy's CABS on sets of scenes that are left, with the bound and the two rules that are known for the problem."""
    began, names = time.perf_counter(), list(map(str, range(len(talent.days))))
    model = dynamic_program(talent, names)
    left = max(seconds - (time.perf_counter() - began), 0.1)
    solution = didppy.CABS(model, time_limit=left, threads=threads, quiet=True).search()
    order = [int(transition.name) for transition in solution.transitions]
    found = solution.cost is not None and bool(order)
    spent = time.perf_counter() - began
    return Found(order if found else None, solution.cost if found else None, found and solution.is_optimal, spent)


def dynamic_program(talent: Talent, names: list[str]) -> didppy.Model:
    model, casts = didppy.Model(maximize=False, float_cost=False), talent.casts()
    scene_type, actor_type = model.add_object_type(len(casts)), model.add_object_type(len(talent.wages))
    left = model.add_set_var(scene_type, target=list(range(len(casts))))
    cast_table = model.add_set_table([sorted(cast) for cast in casts], object_type=actor_type)
    wage_table = model.add_int_table(talent.wages)
    least = [days * sum(talent.wages[actor] for actor in cast) for days, cast in zip(talent.days, casts, strict=True)]
    came = model.add_set_state_fun(cast_table.union(left.complement()))
    present = model.add_set_state_fun(came & cast_table.union(left))
    own = [model.create_set_const(object_type=actor_type, value=sorted(cast)) for cast in casts]
    for scene, name in enumerate(names):
        effects, cost_to_go = [(left, left.remove(scene))], didppy.IntExpr.state_cost()
        # Whoever is there plays, and nobody else does: nothing is better.
        alone = [left.contains(scene), present == own[scene]]
        model.add_transition(didppy.Transition(name, least[scene] + cost_to_go, alone, effects), forced=True)
        # Another scene with all of its cast, and else only with those who have come, is no worse.
        wider = [other for other, cast in enumerate(casts) if other != scene and casts[scene] <= cast]
        outdone = [~(left.contains(other) & own_is_there(own[other], came, own[scene])) for other in wider]
        cost = talent.days[scene] * wage_table[present | own[scene]] + cost_to_go
        model.add_transition(didppy.Transition(name, cost, [left.contains(scene), *outdone], effects))
    model.add_base_case([left.is_empty()])
    model.add_dual_bound(model.add_int_table(least)[left])
    return model


def own_is_there(cast: didppy.SetConst, came: didppy.SetExpr, other: didppy.SetConst) -> didppy.Condition:
    return cast.issubset(came | other)
