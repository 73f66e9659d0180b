"""The riskshoot problem as a CP-SAT model: every rule exact, the expected cost as linear rows under conditions.

Every cost is only pushed down by the objective, and a dearer day never makes the film cheaper. So what is paid
(days, cast, visits, costs, cost to go) is bounded from below only (>=) and is tight where it matters at an optimum.
Rules (night, locations, capacity) are exact in both directions.

The cost to go is a whole number of 1/SCALE money units, so each stunt day rounds it up by less than 1/SCALE; the rest is
exact. Later factors are at most 1, so the model's optimum is above the true one by less than `rounding`.

One relaxation: where a performer has several gaps long enough for a drop, the model drops the cheapest in
expectation and the judge the longest. The bound stays valid; the board's cost is to be taken from the judge.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm, prod
from typing import Any

from ortools.sat.python import cp_model

SCALE = 100

Instance = dict[str, Any]
Expr = cp_model.LinearExprT


@dataclass(frozen=True)
class Result:
    """What CP-SAT found: no day where it found no board. Values in the instance's money unit."""

    day: list[int] | None
    model_value: float | None
    bound: float
    optimal: bool
    seconds: float


def milli(number: int) -> Fraction:
    return Fraction(number, 1000)


def carry(stunt: dict[str, Any]) -> Fraction:
    """The share of the cost to go that still comes after the stunt: 1 - q + q * rho."""
    q = milli(stunt["p_terminal_milli"])
    return 1 - q + q * milli(stunt["rho_milli"])


class RiskshootModel:
    """Variables by scene, location, performer and shooting day."""

    def __init__(self, inst: Instance) -> None:
        self.inst = inst
        self.model = cp_model.CpModel()
        self.horizon: int = inst["calendar"]["days"]
        self.days = range(self.horizon)
        self.scenes: list[dict[str, Any]] = inst["scenes"]
        self.prices: dict[str, Any] = inst["day"]
        self.x = self._place_scenes()
        self.used = self._bools("used")
        self.night = self._bools("night")
        self.at = [self._bools(f"at{place}") for place in range(len(inst["locations"]))]
        self.overtime = [self.model.new_int_var(0, self.prices["max_overtime"], f"overtime{d}") for d in self.days]
        self._locations()
        self._light()
        self._capacity()
        self._minors()
        self._order()
        self._stunt_rules()
        self.paid_film = self._never_before(self.used, "film")
        self.engaged_later: list[list[cp_model.IntVar]] = []
        self.paid = [self._engagement(actor) for actor in range(len(inst["cast"]))]
        self._costs()
        self._cost_to_go()

    @property
    def rounding(self) -> float:
        """More than the model's optimum can be above the true one."""
        return len(self.inst["stunts"]) / SCALE

    def hint(self, day: list[int]) -> None:
        for scene, on in enumerate(day):
            for d in self.days:
                self.model.add_hint(self.x[scene][d], d == on)

    def solve(self, seconds: float, workers: int) -> Result:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = 1
        status = solver.solve(self.model)
        if status in (cp_model.MODEL_INVALID, cp_model.INFEASIBLE):
            raise RuntimeError(f"CP-SAT says {solver.status_name(status)}: {self.model.validate()}")
        bound = max(0.0, solver.best_objective_bound / SCALE - self.rounding)
        if status == cp_model.UNKNOWN:
            return Result(None, None, bound, False, solver.wall_time)
        day = [next(d for d in self.days if solver.boolean_value(row[d])) for row in self.x]
        optimal = status == cp_model.OPTIMAL
        return Result(day, solver.objective_value / SCALE, bound, optimal, solver.wall_time)

    def _bools(self, name: str) -> list[cp_model.IntVar]:
        return [self.model.new_bool_var(f"{name}_{d}") for d in self.days]

    def _on(self, d: int, **wanted: Any) -> list[cp_model.IntVar]:
        """The literals of day d of the scenes with these values."""
        return [
            self.x[i][d]
            for i, scene in enumerate(self.scenes)
            if all(scene[key] == value for key, value in wanted.items())
        ]

    def _scenes_of(self, actor: int) -> list[int]:
        return [i for i, scene in enumerate(self.scenes) if actor in scene["cast"]]

    def _same_week(self, d: int) -> bool:
        """Are d - 1 and d shooting days of one week?"""
        week = self.inst["calendar"]["week_len"]
        return d > 0 and (d - 1) // week == d // week

    # Where a scene may be

    def _place_scenes(self) -> list[list[cp_model.IntVar]]:
        ready = {stunt["scene"]: self._stunt_days(stunt) for stunt in self.inst["stunts"]}
        rows = []
        for i, scene in enumerate(self.scenes):
            row = self._bools(f"scene{i}")
            allowed = self._scene_days(scene) & ready.get(i, set(self.days))
            for d in set(self.days) - allowed:
                self.model.add(row[d] == 0)
            self.model.add_exactly_one(row)
            rows.append(row)
        return rows

    def _scene_days(self, scene: dict[str, Any]) -> set[int]:
        away = {d for actor in scene["cast"] for d in self.inst["cast"][actor]["unavailable"]}
        return self._within(self.inst["locations"][scene["location"]]["window"]) - away

    def _stunt_days(self, stunt: dict[str, Any]) -> set[int]:
        """Ready, and the performer is there to rehearse. Days before day 0 are free."""
        away = set(self.inst["cast"][stunt["performer"]]["unavailable"])
        rehearsals = range(1, stunt["protect_days"] + 1)
        return {d for d in self._within(stunt["ready_window"]) if not any(d - back in away for back in rehearsals)}

    def _within(self, window: list[int] | None) -> set[int]:
        return {d for d in self.days if not window or window[0] <= d <= window[1]}

    # Rules of a day

    def _locations(self) -> None:
        for d in self.days:
            for place, at in enumerate(self.at):
                self.model.add_max_equality(at[d], [0, *self._on(d, location=place)])
            here = [at[d] for at in self.at]
            self.model.add_max_equality(self.used[d], here)
            self.model.add(sum(here) <= self.prices["max_locations"])

    def _light(self) -> None:
        """Night is exactly: a night scene, or scenes that suit either right after a night of the same week."""
        for d in self.days:
            night, used, dark = self.night[d], self.used[d], self._on(d, light="N")
            before: Expr = self.night[d - 1] if self._same_week(d) else 0
            for literal in dark:
                self.model.add_implication(literal, night)
            for literal in self._on(d, light="D"):
                self.model.add_implication(literal, ~night)
            self.model.add_implication(night, used)
            self.model.add(night <= sum(dark) + before)
            self.model.add(night >= before + used - 1)  # the turnaround, too

    def _moves(self, d: int) -> Expr:
        return sum(at[d] for at in self.at) - self.used[d]

    def _capacity(self) -> None:
        base, night_base = self.prices["base_minutes"], self.prices["night_base_minutes"]
        for d in self.days:
            work = sum(scene["minutes"] * self.x[i][d] for i, scene in enumerate(self.scenes))
            room = base + (night_base - base) * self.night[d] + self.overtime[d]
            self.model.add(work + self.prices["move_minutes"] * self._moves(d) <= room)

    def _minors(self) -> None:
        for actor, person in enumerate(self.inst["cast"]):
            most = person["minor_max_minutes"]
            if not most:
                continue
            scenes = self._scenes_of(actor)
            for d in self.days:
                self.model.add(sum(self.scenes[i]["minutes"] * self.x[i][d] for i in scenes) <= most)
                for i in scenes:
                    self.model.add_implication(self.x[i][d], ~self.night[d])

    def _order(self) -> None:
        for first, then in self.inst["precedence"]:
            for d in self.days:
                self.model.add(sum(self.x[then][: d + 1]) <= sum(self.x[first][: d + 1]))

    def _stunt_rules(self) -> None:
        stunts = [i for i, scene in enumerate(self.scenes) if scene["stunt"] is not None]
        for d in self.days:
            self.model.add_at_most_one(self.x[i][d] for i in stunts)
        for stunt in self.inst["stunts"]:
            if stunt["performer"] not in self.scenes[stunt["scene"]]["cast"]:
                raise ValueError(f"{stunt['id']}: the performer is not in the scene")
            for i in self._scenes_of(stunt["performer"]):
                for back in range(1, stunt["protect_days"] + 1):
                    for d in range(back, self.horizon):
                        self.model.add_at_most_one(self.x[stunt["scene"]][d], self.x[i][d - back])

    # What is paid

    def _never_before(self, marks: list[cp_model.IntVar], name: str) -> list[cp_model.IntVar]:
        """At least 1 on every day up to the last mark."""
        later = self._bools(f"{name}_later")
        for d in self.days:
            self.model.add_implication(marks[d], later[d])
            if d + 1 < self.horizon:
                self.model.add_implication(later[d + 1], later[d])
        return later

    def _work(self, actor: int) -> list[cp_model.IntVar]:
        """At least 1 on days with a scene or a rehearsal."""
        work = self._bools(f"work{actor}")
        for d in self.days:
            for i in self._scenes_of(actor):
                self.model.add_implication(self.x[i][d], work[d])
        for stunt in self.inst["stunts"]:
            if stunt["performer"] == actor:
                for back in range(1, stunt["protect_days"] + 1):
                    for d in range(back, self.horizon):
                        self.model.add_implication(self.x[stunt["scene"]][d], work[d - back])
        return work

    def _engagement(self, actor: int) -> list[cp_model.IntVar]:
        """At least 1 on each paid day: from first to last work, less the drop."""
        work = self._work(actor)
        later = self._never_before(work, f"cast{actor}")
        earlier = self._never_before(work[::-1], f"back{actor}")[::-1]
        drop = self._drop(actor, work)
        paid = self._bools(f"paid{actor}")
        for d in self.days:
            self.model.add_bool_or(~earlier[d], ~later[d], drop[d], paid[d])
            self.model.add_implication(work[d], paid[d])
        self.engaged_later.append(later)
        return paid

    def _drop(self, actor: int, work: list[cp_model.IntVar]) -> list[cp_model.IntVar]:
        """At most one run of days without work that is long enough to be dropped."""
        drop, begin = self._bools(f"drop{actor}"), self._bools(f"begin{actor}")
        for d in self.days:
            self.model.add_implication(drop[d], ~work[d])
            before: Expr = drop[d - 1] if d else 0
            self.model.add(begin[d] >= drop[d] - before)
            pick_up = self._first_pick_up(actor, d)
            if pick_up is None:
                self.model.add(begin[d] == 0)
                continue
            for dropped in range(d, pick_up):
                self.model.add_implication(begin[d], drop[dropped])
        self.model.add_at_most_one(begin)
        return drop

    def _first_pick_up(self, actor: int, begin: int) -> int | None:
        """The first day to come back when the drop begins on this day."""
        gap = self.inst["cast"][actor]["drop_min_gap_days"]
        calendar = self.inst["calendar"]["calendar_day"]
        if gap is None or begin == 0:
            return None
        return next((d for d in range(begin + 1, self.horizon) if calendar[d] - calendar[begin - 1] > gap), None)

    # Costs

    def _costs(self) -> None:
        """burn[d], cost[d] and spent[d], each at least what it is."""
        most_burn, most_cost = self._dearest_day()
        self.burn = [self.model.new_int_var(0, most_burn, f"burn{d}") for d in self.days]
        self.cost = [self.model.new_int_var(0, most_cost, f"cost{d}") for d in self.days]
        self.spent = [self.model.new_int_var(0, (d + 1) * most_cost, f"spent{d}") for d in self.days]
        for d in self.days:
            self.model.add(self.burn[d] >= self._burn(d))
            self.model.add(self.cost[d] >= self.burn[d] + self._extras(d))
            before: Expr = self.spent[d - 1] if d else 0
            self.model.add(self.spent[d] >= before + self.cost[d])

    def _dearest_day(self) -> tuple[int, int]:
        """More than any day's burn and cost."""
        prices, places = self.prices, self.inst["locations"]
        burn = prices["crew_day_cost"] + sum(person["day_rate"] for person in self.inst["cast"])
        burn += sum(place["day_cost"] for place in places)
        extras = prices["move_cost"] * prices["max_locations"] + prices["night_premium"]
        extras += prices["overtime_cost_per_min"] * prices["max_overtime"]
        extras += sum(scene["direct_cost"] for scene in self.scenes) + sum(place["visit_cost"] for place in places)
        return burn, burn + extras

    def _burn(self, d: int) -> Expr:
        cast = sum(person["day_rate"] * paid[d] for person, paid in zip(self.inst["cast"], self.paid))
        places = sum(place["day_cost"] * at[d] for place, at in zip(self.inst["locations"], self.at))
        return self.prices["crew_day_cost"] * self.paid_film[d] + cast + places

    def _extras(self, d: int) -> Expr:
        prices = self.prices
        direct = sum(scene["direct_cost"] * self.x[i][d] for i, scene in enumerate(self.scenes))
        visits = sum(place["visit_cost"] * self._visit(p, d) for p, place in enumerate(self.inst["locations"]))
        overtime = prices["overtime_cost_per_min"] * self.overtime[d]
        night = prices["night_premium"] * self.night[d]
        return direct + visits + overtime + night + prices["move_cost"] * self._moves(d)

    def _visit(self, place: int, d: int) -> cp_model.IntVar:
        """At least 1 where a run of days at the place begins."""
        at = self.at[place]
        if d == 0:
            return at[0]
        visit = self.model.new_bool_var(f"visit{place}_{d}")
        self.model.add(visit >= at[d] - at[d - 1])
        return visit

    # Expected cost, backward over the days

    def _cost_to_go(self) -> None:
        most = self._most_to_go()
        self.to_go = [self.model.new_int_var(0, most, f"to_go{d}") for d in range(self.horizon + 1)]
        stunts = self.inst["stunts"]
        for d in self.days:
            literals = [self.x[stunt["scene"]][d] for stunt in stunts]
            calm = self.model.add(self.to_go[d] >= SCALE * self.cost[d] + self.to_go[d + 1])
            calm.only_enforce_if([~literal for literal in literals])
            for stunt, literal in zip(stunts, literals):
                self._at_least(self.to_go[d], self._stunt_terms(stunt, d)).only_enforce_if(literal)
        self._redundant_bound()
        self.model.minimize(self.to_go[0])

    def _most_to_go(self) -> int:
        """More than any legal board's expected cost, in 1/SCALE."""
        burn, cost = self._dearest_day()
        most = Fraction(self.horizon * cost)
        for stunt in self.inst["stunts"]:
            q, out = milli(stunt["p_terminal_milli"]), milli(stunt["p_out_milli"] * stunt["out_days"])
            wasted = milli(stunt["waste_milli"]) * self.horizon * cost
            most += milli(stunt["p_delay_milli"] * stunt["delay_days"]) * burn + out * self.prices["crew_day_cost"]
            most += q * (stunt["rewrite_cost"] + wasted)
        return ceil(SCALE * most) + len(self.inst["stunts"])

    def _stunt_terms(self, stunt: dict[str, Any], d: int) -> list[tuple[Fraction, Expr]]:
        """The cost to go of day d when the stunt is on it, in 1/SCALE, as factors and expressions."""
        q = milli(stunt["p_terminal_milli"])
        terms: list[tuple[Fraction, Expr]] = [
            (Fraction(SCALE), self.cost[d]),
            (SCALE * milli(stunt["p_delay_milli"] * stunt["delay_days"]), self.burn[d]),
            (SCALE * q * stunt["rewrite_cost"], 1),
            (SCALE * q * milli(stunt["waste_milli"]), self.spent[d]),
            (carry(stunt), self.to_go[d + 1]),
        ]
        if d + 1 < self.horizon:  # hurt, and needed later
            out = milli(stunt["p_out_milli"] * stunt["out_days"]) * self.prices["crew_day_cost"]
            terms.append((SCALE * out, self.engaged_later[stunt["performer"]][d + 1]))
        return terms

    def _redundant_bound(self) -> None:
        """Says nothing new, but helps the relaxation: no cost counts less than the product of all carries."""
        share = prod((carry(stunt) for stunt in self.inst["stunts"]), start=Fraction(1))
        share = Fraction(int(share * 1000), 1000)  # rounded down: the row stays valid
        rewrites = sum(milli(stunt["p_terminal_milli"]) * stunt["rewrite_cost"] for stunt in self.inst["stunts"])
        self._at_least(self.to_go[0], [(SCALE * share, self.spent[-1]), (SCALE * share * rewrites, 1)])

    def _at_least(self, left: Expr, terms: list[tuple[Fraction, Expr]]) -> cp_model.Constraint:
        """left >= sum of factor * expression, multiplied out to whole numbers."""
        whole = lcm(*(factor.denominator for factor, _ in terms))
        return self.model.add(whole * left >= sum(int(whole * factor) * expr for factor, expr in terms))
