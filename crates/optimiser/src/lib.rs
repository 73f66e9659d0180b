//! Search for the cheapest board: problem, solution, cost, construction, annealing.
